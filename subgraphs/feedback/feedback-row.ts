import { type FeedbackChanged, readTurnFacts, type Review, type TurnFacts } from './messages.ts';
import type { Change, FeedbackDecision, FeedbackSource, FeedbackStatus, Verdict } from './vocabulary.ts';

/** A feedback as it now is, with the facts of its turn as they were. */
export interface FeedbackRow {
  id: string;
  /** Of its latest change. */
  sequence: number;
  assistantId: string;
  conversationId: string;
  turnId: string;
  /** The member of staff, else the end user; what they say again replaces what they said. */
  author: string;
  source: FeedbackSource;
  verdict: Verdict;
  signal: string | null;
  correctedIntent: string | null;
  correctedAnswer: string | null;
  comment: string | null;
  status: FeedbackStatus;
  at: Date;
  supersededBy: string | null;
  reviewDecision: FeedbackDecision | null;
  reviewIntent: string | null;
  reviewComment: string | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  endUserId: string | null;
  /** Where an anonymous caller started the conversation: a pseudonym of the network address. */
  origin: string | null;
  utterance: string;
  language: string | null;
  turnIndex: number;
  turnAt: Date;
  replyKind: string;
  intent: string | null;
  chosenIntent: string | null;
  confidence: number | null;
  modelVersionId: string | null;
}

/** The columns of a feedback that nobody has superseded or reviewed. */
export const UNREVIEWED = {
  supersededBy: null,
  reviewDecision: null,
  reviewIntent: null,
  reviewComment: null,
  reviewedBy: null,
  reviewedAt: null,
} as const;

/** The facts of a turn in the columns of a feedback. */
export function factColumns(turn: TurnFacts) {
  return {
    turnId: turn.turnId,
    conversationId: turn.conversationId,
    assistantId: turn.assistantId,
    endUserId: turn.endUserId,
    origin: turn.origin,
    utterance: turn.utterance,
    language: turn.language,
    turnIndex: turn.index,
    turnAt: turn.at,
    replyKind: turn.replyKind,
    intent: turn.intent,
    chosenIntent: turn.chosenIntent,
    confidence: turn.confidence,
    modelVersionId: turn.modelVersionId,
  };
}

export function rowOf({ feedbackId, sequence, turn, feedback }: FeedbackChanged): FeedbackRow {
  const { review, ...state } = feedback;
  return {
    id: feedbackId,
    sequence,
    ...state,
    reviewDecision: review?.decision ?? null,
    reviewIntent: review?.intent ?? null,
    reviewComment: review?.comment ?? null,
    reviewedBy: review?.by ?? null,
    reviewedAt: review?.at ?? null,
    ...factColumns(turn),
  };
}

/** The message that tells of the change by which `row` became what it is. */
export function changeOf(
  row: FeedbackRow,
  {
    change,
    changedAt,
    previousStatus = null,
  }: { change: Change; changedAt: Date; previousStatus?: FeedbackStatus | null },
): FeedbackChanged {
  return {
    kind: 'FeedbackChanged',
    version: 1,
    feedbackId: row.id,
    sequence: row.sequence,
    change,
    changedAt,
    previousStatus,
    turn: factsOf(row),
    feedback: {
      author: row.author,
      source: row.source,
      verdict: row.verdict,
      signal: row.signal,
      correctedIntent: row.correctedIntent,
      correctedAnswer: row.correctedAnswer,
      comment: row.comment,
      status: row.status,
      at: row.at,
      supersededBy: row.supersededBy,
      review: reviewOf(row),
    },
  };
}

function factsOf({ turnIndex, turnAt, ...row }: FeedbackRow): TurnFacts {
  return readTurnFacts({ ...row, index: turnIndex, at: turnAt });
}

/** The latest review; null where there is none. */
export function reviewOf(row: FeedbackRow): Review | null {
  const {
    reviewDecision: decision,
    reviewIntent: intent,
    reviewComment: comment,
    reviewedBy: by,
    reviewedAt: at,
  } = row;
  return decision && by && at ? { decision, intent, comment, by, at } : null;
}

/**
 * The intent that a feedback teaches once it is accepted: as reviewed, else as corrected or chosen, else the one it confirms.
 * Null where it says nothing about the intent.
 */
export function taughtIntentOf(row: FeedbackRow): string | null {
  if (row.reviewIntent) return row.reviewIntent;
  if (row.correctedIntent) return row.correctedIntent;
  return row.verdict === 'HELPFUL' && row.replyKind === 'ANSWER' ? (row.chosenIntent ?? row.intent) : null;
}
