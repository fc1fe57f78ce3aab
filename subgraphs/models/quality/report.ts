import type { LatencyRow } from '../store/cell-store.ts';
import type { Cell, Latency, Period } from './cells.ts';
import { type Corrections, correctionsFor, figuresOf, type QualityFigures, recallOf } from './figures.ts';

export interface QualityPoint {
  /** When the hour or day began. */
  at: Date;
  figures: QualityFigures;
}
export interface QualitySlice {
  /** Id or name of what the turns have in common. */
  key: string;
  /** As a person reads it. */
  name: string;
  figures: QualityFigures;
  /** Hour by hour or day by day, oldest first; those without a turn are left out. */
  series: QualityPoint[];
}
export interface QualityReport extends Period {
  total: QualityFigures;
  series: QualityPoint[];
  /** Each with most turns first. */
  versions: QualitySlice[];
  intents: QualitySlice[];
  categories: QualitySlice[];
}

/** Tells a period's quality from its counted turns: every number of a report comes from the same cells. */
export function reportOf(period: Period, cells: readonly Cell[], latencies: readonly LatencyRow[]): QualityReport {
  const corrections = correctionsFor(cells);
  const latencyOf = latenciesBy(latencies);
  const series = (some: readonly Cell[], latency: (at: Date) => Latency | null = () => null) =>
    seriesOf(some, corrections, latency);
  const slices = (
    kind: LatencyRow['kind'],
    groups: Iterable<[{ key: string; name: string }, Cell[]]>,
  ): QualitySlice[] =>
    [...groups]
      .map(([named, some]) => ({
        ...named,
        figures: {
          ...figuresOf(some, corrections, latencyOf(kind, named.key)),
          recall: kind === 'intent' ? recallOf(named.key, cells, corrections) : null,
        },
        series: series(some),
      }))
      .toSorted((a, b) => b.figures.turns - a.figures.turns || (a.key < b.key ? -1 : 1));
  return {
    ...period,
    total: { ...figuresOf(cells, corrections, latencyOf('total', null)), recall: null },
    series: series(cells, (at) => latencyOf('at', at.toISOString())),
    versions: slices(
      'version',
      groupsOf(cells, ({ modelVersionId }) => [modelVersionId]),
    ),
    intents: slices(
      'intent',
      groupsOf(cells, ({ intent }) => [intent]),
    ),
    categories: slices('category', categoriesOf(cells)),
  };
}

function seriesOf(
  cells: readonly Cell[],
  corrections: Corrections,
  latencyAt: (at: Date) => Latency | null,
): QualityPoint[] {
  return [...Map.groupBy(cells, ({ at }) => at.getTime())]
    .toSorted(([a], [b]) => a - b)
    .map(([time, some]) => {
      const at = new Date(time);
      return { at, figures: { ...figuresOf(some, corrections, latencyAt(at)), recall: null } };
    });
}

/** Cells by what they have in common; a cell without it is in no group. */
function groupsOf(
  cells: readonly Cell[],
  keysOf: (cell: Cell) => readonly (string | null)[],
): [{ key: string; name: string }, Cell[]][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells)
    for (const key of keysOf(cell)) {
      if (key === null) continue;
      const group = groups.get(key);
      if (group) group.push(cell);
      else groups.set(key, [cell]);
    }
  return [...groups].map(([key, some]) => [{ key, name: key }, some]);
}

/** By category; its newest name stands for all. */
function categoriesOf(cells: readonly Cell[]): [{ key: string; name: string }, Cell[]][] {
  const names = new Map(
    cells
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .flatMap(({ tags }) => tags.map(({ id, name }) => [id, name])),
  );
  return groupsOf(cells, ({ tags }) => tags.map(({ id }) => id)).map(([{ key }, some]) => [
    { key, name: names.get(key) ?? key },
    some,
  ]);
}

function latenciesBy(rows: readonly LatencyRow[]): (kind: LatencyRow['kind'], key: string | null) => Latency | null {
  const found = new Map(rows.map(({ kind, key, p50, p95, p99 }) => [`${kind} ${key}`, { p50, p95, p99 }]));
  return (kind, key) => found.get(`${kind} ${key}`) ?? null;
}
