import type { Interval } from '../../../nlu/index.ts';
import type { AnswerCell } from './cells.ts';
import { differenceOf } from './estimate.ts';
import { type Corrections, rateOf } from './figures.ts';

/** What the last change of an answer did. */
export interface ChangeEffect {
  changedAt: Date;
  /** Of the turns from the change before on, or the period's beginning. */
  before: Interval | null;
  after: Interval | null;
  turnsBefore: number;
  turnsAfter: number;
  /** After minus before; null unless people spoke of both. */
  difference: Interval | null;
}

/** How a curated answer does. */
export interface AnswerEffectiveness {
  intent: string;
  /** Primary subtag of the utterances' language. */
  language: string;
  turns: number;
  /** Estimated for all of them; null where nobody said anything. */
  helpfulRate: Interval | null;
  /** Null where it was not changed within what is known. */
  lastChange: ChangeEffect | null;
}

/**
 * Every answer, the worst first: by the upper bound of its rate, so that what is known to be bad comes before what may only look so. Those
 * of which nobody said anything come last. The weights are those of the whole period, as its categories have them.
 */
export function answersOf(cells: readonly AnswerCell[], corrections: Corrections): AnswerEffectiveness[] {
  return [...Map.groupBy(cells, ({ answered, language }) => JSON.stringify([answered, language])).values()]
    .flatMap((own) => {
      const [first] = own;
      return first ? [answerOf(first, own, corrections)] : [];
    })
    .toSorted(
      (a, b) =>
        (a.helpfulRate?.high ?? 2) - (b.helpfulRate?.high ?? 2) ||
        b.turns - a.turns ||
        (`${a.intent} ${a.language}` < `${b.intent} ${b.language}` ? -1 : 1),
    );
}

function answerOf(
  { answered: intent, language, changedAt }: AnswerCell,
  cells: readonly AnswerCell[],
  corrections: Corrections,
): AnswerEffectiveness {
  return {
    intent,
    language,
    ...rateOf(cells, corrections),
    lastChange: changedAt && effectOf(changedAt, cells, corrections),
  };
}

function effectOf(changedAt: Date, cells: readonly AnswerCell[], corrections: Corrections): ChangeEffect {
  const [before, after] = (['BEFORE', 'AFTER'] as const).map((era) =>
    rateOf(
      cells.filter((cell) => cell.era === era),
      corrections,
    ),
  );
  return {
    changedAt,
    before: before?.helpfulRate ?? null,
    after: after?.helpfulRate ?? null,
    turnsBefore: before?.turns ?? 0,
    turnsAfter: after?.turns ?? 0,
    difference: before?.helpfulRate && after?.helpfulRate ? differenceOf(after.helpfulRate, before.helpfulRate) : null,
  };
}
