import { UNDETERMINED } from '../../../nlu/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import { type FeedbackRow, taughtIntentOf } from '../feedback-row.ts';
import { LABEL_WEIGHTS, labelKindOf } from '../label-weights.ts';
import type { Evidence } from '../labels.ts';
import { settledItems } from './review-items.ts';
import { tablesOf } from './tables.ts';

/** All feedback and reviews of the assistant that teach now. What was retracted or rejected teaches nothing. */
export async function readEvidence(db: Database, assistantId: string): Promise<Evidence[]> {
  const rows = await tablesOf(db)
    .selectFrom('feedback')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where((eb) =>
      eb.or([
        eb('status', '=', 'ACCEPTED'),
        eb.and([
          eb('status', '=', 'RECORDED'),
          eb('source', '=', 'EXPLICIT'),
          eb('verdict', '=', 'HELPFUL'),
          eb('replyKind', '=', 'ANSWER'),
        ]),
      ]),
    )
    .orderBy('at')
    .orderBy('id')
    .execute();
  return [...rows.flatMap((row) => evidenceOf(row) ?? []), ...(await readReviews(db, assistantId))];
}

async function readReviews(db: Database, assistantId: string): Promise<Evidence[]> {
  const rows = await settledItems(db, assistantId);
  return rows.map(({ reviewId, reviewer, utterance, language, intent, isOutOfScope, settledAt }) => ({
    feedbackId: null,
    reviewId,
    author: reviewer,
    isStaffs: true,
    utterance,
    language: language || UNDETERMINED,
    intent,
    isOutOfScope,
    kind: 'REVIEWED',
    at: settledAt ?? new Date(0),
  }));
}

function evidenceOf(row: FeedbackRow): Evidence | null {
  const intent = taughtIntentOf(row);
  const kind = labelKindOf(row);
  if (intent === null || LABEL_WEIGHTS[kind] === 0) return null;
  const { id, author, endUserId, origin, conversationId, utterance, language, at, reviewedAt } = row;
  return {
    feedbackId: id,
    author,
    origin,
    isStaffs: author !== (endUserId ?? conversationId),
    utterance,
    // A turn may have none, or an empty one: what is taught is worth having all the same.
    language: language || UNDETERMINED,
    intent,
    kind,
    at: reviewedAt ?? at,
  };
}
