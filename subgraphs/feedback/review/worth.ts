import { type FeedbackRow, taughtIntentOf } from '../feedback-row.ts';
import type { ObservedFacts } from '../messages.ts';
import type { ReviewReason } from './vocabulary.ts';

/** From here on the model is not sure: three in ten such predictions are wrong. */
const UNCERTAIN_FROM = 0.3;
/** So many near-equal turns are worth a look for their number, where there is any other reason. */
const FREQUENT_FROM = 5;

/** What a turn tells of those near-equal to it. */
export type PredictedTurn = Pick<ObservedFacts, 'turnId' | 'modelVersionId' | 'intent'>;

/** Near-equal utterances of one assistant, as far as they were observed. */
export interface ObservedGroup {
  latest: ObservedFacts;
  /** The latest first, with `latest`. */
  turns: readonly PredictedTurn[];
  /** How many there are in all, those beyond `turns` too. */
  size: number;
  /** What was said about the turns. */
  feedback: readonly FeedbackRow[];
}

/** What a look at a group of utterances would teach, and why. */
export interface Worth {
  /** 1 − the confidence of the latest prediction, 0..1. */
  uncertainty: number;
  /** Share of the opinions that contradict the most common one, 0..1. */
  disagreement: number;
  /** n / (n + 1) of n turns that users did not like, 0..1. */
  dislike: number;
  /** (uncertainty + disagreement + dislike) · (1 + log10 of the group's size): what is said ten times as often weighs twice. */
  score: number;
  /** None where nobody need look. */
  reasons: ReviewReason[];
}

/**
 * Scores a group. Uncertainty comes first since it teaches most (bench/results/learning-curve.md): least confidence, after Lewis & Gale
 * 1994, "A sequential algorithm for training text classifiers". Opinions are one of each person who said what was meant, and one of each
 * version that predicted. What accepted feedback has taught in one voice is no longer uncertain; it comes back where a version that has not
 * been corrected still contradicts it.
 */
export function worthOf({ latest, turns, size, feedback }: ObservedGroup): Worth {
  const live = feedback.filter(({ status }) => status !== 'RETRACTED' && status !== 'REJECTED');
  const people = opinionsOfPeople(live);
  const isTaught = people.length > 0 && new Set(people).size === 1 && live.some(teaches);
  const corrected = new Set(isTaught ? live.map(({ modelVersionId }) => modelVersionId) : []);

  const uncertainty = isTaught ? 0 : 1 - (latest.confidence ?? 0);
  const disagreement = disagreementOf([...people, ...opinionsOfVersions(turns, corrected)]);
  const disliked = isTaught ? 0 : new Set(live.filter(isNegative).map(({ turnId }) => turnId)).size;
  const dislike = disliked / (disliked + 1);

  const reasons: ReviewReason[] = [];
  if (!isTaught) {
    if (latest.intent === null) reasons.push('OUT_OF_SCOPE');
    else if (uncertainty >= UNCERTAIN_FROM) reasons.push('UNCERTAIN');
    if (latest.isCloseCall) reasons.push('CLOSE_CALL');
  }
  if (disagreement > 0) reasons.push('DISAGREEMENT');
  if (dislike > 0) reasons.push('NEGATIVE_FEEDBACK');
  if (reasons.length > 0 && size >= FREQUENT_FROM) reasons.push('FREQUENT');
  const score = (uncertainty + disagreement + dislike) * (1 + Math.log10(Math.max(size, 1)));
  return { uncertainty, disagreement, dislike, score, reasons };
}

/** Whether a turn is worth a look for itself, whatever was said of it. */
export function isTelling({ intent, confidence, isCloseCall }: ObservedFacts): boolean {
  return intent === null || isCloseCall || 1 - (confidence ?? 0) >= UNCERTAIN_FROM;
}

/** What each author last said was meant. */
function opinionsOfPeople(feedback: readonly FeedbackRow[]): string[] {
  const opinions = new Map<string, { intent: string; at: Date }>();
  for (const row of feedback) {
    const intent = taughtIntentOf(row);
    const earlier = opinions.get(row.author);
    if (intent !== null && (!earlier || earlier.at <= row.at)) opinions.set(row.author, { intent, at: row.at });
  }
  return [...opinions.values()].map(({ intent }) => intent);
}

/** What each version last predicted; the empty text where it refused. */
function opinionsOfVersions(turns: readonly PredictedTurn[], corrected: ReadonlySet<string | null>): string[] {
  const opinions = new Map<string, string>();
  for (const { modelVersionId, intent } of turns)
    if (modelVersionId !== null && !corrected.has(modelVersionId) && !opinions.has(modelVersionId))
      opinions.set(modelVersionId, intent ?? '');
  return [...opinions.values()];
}

function disagreementOf(opinions: readonly string[]): number {
  if (opinions.length === 0) return 0;
  const counts = [...Map.groupBy(opinions, (opinion) => opinion).values()].map(({ length }) => length);
  return 1 - Math.max(...counts) / opinions.length;
}

function teaches(row: FeedbackRow): boolean {
  return row.status === 'ACCEPTED' && taughtIntentOf(row) !== null;
}

function isNegative({ verdict }: FeedbackRow): boolean {
  return verdict !== 'HELPFUL';
}
