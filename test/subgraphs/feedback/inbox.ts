import type { Identity } from '../../../platform/auth/index.ts';
import { turnObserved } from './observed-turn.ts';
import { ADMIN, type TestRoom } from './room.ts';

export const BEA: Identity = { id: 'bea', roles: ['admin'] };
export const CIRO: Identity = { id: 'ciro', roles: ['admin'] };

export interface ItemNode {
  id: string;
  utterance: string;
  groupSize: number;
  predictedIntent: string | null;
  confidence: number | null;
  score: number;
  uncertainty: number;
  disagreement: number;
  dislike: number;
  reasons: string[];
  state: string;
  intent: string | null;
  settledAt: string | null;
  assignee: string | null;
  assignedAt: string | null;
  turns: { id: string }[];
  feedback: { id: string; verdict: string }[];
  reviews: ReviewNode[];
}
export interface ReviewNode {
  id: string;
  reviewer: string;
  decision: string;
  intent: string | null;
  comment: string | null;
  at: string;
  undoneAt: string | null;
  undoneBy: string | null;
}
const REVIEW = 'id reviewer decision intent comment at undoneAt undoneBy';
export const ITEM = `id utterance groupSize predictedIntent confidence score uncertainty disagreement dislike reasons state intent settledAt
  assignee assignedAt turns { id } feedback { id verdict } reviews { ${REVIEW} }`;

export interface ReviewAnswer {
  item: ItemNode | null;
  review?: ReviewNode | null;
  errors: { code: string; path: string[] | null }[];
}

/** The review inbox of a room, as its reviewers use it. */
export class Inbox {
  readonly #room: TestRoom;
  #turns = 0;

  constructor(room: TestRoom) {
    this.#room = room;
  }

  /** Lets turns of these utterances come through the queue, of conversations of their own; gives their ids. */
  async hear(...turns: Record<string, unknown>[]): Promise<string[]> {
    const messages = turns.map((facts) => {
      const n = (this.#turns += 1);
      const turn = this.#room.turn({ turnId: `turn_heard_${n}`, conversationId: `conv_heard_${n}`, ...facts });
      return turnObserved({ ...turn, ...facts });
    });
    await this.#room.consume(...messages);
    return messages.map((message) => String(message['turnId']));
  }

  async items(filter?: Record<string, unknown>, identity: Identity = ADMIN): Promise<ItemNode[]> {
    const { data, errors } = await this.#room.execute<{ reviewInbox: { edges: { node: ItemNode }[] } }>(
      `query($filter: ReviewFilter) { reviewInbox(assistantId: "asst_1", first: 100, filter: $filter) { edges { node { ${ITEM} } } } }`,
      { filter },
      identity,
    );
    if (errors) throw new Error(String(errors[0]?.extensions['code']));
    return data.reviewInbox.edges.map(({ node }) => node);
  }

  /** The item of the id, whatever became of it. */
  async item(id: string, identity: Identity = ADMIN): Promise<ItemNode> {
    const { data } = await this.#room.execute<{ reviewItem: ItemNode }>(
      `query($id: ID!) { reviewItem(id: $id) { ${ITEM} } }`,
      { id },
      identity,
    );
    return data.reviewItem;
  }

  review(input: Record<string, unknown>, identity: Identity = ADMIN): Promise<ReviewAnswer> {
    return this.#mutate('reviewUtterance', `item { ${ITEM} } review { ${REVIEW} }`, input, identity);
  }
  undo(reviewId: string | undefined, identity: Identity = ADMIN): Promise<ReviewAnswer> {
    return this.#mutate('undoReview', `item { ${ITEM} }`, { reviewId }, identity);
  }
  assign(input: Record<string, unknown>, identity: Identity = ADMIN): Promise<ReviewAnswer> {
    return this.#mutate('assignReviewItem', `item { ${ITEM} }`, input, identity);
  }
  async reviewTwice(share: number, assistantId = 'asst_1'): Promise<void> {
    await this.#mutate('setReviewPolicy', 'reviewPolicy { doubleReviewShare }', {
      assistantId,
      doubleReviewShare: share,
    });
  }

  async #mutate(
    name: string,
    selection: string,
    input: Record<string, unknown>,
    identity: Identity = ADMIN,
  ): Promise<ReviewAnswer> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await this.#room.execute<Record<string, ReviewAnswer>>(
      `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code path } } }`,
      { input },
      identity,
    );
    if (errors) throw new Error(String(errors[0]?.extensions['code']));
    return data[name] as ReviewAnswer;
  }
}
