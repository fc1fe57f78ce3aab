import { NluError } from './errors.ts';
import { Rng } from './rng.ts';
import type { Interval } from './types.ts';

// N items, K intents, R replicates.

/** What models answered to the same N items; null is out-of-scope on either side. */
export interface AnsweredItems {
  readonly actual: readonly (string | null)[];
  readonly candidate: readonly (string | null)[];
  /** Null where there is nothing to compare with. */
  readonly champion: readonly (string | null)[] | null;
}

/** Percentile intervals, each beside its value over the items as they are. */
export interface BootstrapIntervals {
  /** By intent, those that have an item. */
  readonly f1: ReadonlyMap<string, Interval>;
  readonly macroF1: Interval;
  /** Candidate minus champion over the same drawn items; null without a champion. */
  readonly macroF1Difference: Interval | null;
  /** As above, of the share of items judged rightly. */
  readonly accuracyDifference: Interval | null;
}

const REPLICATES = 1_000;

/**
 * Percentile intervals of what has no closed form, by drawing the items anew R times with replacement; both models are judged on the same
 * draws, so that what is hard for both cancels out (Efron & Tibshirani 1993, chapters 13 and 16.4). The same items and seed give the same
 * intervals. Rejects with UNPAIRED_ITEMS where the lengths differ.
 */
export function bootstrap(
  items: AnsweredItems,
  { alpha = 0.05, replicates = REPLICATES, seed = 1 } = {},
): BootstrapIntervals {
  const { actual, candidate, champion } = items;
  if (candidate.length !== actual.length || (champion && champion.length !== actual.length))
    throw new NluError('UNPAIRED_ITEMS', 'Every item needs one answer of each model.');
  const places = new Map<string, number>();
  for (const intent of actual) if (intent !== null && !places.has(intent)) places.set(intent, places.size);
  const size = places.size;
  const own = new Tally(items.actual, candidate, places);
  const other = champion && new Tally(items.actual, champion, places);
  const observed = figuresOf([own, other]);

  const rng = new Rng(seed);
  const f1 = Array.from({ length: size }, () => new Float64Array(replicates));
  const [macroF1, macroF1Difference, accuracyDifference] = [0, 1, 2].map(() => new Float64Array(replicates));
  for (let r = 0; r < replicates; r++) {
    own.clear();
    other?.clear();
    for (let drawn = 0; drawn < actual.length; drawn++) {
      const i = rng.below(actual.length);
      own.add(i);
      other?.add(i);
    }
    for (let k = 0; k < size; k++) f1[k][r] = own.f1(k);
    const figures = figuresOf([own, other]);
    macroF1[r] = figures.macroF1;
    macroF1Difference[r] = figures.macroF1Difference;
    accuracyDifference[r] = figures.accuracyDifference;
  }
  return {
    f1: new Map([...places].map(([intent, k]) => [intent, percentiles(f1[k], observed.f1[k], alpha)])),
    macroF1: percentiles(macroF1, observed.macroF1, alpha),
    macroF1Difference: champion && percentiles(macroF1Difference, observed.macroF1Difference, alpha),
    accuracyDifference: champion && percentiles(accuracyDifference, observed.accuracyDifference, alpha),
  };
}

/** Counts of one model over drawn items, from which its figures follow; begins with each item drawn once. */
class Tally {
  /** Place of the item's own intent and of the answer (N); −1 is out-of-scope, −2 an answer that is no item's intent. */
  readonly #actual: Int32Array;
  readonly #answer: Int32Array;
  readonly #support: Int32Array;
  readonly #answered: Int32Array;
  readonly #hits: Int32Array;
  #right = 0;
  #drawn = 0;

  constructor(
    actual: readonly (string | null)[],
    answers: readonly (string | null)[],
    places: ReadonlyMap<string, number>,
  ) {
    const placeOf = (intent: string | null) => (intent === null ? -1 : (places.get(intent) ?? -2));
    this.#actual = Int32Array.from(actual, placeOf);
    this.#answer = Int32Array.from(answers, placeOf);
    [this.#support, this.#answered, this.#hits] = [0, 1, 2].map(() => new Int32Array(places.size));
    for (let i = 0; i < actual.length; i++) this.add(i);
  }

  clear(): void {
    for (const counts of [this.#support, this.#answered, this.#hits]) counts.fill(0);
    this.#right = 0;
    this.#drawn = 0;
  }

  add(i: number): void {
    const actual = this.#actual[i];
    const answer = this.#answer[i];
    this.#drawn++;
    if (actual >= 0) this.#support[actual]++;
    if (answer >= 0) this.#answered[answer]++;
    if (actual !== answer) return;
    this.#right++;
    if (actual >= 0) this.#hits[actual]++;
  }

  /** 0 where the intent neither came up nor was answered. */
  f1(k: number): number {
    const whole = this.#support[k] + this.#answered[k];
    return whole > 0 ? (2 * this.#hits[k]) / whole : 0;
  }

  /** Over the intents that came up: one that was not drawn has no F1. */
  get macroF1(): number {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < this.#support.length; k++) {
      if (this.#support[k] === 0) continue;
      sum += this.f1(k);
      count++;
    }
    return count > 0 ? sum / count : 0;
  }

  get accuracy(): number {
    return this.#drawn > 0 ? this.#right / this.#drawn : 0;
  }

  get intents(): number {
    return this.#support.length;
  }
}

function figuresOf([own, other]: readonly [Tally, Tally | null]) {
  return {
    f1: Array.from({ length: own.intents }, (_, k) => own.f1(k)),
    macroF1: own.macroF1,
    macroF1Difference: other ? own.macroF1 - other.macroF1 : 0,
    accuracyDifference: other ? own.accuracy - other.accuracy : 0,
  };
}

function percentiles(values: Float64Array, value: number, alpha: number): Interval {
  const sorted = values.toSorted();
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  return { value, low: at(alpha / 2), high: at(1 - alpha / 2) };
}
