import { type Interval, wilsonInterval } from '../../../nlu/index.ts';
import { differenceOf } from './estimate.ts';
import type { Firing, RuleAt } from '../policy/rules.ts';

/** Turns of one UTC day that a version predicted alike. */
export interface PredictedTurns {
  /** When the day began. */
  day: Date;
  /** Null for out-of-scope. */
  intent: string | null;
  turns: number;
}

export interface DriftBounds {
  /** Length of both periods that are compared. */
  days: number;
  /** Stability index from which on intents have drifted; null for never. */
  psi: number | null;
  /** Difference of the out-of-scope rate from which on it has; null for never. */
  outOfScope: number | null;
}

const DAY_MS = 24 * 60 * 60_000;
/** Of a category without a turn in one period the index would be infinite. */
const PSEUDO_COUNT = 0.5;
// Of the standard normal distribution.
const QUANTILE_99 = 2.326347874;

/**
 * Population stability index of two counted distributions: Σ (p − q) ln(p / q) over all categories of either (Siddiqi 2006, "Credit Risk
 * Scorecards"; by custom 0.1 is some drift, 0.25 much). Half a turn is added to every category.
 */
export function stabilityIndex(
  before: ReadonlyMap<string | null, number>,
  now: ReadonlyMap<string | null, number>,
): number {
  const categories = [...new Set([...before.keys(), ...now.keys()])];
  const shareIn = (counts: ReadonlyMap<string | null, number>) => {
    const all = totalOf(counts) + PSEUDO_COUNT * categories.length;
    return (category: string | null) => ((counts.get(category) ?? 0) + PSEUDO_COUNT) / all;
  };
  const [p, q] = [shareIn(before), shareIn(now)];
  return categories.reduce((sum, one) => sum + (p(one) - q(one)) * Math.log(p(one) / q(one)), 0);
}

/**
 * What the index exceeds by chance once in a hundred times where nothing has drifted: (1/n + 1/m) times the 99 % quantile of χ² with one
 * degree of freedom less than there are categories (Yurdakul & Naranjo 2020, "Statistical properties of the population stability
 * index"); the quantile by Wilson & Hilferty 1931.
 */
export function chanceIndex(categories: number, n: number, m: number): number {
  const freedom = categories - 1;
  if (freedom < 1 || n === 0 || m === 0) return 0;
  const spread = 2 / (9 * freedom);
  return (1 / n + 1 / m) * freedom * (1 - spread + QUANTILE_99 * Math.sqrt(spread)) ** 3;
}

/** What a version predicts now beside what it predicted at first. */
export interface Drift {
  /** Stability index of the intents, out-of-scope included. */
  index: number;
  /** What chance alone makes of it once in a hundred times. */
  chance: number;
  /** Out-of-scope rates. */
  rate: Interval;
  formerRate: Interval;
  /** In the last days, and in the first. */
  turns: number;
  formerTurns: number;
  /** When the last days began and ended, and the first. */
  from: Date;
  to: Date;
  formerFrom: Date;
  formerTo: Date;
}

/**
 * Measures how a version's predictions differ between its first days, right after its snapshot was taken, and the last whole ones, by UTC:
 * one model on both sides, so that only what users say differs. Null without a turn in either, and where they would overlap.
 */
export function measureDrift(
  predicted: readonly PredictedTurns[],
  { days, now }: { days: number; now: Date },
): Drift | null {
  const first = Math.min(...predicted.map(({ day }) => day.getTime()));
  const begin = lastDaysBegin(now, days);
  if (begin < first + days * DAY_MS) return null;
  const countsIn = (from: number) => {
    const counts = new Map<string | null, number>();
    for (const { day, intent, turns } of predicted)
      if (day.getTime() >= from && day.getTime() < from + days * DAY_MS)
        counts.set(intent, (counts.get(intent) ?? 0) + turns);
    return counts;
  };
  const [era, last] = [countsIn(first), countsIn(begin)];
  const [n, m] = [totalOf(era), totalOf(last)];
  if (n === 0 || m === 0) return null;
  return {
    index: stabilityIndex(era, last),
    chance: chanceIndex(new Set([...era.keys(), ...last.keys()]).size, n, m),
    rate: rateOf(last),
    formerRate: rateOf(era),
    turns: m,
    formerTurns: n,
    from: new Date(begin),
    to: new Date(begin + days * DAY_MS),
    formerFrom: new Date(first),
    formerTo: new Date(first + days * DAY_MS),
  };
}

/**
 * Tells whether what a version predicts has drifted, as `measureDrift` measures it. Intents have drifted where the stability index reaches the bound
 * and more than chance would make; the out-of-scope rate where the 95 % interval of its rise lies beyond the bound. Null where nothing
 * has, and where the last days began before `since`, which a run that was asked for then has learned from.
 */
export function judgeDrift(predicted: readonly PredictedTurns[], { days, psi, outOfScope }: DriftBounds): RuleAt {
  const known = new Map<number, Firing | null>();
  const judge = (now: Date): Firing | null => {
    const drift = measureDrift(predicted, { days, now });
    if (!drift) return null;
    const { index, chance, rate, formerRate: former } = drift;
    const bound = psi === null ? null : Math.max(psi, chance);
    const { low } = differenceOf(rate, former);
    const hasDrifted = (bound !== null && index >= bound) || (outOfScope !== null && low >= outOfScope);
    return hasDrifted
      ? {
          trigger: 'DRIFT',
          rule: 'drift',
          figures: [
            { name: 'stabilityIndex', value: index, threshold: bound },
            { name: 'outOfScopeRate', value: rate.value, threshold: null },
            { name: 'formerOutOfScopeRate', value: former.value, threshold: null },
            { name: 'outOfScopeRise', value: low, threshold: outOfScope },
          ],
          reason: `what users say in the last ${days} days differs from the version’s first ${days} days`,
        }
      : null;
  };
  return (now, since) => {
    const begin = lastDaysBegin(now, days);
    if (since !== null && begin <= since.getTime()) return null;
    if (!known.has(begin)) known.set(begin, judge(now));
    return known.get(begin) ?? null;
  };
}

function lastDaysBegin(now: Date, days: number): number {
  return (Math.floor(now.getTime() / DAY_MS) - days) * DAY_MS;
}

function rateOf(counts: ReadonlyMap<string | null, number>) {
  return wilsonInterval(counts.get(null) ?? 0, totalOf(counts));
}

function totalOf(counts: ReadonlyMap<string | null, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
