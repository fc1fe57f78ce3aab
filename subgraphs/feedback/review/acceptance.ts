import { transaction } from '../../../platform/db/index.ts';
import {
  checkText,
  earlierResult,
  idempotent,
  type IdempotentInput,
  InvalidInput,
  NotFound,
  type RoomCall,
} from '../../kit/index.ts';
import { admitAdmin } from '../access.ts';
import { createIntent } from '../neighbours.ts';
import { findItems, lockItems } from '../store/review-items.ts';
import { reviewsOf } from '../store/reviews.ts';
import { COMMENT_LIMIT } from '../vocabulary.ts';
import { ITEMS_ACCEPTED } from './proposals.ts';
import type { ReviewItemRow } from './review-item.ts';
import { refuseWhere, type ReviewParts, type ReviewService } from './service.ts';

const PATH = ['input', 'items'];

export interface ProposalAcceptance extends IdempotentInput {
  assistantId: string;
  name: string;
  items: readonly string[];
  comment?: string | null | undefined;
}

/** Makes intents of what users ask for. Each item gets a review of its own, as if the caller had relabelled them one by one. */
export class ProposalAcceptor {
  readonly #parts: Pick<ReviewParts, 'db' | 'rooms'>;
  readonly #reviews: ReviewService;

  constructor(parts: Pick<ReviewParts, 'db' | 'rooms'>, reviews: ReviewService) {
    this.#parts = parts;
    this.#reviews = reviews;
  }

  /**
   * Creates the intent, where there is none of that name, and relabels the items to it: all or none. Nlp makes the intent first and keeps
   * it, so where the items are refused at the very end, or this process dies between, it stays without them; the same call again goes on.
   * @throws Forbidden, InvalidInput for no items, too many, or a name that nlp refuses, TEXT_TOO_LONG, NotFound for the assistant or an
   * item that is not its own, InvalidState where one is settled or has the caller's verdict, IDEMPOTENCY_CONFLICT, Unavailable.
   */
  async accept(input: ProposalAcceptance, call: RoomCall): Promise<{ intent: string; items: ReviewItemRow[] }> {
    admitAdmin(call.identity);
    checkText(input.comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
    const ids = [...new Set(input.items)];
    if (ids.length === 0 || ids.length > ITEMS_ACCEPTED)
      throw new InvalidInput(`An intent is accepted with 1 to ${ITEMS_ACCEPTED} items.`, PATH);
    const { db, rooms } = this.#parts;
    const { assistantId, comment } = input;
    const use = { schema: 'feedback', operation: 'acceptProposedIntent', identity: call.identity, input };

    // Read before the earlier result, so that what an earlier call with this key decided refuses no repeat of it.
    const found = await findItems(db, ids);
    const reviews = Map.groupBy(await reviewsOf(db, ids), ({ itemId }) => itemId);
    let intent = await earlierResult(db, use);
    if (intent === undefined) {
      requireAll(found, ids, assistantId);
      for (const item of found)
        refuseWhere(item, reviews.get(item.id) ?? [], { reviewer: call.identity.id, path: PATH });
      const name = await createIntent(rooms, { assistantId, name: input.name.trim() }, call);
      intent = await transaction(db, (tx) =>
        idempotent(tx, use, async () => {
          const items = await lockItems(tx, ids);
          requireAll(items, ids, assistantId);
          for (const item of items)
            await this.#reviews.decide(tx, item, { decision: 'RELABEL', intent: name, comment, path: PATH }, call);
          return name;
        }),
      );
    }
    return { intent, items: inOrder(await findItems(db, ids), ids) };
  }
}

function requireAll(items: readonly ReviewItemRow[], ids: readonly string[], assistantId: string): void {
  if (items.length < ids.length || items.some((item) => item.assistantId !== assistantId))
    throw new NotFound('item of the assistant’s review inbox', PATH);
}

function inOrder(items: readonly ReviewItemRow[], ids: readonly string[]): ReviewItemRow[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
