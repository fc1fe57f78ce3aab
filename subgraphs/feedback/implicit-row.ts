import { createHash } from 'node:crypto';
import { factColumns, type FeedbackRow, UNREVIEWED } from './feedback-row.ts';
import type { ImplicitFeedback } from './implicit.ts';
import type { TurnFacts } from './messages.ts';
import type { Signal } from './vocabulary.ts';

/** What was read from a user's behaviour, as a feedback about the turn, at the instant `at`. */
export function rowOfImplicit(
  { signal, verdict, correctedIntent }: ImplicitFeedback,
  turn: TurnFacts,
  at: Date,
): FeedbackRow {
  return {
    id: implicitId(turn.turnId, signal),
    sequence: 1,
    author: turn.endUserId ?? turn.conversationId,
    source: 'IMPLICIT',
    verdict,
    signal,
    correctedIntent,
    correctedAnswer: null,
    comment: null,
    status: 'QUEUED',
    at,
    ...UNREVIEWED,
    ...factColumns(turn),
  };
}

/** One per turn and signal, however often and by whomever it is read: the id is made from them. */
export function implicitId(turnId: string, signal: Signal): string {
  return `feedback_${createHash('sha256').update(`${turnId} ${signal}`).digest('hex').slice(0, 32)}`;
}
