export interface Point {
  readonly name: string;
  readonly step: number;
  readonly value: number;
}

/** One step of a chart: the values of its metrics under their names. */
export type CurveRow = { readonly step: number } & Readonly<Record<string, number>>;

/** Metrics with more than one point as rows by step; what was measured once is no curve. A course that pauses is broken, not bridged. */
export function curves(points: readonly Point[]): { names: string[]; rows: CurveRow[] } {
  const counts = new Map<string, number>();
  for (const { name } of points) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].filter(([, times]) => times > 1).map(([name]) => name);
  const rows = new Map<number, Record<string, number>>();
  for (const { name, step, value } of points) {
    if (names.includes(name)) rows.set(step, { ...rows.get(step), [name]: value });
  }
  const steps = [...rows.keys()].sort((a, b) => a - b);
  const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? step));
  const usual = Math.min(...gaps);
  return {
    names,
    rows: steps.flatMap((step, i) => {
      const row = { ...rows.get(step), step };
      return (gaps[i] ?? 0) > 2 * usual ? [row, { step: step + usual }] : [row];
    }),
  };
}

/** Of each metric its point at the greatest step, in the order of first sight. */
export function lastValues(points: readonly Point[]): Point[] {
  const last = new Map<string, Point>();
  for (const point of points) {
    const known = last.get(point.name);
    if (!known || point.step >= known.step) last.set(point.name, point);
  }
  return [...last.values()];
}
