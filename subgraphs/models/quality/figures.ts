import { type Interval, wilsonInterval } from '../../../nlu/index.ts';
import { actualIntentOf, type Cell, hasVerdict, isJudged, type Latency } from './cells.ts';
import { postStratified, turnsOf, type Weight, weightedShare } from './estimate.ts';

/** What is known of how well some turns were answered. Shares are 0..1 with 95 % intervals; null where nothing is known. */
export interface QualityFigures {
  turns: number;
  meanConfidence: number | null;
  outOfScopeRate: Interval | null;
  fallbackRate: Interval | null;
  /** Turns that somebody spoke about. */
  feedback: number;
  /** Of those. */
  helpfulRate: Interval | null;
  /** Of all turns, as estimated from those. */
  estimatedHelpfulRate: Interval | null;
  precision: Interval | null;
  /** Of one intent only. */
  recall: Interval | null;
  latency: Latency | null;
}

/** The corrections for who speaks, made over all turns of a period and used for every part of it. */
export interface Corrections {
  readonly voices: Weight;
  readonly judgements: Weight;
}

export function correctionsFor(cells: readonly Cell[]): Corrections {
  return { voices: postStratified(cells, hasVerdict), judgements: postStratified(cells, isJudged) };
}

/** The figures of some turns; `latency` of the same. */
export function figuresOf(
  cells: readonly Cell[],
  { voices, judgements }: Corrections,
  latency: Latency | null,
): Omit<QualityFigures, 'recall'> {
  const turns = turnsOf(cells);
  const spoken = cells.filter(hasVerdict);
  const judged = cells.filter((cell) => isJudged(cell) && cell.intent !== null);
  return {
    turns,
    meanConfidence: turns > 0 ? cells.reduce((sum, { confidenceSum }) => sum + confidenceSum, 0) / turns : null,
    outOfScopeRate: shareOf(
      cells.reduce((sum, { outOfScope }) => sum + outOfScope, 0),
      turns,
    ),
    fallbackRate: shareOf(turnsOf(cells.filter(({ replyKind }) => replyKind === 'FALLBACK')), turns),
    feedback: turnsOf(spoken),
    helpfulRate: shareOf(turnsOf(spoken.filter(isHelpful)), turnsOf(spoken)),
    estimatedHelpfulRate: weightedShare(spoken, voices, isHelpful),
    precision: weightedShare(judged, judgements, isRight),
    latency,
  };
}

/** How many turns there are, and which share of them was helpful as estimated from those that somebody spoke about. */
export function rateOf(
  cells: readonly Pick<Cell, 'replyKind' | 'bin' | 'turns' | 'outcome'>[],
  { voices }: Corrections,
): { turns: number; helpfulRate: Interval | null } {
  return {
    turns: cells.reduce((sum, { turns }) => sum + turns, 0),
    helpfulRate: weightedShare(
      cells.filter(({ outcome }) => outcome !== null),
      voices,
      ({ outcome }) => outcome === 'HELPFUL',
    ),
  };
}

/** Of the turns that meant the intent, how many were predicted so; `cells` are all of the period. */
export function recallOf(intent: string, cells: readonly Cell[], { judgements }: Corrections): Interval | null {
  const meant = cells.filter((cell) => isJudged(cell) && actualIntentOf(cell) === intent);
  return weightedShare(meant, judgements, isRight);
}

function isHelpful({ outcome }: Cell): boolean {
  return outcome === 'HELPFUL';
}

function isRight(cell: Cell): boolean {
  return actualIntentOf(cell) === cell.intent;
}

function shareOf(hits: number, trials: number): Interval | null {
  return trials > 0 ? wilsonInterval(hits, trials) : null;
}
