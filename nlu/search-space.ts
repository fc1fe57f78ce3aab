import { Rng } from './rng.ts';
import type { TrainingParameters } from './types.ts';

/** What of the parameters a search chooses. */
export type Searched = Pick<
  TrainingParameters,
  'C' | 'longestWords' | 'longestChars' | 'pairWeight' | 'epochFactor' | 'gramDropout'
>;

/** Where a parameter may lie, and where it lies unless it is chosen. */
type Dimension = { readonly default: number } & (
  | { readonly kind: 'logarithmic' | 'linear'; readonly from: number; readonly to: number }
  | { readonly kind: 'choice'; readonly among: readonly number[] }
);
/** The dimensions of the parameters that a search chooses; one that is missing is not chosen. */
export type SearchSpace = Readonly<Partial<Record<keyof Searched, Dimension>>>;

// Wide around what was chosen on CLINC150 and BANKING77: another assistant's optimum may lie elsewhere.
const FAST: SearchSpace = {
  C: { kind: 'logarithmic', from: 0.05, to: 20, default: 1 },
  longestWords: { kind: 'choice', among: [1, 2, 3], default: 2 },
  longestChars: { kind: 'choice', among: [3, 4, 5], default: 4 },
  pairWeight: { kind: 'choice', among: [0, 0.35, 0.7, 1], default: 0.7 },
};
const BEST: SearchSpace = {
  ...FAST,
  epochFactor: { kind: 'linear', from: 0.5, to: 2, default: 1 },
  gramDropout: { kind: 'linear', from: 0.2, to: 0.7, default: 0.5 },
};

const SPACES: Readonly<Record<TrainingParameters['recipe'], SearchSpace>> = { fast: FAST, best: BEST };

/** Where the parameters of a recipe may lie. */
export function searchSpaceOf(recipe: TrainingParameters['recipe']): SearchSpace {
  return SPACES[recipe];
}

// A draw that was drawn before is drawn anew, in a space of few choices not for ever.
const DRAWS = 20;
const DIGITS = 3;

/**
 * The parameters of `count` trials, no two of them equal: those that hold without a search first, the others drawn at random from the space
 * (Bergstra & Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 2012). Equal seeds draw equally, and fewer trials are the
 * first ones of more. Fewer than `count` where the space holds no more.
 */
export function drawTrials(space: SearchSpace, { count, seed }: { count: number; seed: number }): Searched[] {
  const rng = new Rng(seed);
  const trials = [mapSpace(space, (dimension) => dimension.default)];
  const seen = new Set(trials.map((trial) => JSON.stringify(trial)));
  for (let draws = 0; trials.length < count && draws < DRAWS * count; draws++) {
    const trial = mapSpace(space, (dimension) => drawFrom(dimension, rng));
    const key = JSON.stringify(trial);
    if (seen.has(key)) continue;
    seen.add(key);
    trials.push(trial);
  }
  return trials;
}

function mapSpace(space: SearchSpace, valueOf: (dimension: Dimension) => number): Searched {
  const values = Object.entries(space).map(([name, dimension]) => [name, valueOf(dimension)]);
  return Object.fromEntries(values);
}

function drawFrom(dimension: Dimension, rng: Rng): number {
  if (dimension.kind === 'choice') return dimension.among[rng.below(dimension.among.length)];
  const share = rng.nextUint32() / 0x1_0000_0000;
  const { kind, from, to } = dimension;
  const value = kind === 'linear' ? from + share * (to - from) : from * (to / from) ** share;
  // Three digits are as good as sixteen, and a person can read them.
  return Number(value.toPrecision(DIGITS));
}
