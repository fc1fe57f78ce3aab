import { NluError } from './errors.ts';
import type { Interval } from './types.ts';

/**
 * Wilson's score interval of a proportion (Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3). Of no
 * trials nothing is known: 0 in [0, 1].
 */
export function wilsonInterval(successes: number, trials: number, alpha = 0.05): Interval {
  if (trials === 0) return { value: 0, low: 0, high: 1 };
  const value = successes / trials;
  const z = normalQuantile(1 - alpha / 2);
  const centre = successes + (z * z) / 2;
  const spread = z * Math.sqrt(successes * (1 - value) + (z * z) / 4);
  // At 0 and 1 the bound is the proportion itself, which rounding would miss.
  const low = successes === 0 ? 0 : (centre - spread) / (trials + z * z);
  const high = successes === trials ? 1 : (centre + spread) / (trials + z * z);
  return { value, low, high };
}

/** How two yes-or-no judgements of the same items agree. */
interface PairedCounts {
  readonly both: number;
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly neither: number;
}

/**
 * McNemar's exact conditional test, two-sided, with the mid-p correction: nearly as powerful as the exact unconditional test and near its
 * nominal level (Fagerland, Lydersen & Laake 2013). 1 where the two never differ.
 */
export function mcNemarMidP({ firstOnly, secondOnly }: PairedCounts): number {
  const trials = firstOnly + secondOnly;
  const fewer = Math.min(firstOnly, secondOnly);
  let below = 0;
  for (let k = 0; k < fewer; k++) below += halfBinomial(k, trials);
  const at = halfBinomial(fewer, trials);
  return Math.min(1, 2 * below + at);
}

/**
 * First minus second proportion of the same items, with Newcombe's square-and-add interval (Newcombe 1998, "Improved confidence intervals
 * for the difference between binomial proportions based on paired data", method 10: Wilson's intervals joined by the pairs' phi).
 */
export function pairedDifference(counts: PairedCounts, alpha = 0.05): Interval {
  const { both, firstOnly, secondOnly, neither } = counts;
  const trials = both + firstOnly + secondOnly + neither;
  if (trials === 0) return { value: 0, low: -1, high: 1 };
  const first = wilsonInterval(both + firstOnly, trials, alpha);
  const second = wilsonInterval(both + secondOnly, trials, alpha);
  const value = (firstOnly - secondOnly) / trials;
  const phi = phiOf(counts);
  const spread = (a: number, b: number) => Math.sqrt(Math.max(a * a - 2 * phi * a * b + b * b, 0));
  return {
    value,
    low: value - spread(first.value - first.low, second.high - second.value),
    high: value + spread(first.high - first.value, second.value - second.low),
  };
}

/**
 * p-values adjusted for their number, in the order given: below alpha where Holm's step-down method rejects at alpha, so that the chance of
 * any false rejection is at most alpha however the tests depend on each other (Holm 1979).
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const adjusted = pValues.map(() => 1);
  let largest = 0;
  for (const [rank, i] of [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b]).entries()) {
    largest = Math.max(largest, Math.min(1, pValues[i] * (pValues.length - rank)));
    adjusted[i] = largest;
  }
  return adjusted;
}

/** Correlation of the pairs; a positive one is reduced by half an item a cell as method 10 asks; 0 where a margin is empty. */
function phiOf({ both, firstOnly, secondOnly, neither }: PairedCounts): number {
  const margins = (both + firstOnly) * (secondOnly + neither) * (both + secondOnly) * (firstOnly + neither);
  if (margins === 0) return 0;
  const trials = both + firstOnly + secondOnly + neither;
  const numerator = both * neither - firstOnly * secondOnly;
  return (numerator > 0 ? Math.max(numerator - trials / 2, 0) : numerator) / Math.sqrt(margins);
}

/** P(X = k) of a binomial with `trials` and ½, through logarithms because 2^−trials underflows. */
function halfBinomial(k: number, trials: number): number {
  return Math.exp(logFactorial(trials) - logFactorial(k) - logFactorial(trials - k) - trials * Math.LN2);
}

/** ln n!: summed for a small n, Stirling's series beyond, which is then right to the last digit. */
export function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0;
    for (let i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
  return (
    (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  );
}

/** How many of some trials had the outcome that is counted. */
export interface Hits {
  readonly hits: number;
  readonly trials: number;
}

/**
 * Fisher's exact test, one-sided (Fisher 1935, "The Design of Experiments", chapter 2): the chance that, of all hits of both, as few or
 * fewer fall to the first, were its rate that of the second.
 */
export function fisherExactLower(first: Hits, second: Hits): number {
  const [hits, trials] = [first.hits + second.hits, first.trials + second.trials];
  const all = logChoose(trials, first.trials);
  let chance = 0;
  for (let k = Math.max(0, first.trials - (trials - hits)); k <= first.hits; k++)
    chance += Math.exp(logChoose(hits, k) + logChoose(trials - hits, first.trials - k) - all);
  return Math.min(1, chance);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Quantile of the standard normal distribution, for `p` in 0 < p < 1; relative error below 1.2e-9 (Acklam 2003). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new NluError('BAD_PARAMETERS', 'A level of significance lies between 0 and 1.');
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(TAIL_NUMERATOR, q) / (polynomial(TAIL_DENOMINATOR, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(CENTRE_NUMERATOR, r) * q) / (polynomial(CENTRE_DENOMINATOR, r) * r + 1);
}

const CENTRE_NUMERATOR = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const CENTRE_DENOMINATOR = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
];
const TAIL_NUMERATOR = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_DENOMINATOR = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

/** Highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}
