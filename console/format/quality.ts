export interface IntentScores {
  readonly intent: string;
  readonly f1: number;
  readonly support: number;
  readonly championF1?: number | null | undefined;
}

// Below half of the last digit shown, a change is no change.
const VISIBLE = 0.005;

/** F1 gained against the champion, negative where it was lost; null where there was no champion. */
export function gain({ f1, championF1 }: IntentScores): number | null {
  return championF1 === null || championF1 === undefined ? null : f1 - championF1;
}

export function isHarmed(scores: IntentScores): boolean {
  return (gain(scores) ?? 0) <= -VISIBLE;
}

/** The greatest loss first, then the weakest intent, then the more frequent one, then by name. Without a champion that is the weakest first. */
export function byHarm<T extends IntentScores>(scores: readonly T[]): T[] {
  return scores.toSorted(
    (a, b) =>
      (gain(a) ?? 0) - (gain(b) ?? 0) || a.f1 - b.f1 || b.support - a.support || a.intent.localeCompare(b.intent),
  );
}

/** Where an axis of shares begins so that all of them show, in steps of 0.05 with some air; it ends at 1. */
export function axisStart(shares: readonly number[]): number {
  const lowest = Math.min(...shares);
  return Math.max(0, Math.floor((lowest - 0.02) * 20) / 20);
}

/** How far an axis around zero must reach both ways so that all of them show, in whole percentage points. */
export function widest(differences: readonly number[]): number {
  return Math.max(0.01, ...differences.map((difference) => Math.ceil(Math.abs(difference) * 100) / 100));
}
