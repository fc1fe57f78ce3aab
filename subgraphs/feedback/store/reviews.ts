import { sql } from 'kysely';
import type { Database, Transaction } from '../../../platform/db/index.ts';
import type { ReviewRow } from '../review/review-item.ts';
import { tablesOf } from './tables.ts';

export async function insertReview(tx: Transaction, review: ReviewRow): Promise<void> {
  await tablesOf(tx).insertInto('review').values(review).execute();
}

export async function findReview(db: Database | Transaction, id: string): Promise<ReviewRow | undefined> {
  return tablesOf(db).selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function undoReview(tx: Transaction, id: string, undone: { at: Date; by: string }): Promise<void> {
  await tablesOf(tx)
    .updateTable('review')
    .set({ undoneAt: undone.at, undoneBy: undone.by })
    .where('id', '=', id)
    .execute();
}

/** Those that were undone too, oldest first. */
export async function reviewsOf(db: Database | Transaction, itemIds: readonly string[]): Promise<ReviewRow[]> {
  return tablesOf(db)
    .selectFrom('review')
    .selectAll()
    .where('itemId', '=', sql<string>`any(${[...itemIds]}::text[])`)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export async function standingReviews(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tablesOf(db)
    .selectFrom('review')
    .innerJoin('reviewItem', 'reviewItem.id', 'review.itemId')
    .select('review.id')
    .where('review.id', '=', sql<string>`any(${[...ids]}::text[])`)
    .whereRef('reviewItem.settledBy', '=', 'review.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * What the first two reviewers of each item said that two have reviewed, an intent or none of them. Skips are no verdicts. Once two have stood
 * beside each other, the item and the audit log show both: where one of them was undone, whoever judged next was not blind, and is left out.
 */
export async function doubleVerdicts(db: Database, assistantId: string): Promise<(readonly [string, string])[]> {
  const { rows } = await sql<{ said: string[] }>`
    select said from (
      select i.id, (array_agg(coalesce('intent ' || r.intent, r.decision) order by r.at, r.id))[1:2] as said,
        (array_agg(r.at order by r.at, r.id))[2] as second_at
      from feedback.review_item i join feedback.review r on r.item_id = i.id
      where i.assistant_id = ${assistantId} and i.reviewers_needed = 2 and r.decision <> 'SKIP' and r.undone_at is null
      group by i.id having count(*) > 1) pair
    where not exists (
      select from feedback.review undone join feedback.review beside on beside.item_id = undone.item_id and beside.id <> undone.id
      where undone.item_id = pair.id and undone.decision <> 'SKIP' and beside.decision <> 'SKIP' and undone.undone_at <= pair.second_at
        and beside.at < undone.undone_at and coalesce(beside.undone_at, 'infinity') > undone.at)`.execute(db);
  return rows.map(({ said: [first = '', second = ''] }) => [first, second]);
}

/** Which share of the assistant's items two people review. */
export async function doubleReviewShare(db: Database | Transaction, assistantId: string): Promise<number> {
  const row = await tablesOf(db)
    .selectFrom('reviewPolicy')
    .select('doubleReviewShare')
    .where('assistantId', '=', assistantId)
    .executeTakeFirst();
  return row?.doubleReviewShare ?? 0;
}

export async function setDoubleReviewShare(tx: Transaction, assistantId: string, share: number): Promise<void> {
  await tablesOf(tx)
    .insertInto('reviewPolicy')
    .values({ assistantId, doubleReviewShare: share })
    .onConflict((conflict) => conflict.column('assistantId').doUpdateSet({ doubleReviewShare: share }))
    .execute();
}
