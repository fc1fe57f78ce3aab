import type { CurveRow } from './metrics.ts';

export interface Trial {
  readonly number: number;
  readonly score?: number | null | undefined;
  readonly curve: readonly { readonly step: number; readonly value: number }[];
  readonly isChosen: boolean;
}

/** The number of the trial of the parameters that hold without a search. */
export const DEFAULT_TRIAL = 1;
const CURVES_SHOWN = 4;

/** The chosen one, then those that came further, then those that were right more often. */
export function ranked<T extends Trial>(trials: readonly T[]): T[] {
  return trials.toSorted(
    (a, b) =>
      Number(b.isChosen) - Number(a.isChosen) ||
      b.curve.length - a.curve.length ||
      (b.score ?? 0) - (a.score ?? 0) ||
      a.number - b.number,
  );
}

/** The curves of the four first ones by fold, that of the default parameters among them. More could not be told apart. */
export function trialCurves(
  trials: readonly Trial[],
  nameOf: (number: number) => string,
): { names: string[]; rows: CurveRow[] } {
  const order = ranked(trials).filter(({ curve }) => curve.length > 0);
  const best = order.slice(0, CURVES_SHOWN);
  const usual = order.find(({ number }) => number === DEFAULT_TRIAL);
  const shown = !usual || best.includes(usual) ? best : [...best.slice(0, -1), usual];
  const rows = new Map<number, Record<string, number>>();
  for (const { number, curve } of shown)
    for (const { step, value } of curve) rows.set(step, { ...rows.get(step), [nameOf(number)]: value });
  const steps = [...rows.keys()].sort((a, b) => a - b);
  return { names: shown.map(({ number }) => nameOf(number)), rows: steps.map((step) => ({ ...rows.get(step), step })) };
}
