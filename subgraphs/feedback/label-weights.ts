import type { FeedbackRow } from './feedback-row.ts';
import { Signal } from './vocabulary.ts';

/**
 * What each kind of feedback weighs as a label, once it is accepted; a plain training example weighs 1. What weighs 0 teaches nothing
 * before a person has reviewed it, and is then REVIEWED; it counts in statistics as what it is.
 */
export const LABEL_WEIGHTS = {
  REVIEWED: 2,
  CORRECTION: 1,
  DISAMBIGUATION_CHOICE: 0.5,
  CONFIRMATION: 0.2,
  /** The right answer in words: it says which words were wanted, and no intent. */
  ANSWER_IN_WORDS: 0,
  COMPLAINT: 0,
  REPHRASE_AFTER_FALLBACK: 0,
  REPHRASE_AFTER_ANSWER: 0,
  ABANDONED_AFTER_FALLBACK: 0,
  HUMAN_REQUESTED: 0,
  ANSWER_COPIED: 0,
} as const satisfies Record<Signal, number> & Record<string, number>;
export type LabelKind = keyof typeof LABEL_WEIGHTS;

/** What a feedback is as a label: its signal where it is implicit. */
export function labelKindOf({
  reviewDecision,
  signal,
  verdict,
  correctedIntent,
}: Pick<FeedbackRow, 'reviewDecision' | 'signal' | 'verdict' | 'correctedIntent'>): LabelKind {
  if (reviewDecision) return 'REVIEWED';
  if (signal !== null) return Object.values(Signal).find((known) => known === signal) ?? 'COMPLAINT';
  if (verdict === 'HELPFUL') return 'CONFIRMATION';
  if (verdict === 'UNHELPFUL') return 'COMPLAINT';
  return correctedIntent === null ? 'ANSWER_IN_WORDS' : 'CORRECTION';
}
