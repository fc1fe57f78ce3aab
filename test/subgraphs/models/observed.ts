/** Messages of the queue as models sees them: feedback in the status with which it arrived. */
export const ASSISTANT = 'asst_observed';
const AT = '2026-11-22T12:34:56.000Z';

export function turnObserved(turnId: string, change: Record<string, unknown> = {}) {
  return {
    kind: 'TurnObserved',
    version: 1,
    turnId,
    conversationId: 'conversation_1',
    assistantId: ASSISTANT,
    endUserId: null,
    utterance: 'renew my book',
    language: 'en',
    index: 0,
    at: AT,
    replyKind: 'ANSWER',
    intent: 'renew_loan',
    confidence: 0.8,
    modelVersionId: 'version_1',
    latencyMs: 3,
    tags: [],
    previous: null,
    ...change,
  };
}

export function feedbackChanged({
  feedbackId,
  sequence = 1,
  change = 'SUBMITTED',
  verdict = 'CORRECTION',
  status = verdict === 'CORRECTION' ? 'ACCEPTED' : 'RECORDED',
  previousStatus = null,
  assistantId = ASSISTANT,
  turnId = `turn_of_${feedbackId}`,
  author = `author_of_${feedbackId}`,
  correctedIntent = verdict === 'CORRECTION' ? 'reserve' : null,
  review = null,
}: {
  feedbackId: string;
  sequence?: number;
  change?: string;
  verdict?: string;
  status?: string;
  previousStatus?: string | null;
  assistantId?: string;
  turnId?: string;
  author?: string;
  correctedIntent?: string | null;
  review?: { decision: string; intent: string | null; comment: string | null; by: string; at: string } | null;
}) {
  return {
    kind: 'FeedbackChanged',
    version: 1,
    feedbackId,
    sequence,
    change,
    changedAt: AT,
    previousStatus,
    turn: { turnId, assistantId, at: AT, modelVersionId: 'version_1' },
    feedback: {
      author,
      at: AT,
      verdict,
      status,
      source: 'EXPLICIT',
      signal: null,
      correctedIntent,
      review,
    },
  };
}
