import { type Agreement, cohenKappa } from '../../../nlu/index.ts';
import type { Identity } from '../../../platform/auth/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import {
  type Connection,
  type LoadReferences,
  type PageArguments,
  pageRequest,
  toConnection,
} from '../../kit/index.ts';
import { admitStaff } from '../access.ts';
import {
  countInbox,
  feedbackOfItems,
  findItems,
  type InboxFilter,
  inboxKey,
  type InboxKey,
  readInbox,
} from '../store/review-items.ts';
import { doubleReviewShare, doubleVerdicts, reviewsOf } from '../store/reviews.ts';
import type { ReviewItemRow, ReviewRow } from './review-item.ts';
import { isSettled } from './vocabulary.ts';

const FEEDBACK_SHOWN = 20;

/** Finds what is worth a person's look, and what was decided about it. For staff. */
export class ReviewReader {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @throws Forbidden; BadUserInput for a page size out of range or a cursor of something else. */
  async inbox(
    filter: Omit<InboxFilter, 'viewer'>,
    page: PageArguments,
    identity: Identity,
  ): Promise<Connection<ReviewItemRow> & { filter: InboxFilter }> {
    admitStaff(identity);
    const request = pageRequest<InboxKey>(page, ['number', 'string']);
    const seen = { ...filter, viewer: identity.id };
    const rows = await readInbox(this.#db, seen, request);
    return { ...toConnection(rows, request, { key: inboxKey, node: (row) => row }), filter: seen };
  }

  count(filter: InboxFilter): Promise<number> {
    return countInbox(this.#db, filter);
  }

  /** @throws Forbidden */
  async item(id: string, identity: Identity): Promise<ReviewItemRow | null> {
    admitStaff(identity);
    const [item] = await findItems(this.#db, [id]);
    return item ?? null;
  }

  /** @throws Forbidden */
  async policy(assistantId: string, identity: Identity): Promise<{ assistantId: string; doubleReviewShare: number }> {
    admitStaff(identity);
    return { assistantId, doubleReviewShare: await doubleReviewShare(this.#db, assistantId) };
  }

  /** @throws Forbidden */
  async agreement(assistantId: string, identity: Identity): Promise<Agreement> {
    admitStaff(identity);
    return cohenKappa(await doubleVerdicts(this.#db, assistantId));
  }

  readonly feedbackOfItems: LoadReferences = (itemIds) => feedbackOfItems(this.#db, itemIds, FEEDBACK_SHOWN);

  readonly reviewsOfItems: LoadReferences = async (itemIds) =>
    Map.groupBy(await reviewsOf(this.#db, itemIds), ({ itemId }) => itemId);
}

/**
 * Before an item is settled or disputed nobody sees what another said and took back; while the second of two is awaited, nor what another says:
 * who knows it does not judge for himself.
 */
export function visibleReviews(
  { state }: Pick<ReviewItemRow, 'state'>,
  reviews: readonly ReviewRow[],
  { id }: Identity,
): ReviewRow[] {
  if (isSettled(state) || state === 'DISPUTED') return [...reviews];
  return reviews.filter(
    ({ reviewer, undoneAt }) => reviewer === id || (undoneAt === null && state !== 'AWAITING_SECOND'),
  );
}
