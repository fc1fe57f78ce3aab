import type { Interval } from '../../../nlu/index.ts';
import { type AnswerEffectiveness, answersOf } from './answer-effectiveness.ts';
import type { AnswerCell, Cell } from './cells.ts';
import { differenceOf } from './estimate.ts';
import { type Corrections, correctionsFor, rateOf } from './figures.ts';

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
  /** Every answer of the category, the worst first. */
  answers: () => Promise<AnswerEffectiveness[]>;
}

/** Every category that answered, the least helpful first; those of which nobody said anything come last. */
export function tagEffectivenessOf(
  cells: readonly Cell[],
  /** Of the same turns; read once, and by those alone who want to know. */
  readAnswers: () => Promise<AnswerCell[]>,
): TagEffectiveness[] {
  const corrections = correctionsFor(cells);
  let read: Promise<AnswerCell[]> | undefined;
  const answers = async (tagId: string) => {
    read ??= readAnswers();
    return answersOf(
      (await read).filter((cell) => hasTag(cell, tagId)),
      corrections,
    );
  };
  const ordered = cells.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const tags = new Map(ordered.flatMap(({ tags: own }) => own.map(({ id, name }) => [id, name])));
  return [...tags]
    .map(([tagId, name]) => ({
      ...effectivenessOf(
        tagId,
        name,
        ordered.filter((cell) => hasTag(cell, tagId)),
        corrections,
      ),
      answers: () => answers(tagId),
    }))
    .toSorted((a, b) => (a.helpfulRate?.value ?? 2) - (b.helpfulRate?.value ?? 2) || (a.name < b.name ? -1 : 1));
}

function effectivenessOf(
  tagId: string,
  name: string,
  cells: readonly Cell[],
  corrections: Corrections,
): Omit<TagEffectiveness, 'answers'> {
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

function hasTag({ tags }: Pick<Cell, 'tags'>, tagId: string): boolean {
  return tags.some(({ id }) => id === tagId);
}
