import { type Hits, logFactorial } from './statistics.ts';

/** What was counted of both while nothing but chance decided which of them a conversation got. */
export interface Stratum {
  readonly challenger: Hits;
  readonly champion: Hits;
}

/** Brackets the least favourable common rate; beyond it the evidence changes by less than rounding. */
const EDGE = 1e-9;
const TOLERANCE = 1e-6;

/**
 * Evidence, as log(e-value), that a challenger's rate is more than `tolerated`, 0 <= tolerated < 1, below the champion's. Whenever it is looked at, and
 * however often, the chance that exp(evidence) ever reaches 1/α is at most α where it is not (Ville 1939): an e-process, after Ramdas,
 * Grünwald, Vovk & Shafer 2023, "Game-theoretic statistics and safe anytime-valid inference". No sample size is fixed, and none is needed.
 *
 * For a rate p0 the champion's trials are weighed by Robbins' mixture against "its rate is p0 or less" (uniform over the rates above;
 * Robbins 1970, "Statistical methods related to the law of the iterated logarithm"), and the challenger's against "its rate is p0 − tolerated or more".
 * Each is a test supermartingale by itself and the two are independent, so their product is one, in whatever order and proportion the trials come.
 * If the challenger is not worse than that, both hold where p0 is the champion's rate; the least product over all p0 is below that one's.
 * Strata multiply: each begins anew, so that a rate that drifts while a share grows is not taken for a difference.
 */
export function evidenceOfLoss(strata: readonly Stratum[], tolerated = 0): number {
  const least = (stratum: Stratum) =>
    leastOf((rate) => evidenceAt(stratum, rate, tolerated), { from: tolerated + EDGE, to: 1 - EDGE });
  return strata.reduce((sum, stratum) => sum + least(stratum), 0);
}

/** The p-value that may be looked at at any time: for an evidence that was the greatest so far, in 0 < p <= 1. */
export function anytimePValue(evidence: number): number {
  return Math.min(1, Math.exp(-evidence));
}

function evidenceAt({ challenger, champion }: Stratum, rate: number, tolerated: number): number {
  const misses = { trials: champion.trials, hits: champion.trials - champion.hits };
  return logMixture(challenger, rate - tolerated) + logMixture(misses, 1 - rate);
}

/**
 * log of Robbins' mixture against "the rate is p0 or more": ∫ (q/p0)^s ((1−q)/(1−p0))^f dq/p0 over 0 < q < p0, for s hits in s+f
 * trials. By I, the regularised incomplete beta function, B(s+1, f+1) I(p0) / (p0^(s+1) (1−p0)^f).
 */
export function logMixture({ hits, trials }: Hits, p0: number): number {
  const [a, b] = [hits + 1, trials - hits + 1];
  // The series of I converges fast below its mean; above, that of the complement does.
  if (p0 < a / (a + b)) return Math.log1p(-p0) + Math.log(betaFraction(a, b, p0) / a);
  const logBeta = logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
  const logTail = b * Math.log1p(-p0) + a * Math.log(p0) + Math.log(betaFraction(b, a, 1 - p0) / b);
  const whole = logBeta - a * Math.log(p0) - (b - 1) * Math.log1p(-p0);
  return whole + Math.log1p(-Math.exp(Math.min(logTail - logBeta, -Number.EPSILON)));
}

/** The continued fraction of a · I(x) · B(a, b) / (x^a (1−x)^b), by Lentz's method (Press et al. 2007, "Numerical Recipes", §6.4). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 1_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) return fraction;
  }
  return fraction;
}

/** The least value between two rates of a function that falls and then rises, by golden sections. */
function leastOf(valueAt: (rate: number) => number, { from, to }: { from: number; to: number }): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [valueAt(left), valueAt(right)];
  while (high - low > TOLERANCE) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = valueAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = valueAt(right);
    }
  }
  return Math.min(atLeft, atRight);
}
