import type { Interval } from '../../../nlu/index.ts';
import type { Cell } from './cells.ts';
import { differenceOf, weightedShare } from './estimate.ts';
import { type Corrections, correctionsFor } from './figures.ts';

/** How a category of answers does. */
export interface TagEffectiveness {
  tagId: string;
  name: string;
  turns: number;
  /** Estimated for all turns; null where nobody said anything. */
  helpfulRate: Interval | null;
  /** Version by version, in the order in which they first answered. */
  trend: { modelVersionId: string; turns: number; helpfulRate: Interval | null }[];
  /** The last version against the one before it; null unless people spoke of both. */
  lastChange: Interval | null;
}

/** Every category that answered, the least helpful first; those of which nobody said anything come last. */
export function tagEffectivenessOf(cells: readonly Cell[]): TagEffectiveness[] {
  const corrections = correctionsFor(cells);
  const ordered = cells.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const tags = new Map(ordered.flatMap(({ tags: own }) => own.map(({ id, name }) => [id, name])));
  return [...tags]
    .map(([tagId, name]) =>
      effectivenessOf(
        tagId,
        name,
        ordered.filter((cell) => hasTag(cell, tagId)),
        corrections,
      ),
    )
    .toSorted((a, b) => (a.helpfulRate?.value ?? 2) - (b.helpfulRate?.value ?? 2) || (a.name < b.name ? -1 : 1));
}

function effectivenessOf(
  tagId: string,
  name: string,
  cells: readonly Cell[],
  corrections: Corrections,
): TagEffectiveness {
  const trend = [...Map.groupBy(cells, ({ modelVersionId }) => modelVersionId)].flatMap(([modelVersionId, some]) =>
    modelVersionId === null ? [] : [{ modelVersionId, ...rateOf(some, corrections) }],
  );
  const [last, before] = trend.toReversed();
  return {
    tagId,
    name,
    ...rateOf(cells, corrections),
    trend,
    lastChange: last?.helpfulRate && before?.helpfulRate ? differenceOf(last.helpfulRate, before.helpfulRate) : null,
  };
}

function rateOf(cells: readonly Cell[], { voices }: Corrections): { turns: number; helpfulRate: Interval | null } {
  return {
    turns: cells.reduce((sum, { turns }) => sum + turns, 0),
    helpfulRate: weightedShare(
      cells.filter(({ outcome }) => outcome !== null),
      voices,
      ({ outcome }) => outcome === 'HELPFUL',
    ),
  };
}

function hasTag({ tags }: Cell, tagId: string): boolean {
  return tags.some(({ id }) => id === tagId);
}
