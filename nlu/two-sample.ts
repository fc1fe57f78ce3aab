import { FeatureSpace } from './features.ts';
import type { FeatureBlock } from './grams.ts';
import { nearEqualKeyOf } from './near-duplicates.ts';
import { Rng } from './rng.ts';
import { fisherExactLower, normalQuantile } from './statistics.ts';
import { solveSvm } from './svm.ts';
import { tokenize } from './tokenize.ts';

// N texts, V features.

/** How well a classifier tells two samples of utterances apart. */
export interface TwoSampleTest {
  /** Share of held-out texts that it gives to the right sample, both samples of the same weight: 0.5 where they are alike, 1 where nothing is. */
  readonly accuracy: number;
  /** What the accuracy exceeds by chance once in a hundred times where both samples come from one source. */
  readonly chance: number;
  /** Chance of as much or more where both come from one source. */
  readonly pValue: number;
  /** Held-out texts, those that both samples hold included, once for each. */
  readonly texts: number;
}

/** Utterances of a sample that are looked at: the work is bounded, and drift that it takes more to see is small. */
export const TWO_SAMPLE_UTTERANCES = 1_000;
/** Texts that one sample alone holds, of each: with fewer the classifier learns from less than forty, and sees next to nothing. */
const FEWEST_TEXTS = 40;
// A gram met once in training cannot have been learned from two texts. Pairs of words are many and tell little more.
const BLOCKS: readonly FeatureBlock[] = [
  { unit: 'words', shortest: 1, longest: 2, minUtterances: 2 },
  { unit: 'chars', shortest: 2, longest: 4, minUtterances: 2 },
];
// Most texts of two alike samples cannot be told apart: a large cost would learn each by heart.
const COST = 0.1;
const PASSES = 20;

/**
 * The classifier two-sample test (Lopez-Paz & Oquab 2017, "Revisiting Classifier Two-Sample Tests", ICLR): a linear SVM learns from one half
 * of the texts which sample each is from, and is judged on the other half. Where both samples come from one source, nobody can do better than
 * one half right. The p-value is Fisher's exact one of what it said against what is so, whose limit for many texts is the paper's N(½, 1 / 4N).
 *
 * Of both samples the same number is drawn, at most `TWO_SAMPLE_UTTERANCES`. Near-equal utterances of a sample count once, or one user who says
 * the same a hundred times would be a drift; a text of both samples tells nothing, and counts as half right. Null where either sample has too few
 * texts of its own.
 */
export function twoSampleTest(
  first: readonly string[],
  second: readonly string[],
  { seed }: { readonly seed: number },
): TwoSampleTest | null {
  const rng = new Rng(seed);
  const size = Math.min(first.length, second.length, TWO_SAMPLE_UTTERANCES);
  const [one, other] = [distinct(drawn(first, size, rng)), distinct(drawn(second, size, rng))];
  const [own, others] = [textsWithout(one, other, rng), textsWithout(other, one, rng)];
  const half = Math.floor(Math.min(own.length, others.length) / 2);
  if (2 * half < FEWEST_TEXTS) return null;

  const isSecond = learn([own.slice(0, half), others.slice(0, half)], seed);
  const wrong = own.slice(half, 2 * half).filter(isSecond).length;
  const right = others.slice(half, 2 * half).filter(isSecond).length;
  // Texts of both, in proportion to those of one that are held out.
  const shared = Math.round(((one.size - own.length) * half) / Math.min(own.length, others.length));
  const texts = 2 * (half + shared);
  return {
    accuracy: (right + (half - wrong) + shared) / texts,
    chance: 0.5 + (normalQuantile(0.99) * Math.sqrt(half / 2)) / texts,
    pValue: fisherExactLower({ hits: wrong, trials: half }, { hits: right, trials: half }),
    texts,
  };
}

/** A classifier that tells whether a text is of the second sample. */
function learn([first, second]: readonly [Texts, Texts], seed: number): (tokens: readonly string[]) => boolean {
  const texts = [...first, ...second];
  const space = FeatureSpace.fit(texts, BLOCKS);
  const { weights, biases } = solveSvm(
    {
      rows: space.rowsOf(texts),
      featureCount: space.size,
      labels: Int32Array.from(texts, (_, i) => (i < first.length ? 0 : 1)),
      intentCount: 2,
      costs: new Float64Array(texts.length).fill(COST),
    },
    { passes: PASSES, seed, share: { from: 1, to: 2 } },
  );
  return (tokens) => {
    const { indices, values } = space.vectorOf(tokens);
    let margin = biases[0];
    for (let i = 0; i < indices.length; i++) margin += weights[indices[i]] * values[i];
    return margin > 0;
  };
}

type Texts = readonly (readonly string[])[];

function drawn(sample: readonly string[], size: number, rng: Rng): string[] {
  const order = Int32Array.from(sample.keys());
  rng.shuffle(order);
  return Array.from(order.subarray(0, size), (i) => sample[i]);
}

/** The tokens of each text, near-equal ones once, those without any left out. */
function distinct(utterances: readonly string[]): Map<string, readonly string[]> {
  const texts = new Map<string, readonly string[]>();
  for (const utterance of utterances) {
    const tokens = tokenize(utterance);
    const key = nearEqualKeyOf(tokens, utterance);
    if (key !== '' && !texts.has(key)) texts.set(key, tokens);
  }
  return texts;
}

/** Those that `other` does not hold, in a random order: what comes first in a sample is likelier what is said often. */
function textsWithout(
  texts: ReadonlyMap<string, readonly string[]>,
  other: ReadonlyMap<string, unknown>,
  rng: Rng,
): Texts {
  const own = [...texts].filter(([key]) => !other.has(key)).map(([, tokens]) => tokens);
  const order = Int32Array.from(own.keys());
  rng.shuffle(order);
  return Array.from(order, (i) => own[i]);
}
