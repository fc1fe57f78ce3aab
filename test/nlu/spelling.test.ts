import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeModel, DEFAULT_PARAMETERS, encodeModel, train } from '../../nlu/index.ts';
import { isOneSlipAway, Spelling } from '../../nlu/spelling.ts';
import { helpDesk } from './help-desk.ts';

const spelling = Spelling.fit([
  ['library', 'opening', 'hours'],
  ['library', 'card', 'lost', '5000'],
  ['card', 'cart', 'nao', '図書館カード'],
]);
const mend = (...tokens: string[]) => spelling.mend(tokens).join(' ');

describe('spelling', () => {
  it('reads a word as the known one that is a slip away, whichever slip', () => {
    expect(mend('libary', 'libraryy', 'lobrary', 'lirbary', 'noa')).toBe('library library library library nao');
  });

  it('touches no known word, nor one that is two slips away, nor numbers', () => {
    const tokens = ['cart', 'libaray', 'lbrry', '500', '50000'];
    expect(mend(...tokens)).toBe(tokens.join(' '));
  });

  it('touches no word of a script in which another sign is another word', () => {
    expect(mend('図書館カート')).toBe('図書館カート');
  });

  it('prefers the word found in most utterances, and of equal ones the first by code units', () => {
    expect(mend('carx')).toBe('card');
    expect(Spelling.fit([['cart'], ['care']]).mend(['carx'])).toEqual(['care']);
  });

  it('takes time for no word that is too long to be one', () => {
    const long = 'z'.repeat(4_096);
    expect(Spelling.fit([[long]]).mend([`${long}z`])).toEqual([`${long}z`]);
  });

  it('knows words that are one slip apart by their distance (Damerau 1964)', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        fc.pre(one !== other);
        expect(isOneSlipAway(one, other)).toBe(distanceOf(one, other) === 1);
        expect(isOneSlipAway(one, other)).toBe(isOneSlipAway(other, one));
      }),
    );
  });

  it('finds every known word that is a slip away', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), word, (known, typed) => {
        fc.pre(!known.includes(typed));
        const near = known.filter((one) => isOneSlipAway(typed, one)).toSorted();
        expect(Spelling.fit(known.map((one) => [one])).mend([typed])).toEqual([near[0] ?? typed]);
      }),
    );
  });

  it('is kept with the model', () => {
    const model = train({ examples: helpDesk(), seed: 1, parameters: DEFAULT_PARAMETERS });
    const back = decodeModel(encodeModel(model));
    expect(back.interpret('psasword')).toEqual(model.interpret('psasword'));
    expect(back.interpret('psasword').confidence).toBe(model.interpret('password').confidence);
  });
});

/** Optimal string alignment, by its definition. */
function distanceOf(one: string, other: string): number {
  const at = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const replaced = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
    const swapped =
      i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
    return Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped);
  };
  return at(one.length, other.length);
}
