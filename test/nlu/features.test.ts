import { describe, expect, it } from 'vitest';
import { FeatureSpace, gramsOf } from '../../nlu/features.ts';

const WORDS = { unit: 'words', shortest: 1, longest: 2, minUtterances: 1 } as const;
const CHARS = { unit: 'chars', shortest: 2, longest: 3, minUtterances: 1 } as const;

/** The vector by gram, for eyes. */
function read(space: FeatureSpace, tokens: string[]): Record<string, number> {
  const grams = space.blocks.flatMap((fitted) => fitted.grams);
  const { indices, values } = space.vectorOf(tokens);
  return Object.fromEntries([...indices].map((v, i) => [grams[v], values[i] ?? NaN]));
}

describe('gramsOf', () => {
  it('marks where a sentence begins and ends, in pairs of words only', () => {
    expect(gramsOf(['hello', 'you'], WORDS)).toEqual(['hello', 'you', '<s> hello', 'hello you', 'you </s>']);
  });

  it('runs over each word with its borders', () => {
    expect(gramsOf(['abc'], CHARS)).toEqual([' a', 'ab', 'bc', 'c ', ' ab', 'abc', 'bc ']);
  });

  it('has nothing to say of no words', () => {
    expect(gramsOf([], WORDS)).toEqual([]);
    expect(gramsOf([], CHARS)).toEqual([]);
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
    const firstOfChars = space.blocks[0]?.grams.length ?? 0;
    for (const [i, v] of indices.entries()) squares[v < firstOfChars ? 0 : 1]! += (values[i] ?? 0) ** 2;
    expect(squares[0]).toBeCloseTo(1, 5);
    expect(squares[1]).toBeCloseTo(1, 5);
  });

  it('forgets grams that too few utterances hold, however often they hold them', () => {
    const space = FeatureSpace.fit([['rare', 'rare', 'common'], ['common']], [{ ...single, minUtterances: 2 }]);
    expect(space.blocks[0]?.grams).toEqual(['common']);
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
