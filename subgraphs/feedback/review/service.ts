import { type Database, type Transaction, transaction } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/lifecycle/index.ts';
import {
  type ActFact,
  actPerformed,
  Assistants,
  checkText,
  idempotent,
  type IdempotentInput,
  InvalidInput,
  invariant,
  InvalidState,
  newId,
  NotFound,
  type RoomCall,
  type Rooms,
} from '../../kit/index.ts';
import { admitAdmin } from '../access.ts';
import type { ChangeOutbox } from '../change-outbox.ts';
import { IntentNotExpected, IntentRequired, NothingToAccept, PredictionChanged } from '../errors.ts';
import { requireKnownIntent } from '../neighbours.ts';
import { findItems, lockItems, writeItem } from '../store/review-items.ts';
import {
  doubleReviewShare,
  findReview,
  insertReview,
  reviewsOf,
  setDoubleReviewShare,
  undoReview,
} from '../store/reviews.ts';
import { COMMENT_LIMIT } from '../vocabulary.ts';
import { needsTwo, type ReviewItemRow, type ReviewRow, standingOf, verdictsOf } from './review-item.ts';
import { isSettled, type ReviewDecision } from './vocabulary.ts';

const ASSIGNEE_LIMIT = 200;

export interface UtteranceReview extends IdempotentInput {
  itemId: string;
  decision: ReviewDecision;
  intent?: string | null | undefined;
  expectedIntent?: string | null | undefined;
  comment?: string | null | undefined;
}
export interface Undo extends IdempotentInput {
  reviewId: string;
}
export interface Assignment extends IdempotentInput {
  itemId: string;
  assignee?: string | null | undefined;
}
export interface ReviewPolicyChange extends IdempotentInput {
  assistantId: string;
  doubleReviewShare: number;
}

export interface ReviewParts {
  db: Database;
  rooms: Rooms;
  clock: Clock;
  outbox: ChangeOutbox;
}

/** What people decide about utterances of the inbox. Each act and the word of it to the audit log commit together. */
export class ReviewService {
  readonly #parts: ReviewParts;
  readonly #assistants: Assistants;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
    this.#assistants = new Assistants(parts.rooms);
  }

  /**
   * Gives the caller's verdict on an item, or skips it.
   * @throws Forbidden, NotFound, TEXT_TOO_LONG, IntentRequired, IntentNotExpected, UnknownIntent, NothingToAccept, PredictionChanged,
   * InvalidState where it is settled or the caller has given a verdict, IDEMPOTENCY_CONFLICT.
   */
  async review(input: UtteranceReview, call: RoomCall): Promise<{ item: ReviewItemRow; review: ReviewRow }> {
    admitAdmin(call.identity);
    checkText(input.comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
    const { decision } = input;
    if (decision === 'RELABEL' && !input.intent) throw new IntentRequired();
    if (decision !== 'RELABEL' && input.intent) throw new IntentNotExpected(decision);
    const { assistantId } = await this.#find(input.itemId);
    if (input.intent)
      await requireKnownIntent(this.#parts.rooms, { assistantId, intent: input.intent, argument: 'intent' }, call);
    const reviewId = await this.#act('reviewUtterance', input, call, async (tx) => {
      const item = await lockItem(tx, input.itemId);
      return this.decide(tx, item, { ...input, intent: intentOf(input, item) }, call);
    });
    const review = await findReview(this.#parts.db, reviewId);
    invariant(review, 'a review is never deleted');
    return { review, item: await this.#find(review.itemId) };
  }

  /** Writes the caller's decision about an item that is locked, and gives the review's id; `path` is where the item was named. @throws InvalidState */
  async decide(
    tx: Transaction,
    item: ReviewItemRow,
    {
      decision,
      intent,
      comment,
      path = ['input', 'itemId'],
    }: Pick<UtteranceReview, 'decision' | 'comment'> & { intent: string | null; path?: readonly string[] },
    call: RoomCall,
  ): Promise<string> {
    const before = (await reviewsOf(tx, [item.id])).filter(({ undoneAt }) => undoneAt === null);
    refuseWhere(item, before, { reviewer: call.identity.id, path });
    const at = this.#parts.clock.now();
    const review: ReviewRow = {
      id: newId('review'),
      itemId: item.id,
      reviewer: call.identity.id,
      decision,
      intent,
      comment: comment ?? null,
      at,
      undoneAt: null,
      undoneBy: null,
    };
    await insertReview(tx, review);
    const share = item.reviewersNeeded === null ? await doubleReviewShare(tx, item.assistantId) : 0;
    const standing = standingOf([...before, review], item.reviewersNeeded ?? (needsTwo(item, share) ? 2 : 1));
    await writeItem(tx, item.id, standing);
    const [first] = verdictsOf(before);
    await this.#tell(tx, item, call, 'UTTERANCE_REVIEWED', [
      { name: 'review', value: review.id },
      { name: 'state', value: standing.state, before: item.state },
      // The second of two must not read there what the first said: that is told with the second verdict.
      ...(decision !== 'SKIP' && standing.state === 'AWAITING_SECOND' ? [] : factsOf(review)),
      ...(first && item.state === 'AWAITING_SECOND' && standing.state !== item.state ? factsOf(first, 'first') : []),
    ]);
    return review.id;
  }

  /**
   * Takes a review back: its item stands as if it had never been.
   * @throws Forbidden, NotFound, InvalidState where it was undone before or a later one rests on it, IDEMPOTENCY_CONFLICT.
   */
  async undo(input: Undo, call: RoomCall): Promise<ReviewItemRow> {
    admitAdmin(call.identity);
    const path = ['input', 'reviewId'];
    const known = await findReview(this.#parts.db, input.reviewId);
    if (!known) throw new NotFound('review', path);
    const itemId = await this.#act('undoReview', input, call, async (tx) => {
      const item = await lockItem(tx, known.itemId);
      const reviews = (await reviewsOf(tx, [item.id])).filter(({ undoneAt }) => undoneAt === null);
      const review = reviews.find(({ id }) => id === known.id);
      if (!review) throw new InvalidState('The review was undone.', path);
      // The second of two is blind to the first, and stands without it; what settled a dispute looked at both.
      if (verdictsOf(reviews).length > 2 && item.settledBy !== review.id)
        throw new InvalidState('Another review has decided between this one and a third; undo that first.', path);
      const at = this.#parts.clock.now();
      await undoReview(tx, review.id, { at, by: call.identity.id });
      const standing = standingOf(
        reviews.filter(({ id }) => id !== review.id),
        item.reviewersNeeded,
      );
      await writeItem(tx, item.id, standing);
      // What the first of two had said stays between them and their undoing: the next to look is to be blind to it.
      const isFirstOfTwo = item.state === 'AWAITING_SECOND';
      await this.#tell(tx, item, call, 'REVIEW_UNDONE', [
        { name: 'review', value: review.id },
        ...(isFirstOfTwo ? [] : [{ name: 'decision', value: null, before: review.decision }]),
        { name: 'state', value: standing.state, before: item.state },
        ...(isFirstOfTwo || review.intent === null ? [] : [{ name: 'intent', value: null, before: review.intent }]),
      ]);
      return item.id;
    });
    return this.#find(itemId);
  }

  /** Gives an item to somebody, or to nobody. @throws Forbidden, NotFound, TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT */
  async assign(input: Assignment, call: RoomCall): Promise<ReviewItemRow> {
    admitAdmin(call.identity);
    const assignee = input.assignee ?? null;
    if (assignee !== null) checkText(assignee, { path: ['input', 'assignee'], limit: ASSIGNEE_LIMIT, required: true });
    await this.#find(input.itemId);
    const itemId = await this.#act('assignReviewItem', input, call, async (tx) => {
      const item = await lockItem(tx, input.itemId);
      await writeItem(tx, item.id, { assignee, assignedAt: assignee === null ? null : this.#parts.clock.now() });
      await this.#tell(tx, item, call, 'REVIEW_ASSIGNED', [
        { name: 'assignee', value: assignee, before: item.assignee },
      ]);
      return item.id;
    });
    return this.#find(itemId);
  }

  /** Sets which share of an assistant's items two people review. @throws Forbidden, NotFound, InvalidInput, IDEMPOTENCY_CONFLICT */
  async setPolicy(input: ReviewPolicyChange, call: RoomCall): Promise<ReviewPolicyChange> {
    admitAdmin(call.identity);
    const { assistantId, doubleReviewShare: share } = input;
    if (!(share >= 0 && share <= 1)) throw new InvalidInput('A share is 0..1.', ['input', 'doubleReviewShare']);
    await this.#assistants.require(assistantId, call);
    await this.#act('setReviewPolicy', input, call, async (tx) => {
      const before = await doubleReviewShare(tx, assistantId);
      await setDoubleReviewShare(tx, assistantId, share);
      await this.#tell(tx, { id: assistantId, assistantId }, call, 'REVIEW_POLICY_CHANGED', [
        { name: 'doubleReviewShare', value: String(share), before: String(before) },
      ]);
      return assistantId;
    });
    return { assistantId, doubleReviewShare: share };
  }

  #act(
    operation: string,
    input: IdempotentInput,
    { identity }: RoomCall,
    work: (tx: Transaction) => Promise<string>,
  ): Promise<string> {
    return transaction(this.#parts.db, (tx) =>
      idempotent(tx, { schema: 'feedback', operation, identity, input }, () => work(tx)),
    );
  }

  async #tell(
    tx: Transaction,
    { id: subject, assistantId }: Pick<ReviewItemRow, 'id' | 'assistantId'>,
    { identity, requestId }: RoomCall,
    action: string,
    facts: readonly ActFact[],
  ): Promise<void> {
    const at = this.#parts.clock.now();
    await this.#parts.outbox.append(
      tx,
      actPerformed({ assistantId, actor: identity.id, action, subject, at, facts, requestId }),
    );
  }

  async #find(id: string): Promise<ReviewItemRow> {
    const [item] = await findItems(this.#parts.db, [id]);
    if (!item) throw new NotFound('item of the review inbox', ['input', 'itemId']);
    return item;
  }
}

async function lockItem(tx: Transaction, id: string): Promise<ReviewItemRow> {
  const [item] = await lockItems(tx, [id]);
  if (!item) throw new NotFound('item of the review inbox', ['input', 'itemId']);
  return item;
}

/** What a review says, as the audit log keeps it; `of` stands before the names of another one's. */
function factsOf({ id, reviewer, decision, intent, comment }: ReviewRow, of?: 'first'): ActFact[] {
  const named = (name: string) => (of ? `${of}${name[0]?.toUpperCase()}${name.slice(1)}` : name);
  const said = [
    ...(of ? [['review', id] as const, ['reviewer', reviewer] as const] : []),
    ['decision', decision] as const,
    ...(intent === null ? [] : [['intent', intent] as const]),
    ...(comment === null ? [] : [['comment', comment] as const]),
  ];
  return said.map(([name, value]) => ({ name: named(name), value }));
}

/** What the decision says that the utterance means. */
function intentOf({ decision, intent, expectedIntent }: UtteranceReview, item: ReviewItemRow): string | null {
  if (expectedIntent != null && expectedIntent !== item.predictedIntent)
    throw new PredictionChanged(item.predictedIntent);
  if (decision === 'RELABEL') return intent ?? null;
  if (decision !== 'ACCEPT') return null;
  if (item.predictedIntent === null) throw new NothingToAccept();
  return item.predictedIntent;
}

/** @throws InvalidState where the item is settled, or its reviews hold the reviewer's verdict already. */
export function refuseWhere(
  item: ReviewItemRow,
  reviews: readonly ReviewRow[],
  { reviewer, path }: { reviewer: string; path: readonly string[] },
): void {
  if (isSettled(item.state)) throw new InvalidState('The utterance has been decided; undo that first.', path);
  if (verdictsOf(reviews).some((review) => review.reviewer === reviewer))
    throw new InvalidState('You have given your verdict; somebody else gives the next.', path);
}
