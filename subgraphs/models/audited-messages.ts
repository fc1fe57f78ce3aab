import type { NewAuditEntry } from './audit-log.ts';
import type { ActPerformed, FeedbackChanged } from './messages.ts';

/** What the audit log keeps of an act in another room. */
export function entryOfAct({
  assistantId,
  actor,
  action,
  subject,
  at,
  facts,
  requestId,
  actId,
}: ActPerformed): NewAuditEntry {
  return { assistantId, actor, action, subject, at, facts, requestId, origin: actId };
}

/** What it keeps of a change of a feedback: reviews alone. A later review is an act of its own. */
export function entryOfReview({
  feedbackId,
  sequence,
  change,
  previousStatus,
  turn: { assistantId },
  feedback: { review, status },
}: FeedbackChanged): NewAuditEntry | null {
  if (change !== 'REVIEWED' || !review) return null;
  return {
    assistantId,
    actor: review.by,
    action: 'FEEDBACK_REVIEWED',
    subject: feedbackId,
    at: review.at,
    origin: `${feedbackId}:${sequence}`,
    facts: [
      { name: 'decision', value: review.decision },
      { name: 'status', value: status, before: previousStatus ?? null },
      ...(review.intent == null ? [] : [{ name: 'intent', value: review.intent }]),
      ...(review.comment == null ? [] : [{ name: 'comment', value: review.comment }]),
    ],
  };
}
