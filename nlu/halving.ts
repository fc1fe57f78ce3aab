/** One stage of successive halving: what goes on is judged up to so many folds. */
export interface Rung {
  /** Folds judged when the rung ends, those of the rungs before included. */
  readonly folds: number;
  /** Trials that go on from here, the default trial among them. */
  readonly survivors: number;
}

/** A trial's predictions of held-out rows so far. */
export interface Standing {
  readonly number: number;
  readonly right: number;
  readonly judged: number;
}

/** Folds of the cross-validation that a trial is judged by when it goes all the way. */
export const SEARCH_FOLDS = 9;
/** One in so many goes on (η of Li et al.). */
const KEPT_ONE_IN = 3;
/** The trial of the parameters that hold without a search. */
export const DEFAULT_TRIAL = 1;

/**
 * The rungs for so many trials: successive halving (Jamieson & Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter
 * Optimization", AISTATS 2016) as in the inner loop of Hyperband's algorithm 1 (Li, Jamieson, DeSalvo, Rostamizadeh & Talwalkar, JMLR 2018),
 * η = 3. What is dealt out is folds of one cross-validation rather than epochs or a part of the rows: trained on as many rows as it will be,
 * a trial's score is unbiased from the first fold on and only grows surer, and all trials are judged by the same rows.
 */
export function planRungs(trialCount: number, folds: number = SEARCH_FOLDS): Rung[] {
  const most = Math.floor(logarithm(folds));
  const halvings = Math.min(most, Math.floor(logarithm(trialCount)));
  return Array.from({ length: halvings + 1 }, (_, r) => ({
    folds: Math.floor(folds / KEPT_ONE_IN ** (halvings - r)),
    survivors: r === halvings ? 1 : Math.ceil(trialCount / KEPT_ONE_IN ** (r + 1)),
  }));
}

// 3^5 has a logarithm of 4.999…
function logarithm(value: number): number {
  return Math.log(value) / Math.log(KEPT_ONE_IN) + 1e-9;
}

/**
 * The numbers of the trials that go on: the best `count`, in the order of their numbers. The default trial always goes on, so that whatever
 * is chosen in the end was compared with it on all rows.
 */
export function survivorsOf(standings: readonly Standing[], count: number): number[] {
  const best = standings.toSorted(byScore).slice(0, count);
  const numbers = new Set(best.map(({ number }) => number));
  if (standings.some(({ number }) => number === DEFAULT_TRIAL)) numbers.add(DEFAULT_TRIAL);
  return [...numbers].sort((a, b) => a - b);
}

/**
 * The number of the trial to train with: the best of those that were judged by as many folds as the default trial; the default where it was
 * not judged, or none is better.
 */
export function chooseTrial(standings: readonly Standing[]): number {
  return standings.some(({ number }) => number === DEFAULT_TRIAL)
    ? (standings.toSorted(byScore)[0]?.number ?? DEFAULT_TRIAL)
    : DEFAULT_TRIAL;
}

/** Share of the held-out rows that were predicted rightly; 0 where there were none. */
export function scoreOf({ right, judged }: Pick<Standing, 'right' | 'judged'>): number {
  return judged > 0 ? right / judged : 0;
}

/** Best first; of equals the one drawn first. */
function byScore(a: Standing, b: Standing): number {
  return scoreOf(b) - scoreOf(a) || a.number - b.number;
}
