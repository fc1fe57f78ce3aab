import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeatureSpace } from '../../nlu/features.ts';
import { GramReader, gramsOf } from '../../nlu/grams.ts';
import { tokenize } from '../../nlu/tokenize.ts';

const WORDS = { unit: 'words', shortest: 1, longest: 2, minUtterances: 1 } as const;
const PAIRS = { unit: 'pairs', shortest: 2, longest: 2, minUtterances: 1 } as const;
const CHARS = { unit: 'chars', shortest: 2, longest: 3, minUtterances: 1 } as const;

/** The vector by gram, for eyes. */
function read(space: FeatureSpace, tokens: string[]): Record<string, number> {
  const grams = new Map(space.namesIn(tokens).map(({ feature, gram }) => [feature, gram]));
  const { indices, values } = space.vectorOf(tokens);
  return Object.fromEntries([...indices].map((v, i) => [grams.get(v), values[i] ?? NaN]));
}

describe('gramsOf', () => {
  it('marks where a sentence begins and ends, in pairs of words only', () => {
    expect(gramsOf(['hello', 'you'], WORDS)).toEqual(['hello', 'you', '<s> hello', 'hello you', 'you </s>']);
  });

  it('runs over each word with its borders', () => {
    expect(gramsOf(['abc'], CHARS)).toEqual([' a', ' ab', 'ab', 'abc', 'bc', 'bc ', 'c ']);
  });

  it('pairs words in either order, near or far', () => {
    expect(gramsOf(['b', 'a', 'c'], PAIRS)).toEqual(['a b', 'b c', 'a c']);
  });

  it('pairs no more words than a long message begins with', () => {
    const long = Array.from({ length: 5_000 }, (_, i) => `w${i}`);
    expect(gramsOf(long, PAIRS)).toHaveLength((64 * 63) / 2);
  });

  it('has nothing to say of no words', () => {
    expect(gramsOf([], WORDS)).toEqual([]);
    expect(gramsOf([], CHARS)).toEqual([]);
  });
});

describe('GramReader', () => {
  const blocks = [WORDS, CHARS, PAIRS];
  const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

  it('reads what gramsOf spells, gram by gram, and tells apart what differs', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...blocks), (text, block) => {
        const tokens = tokenize(text);
        const all = new GramReader();
        const one = new GramReader();
        all.read(tokens, block);
        const grams = gramsOf(tokens, block);
        expect(all.count).toBe(grams.length);
        const spelled = new Map<string, string>();
        for (const [i, gram] of grams.entries()) {
          one.readSpelling(gram, block);
          const key = `${all.first[i]} ${all.second[i]}`;
          expect(`${one.first[0]} ${one.second[0]}`).toBe(key);
          expect(spelled.get(key) ?? gram).toBe(gram);
          spelled.set(key, gram);
        }
      }),
    );
  });
});

describe('FeatureSpace', () => {
  const single = { ...WORDS, longest: 1 } as const;

  it('weighs grams by tf-idf as computed by hand', () => {
    // Two utterances: df(a) = 2, df(b) = 1. idf(a) = ln(3/3) + 1 = 1; idf(b) = ln(3/2) + 1 = 1.405465.
    // "a b b": a: (1 + ln 1) · 1 = 1; b: (1 + ln 2) · 1.405465 = 2.379659; length √(1 + 5.662777) = 2.581236.
    const space = FeatureSpace.fit([['a', 'b', 'b'], ['a']], [single]);
    const vector = read(space, ['a', 'b', 'b']);
    expect(vector['a']).toBeCloseTo(0.387411, 5);
    expect(vector['b']).toBeCloseTo(0.921907, 5);
  });

  it('gives each block the length one by itself', () => {
    const space = FeatureSpace.fit([['open', 'library'], ['library']], [single, CHARS]);
    const { indices, values } = space.vectorOf(['open', 'library', 'open']);
    const squares = [0, 0];
    const firstOfChars = space.starts[1] ?? 0;
    for (const [i, v] of indices.entries()) squares[v < firstOfChars ? 0 : 1]! += (values[i] ?? 0) ** 2;
    expect(squares[0]).toBeCloseTo(1, 5);
    expect(squares[1]).toBeCloseTo(1, 5);
  });

  it('forgets grams that too few utterances hold, however often they hold them', () => {
    const space = FeatureSpace.fit([['rare', 'rare', 'common'], ['common']], [{ ...single, minUtterances: 2 }]);
    expect(read(space, ['rare', 'common'])).toEqual({ common: expect.any(Number) as number });
    expect(space.size).toBe(1);
  });

  it('lets unknown words shorten what is known, as by hand', () => {
    // One utterance: idf(a) = ln(2/2) + 1 = 1; of a word never seen ln(2/1) + 1 = 1.693147. "zebra a": 1 / √(1 + 2.866747).
    const space = FeatureSpace.fit([['a']], [single]);
    expect(read(space, ['a'])).toEqual({ a: 1 });
    expect(read(space, ['zebra', 'a'])['a']).toBeCloseTo(0.508547, 5);
  });

  it('does not mind unknown pairs of known words', () => {
    const space = FeatureSpace.fit([['a', 'b']], [WORDS]);
    const { values } = space.vectorOf(['b', 'a']);
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
  });

  it('is empty where nothing is known', () => {
    const space = FeatureSpace.fit([['a']], [single, CHARS]);
    expect(space.vectorOf(['zebu']).indices).toHaveLength(0);
    expect(space.vectorOf([]).indices).toHaveLength(0);
  });

  it('answers the same however often it is asked', () => {
    const space = FeatureSpace.fit(
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      [WORDS, CHARS],
    );
    const first = read(space, ['b', 'b', 'a']);
    read(space, ['c', 'c']);
    expect(read(space, ['b', 'b', 'a'])).toEqual(first);
  });
});
