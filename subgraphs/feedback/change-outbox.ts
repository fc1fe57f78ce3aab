import type { Notifications, Statement, Transaction } from '../../platform/db/index.ts';
import { createOutbox, type Outbox, type OutboxMessage } from '../../platform/queue/index.ts';
import { deduplicationIdOf, type FeedbackChanged } from './messages.ts';

/** Puts changes on their way to the queue, in the transaction that makes them. */
export type Enqueue = (tx: Transaction, changes: readonly FeedbackChanged[]) => Promise<void>;

/** The room's outbox: changes of feedback, in order per conversation. */
export class ChangeOutbox {
  readonly #outbox: Outbox;

  constructor(options: { schema: string; notifications: Notifications }) {
    this.#outbox = createOutbox(options);
  }

  readonly enqueue: Enqueue = (tx, changes) => this.#outbox.append(tx, changes.map(messageOf));

  /** Anything else that leaves this room. */
  append(tx: Transaction, message: OutboxMessage): Promise<void> {
    return this.#outbox.append(tx, message);
  }

  /** Waits for the conversations' other writers; see the outbox's own `hold`. */
  hold(tx: Transaction, conversationIds: readonly string[]): Promise<void> {
    return this.#outbox.hold(tx, conversationIds);
  }

  /** `hold` of one conversation as an expression of a statement. */
  holding(conversationId: string): Statement {
    return this.#outbox.holding(conversationId);
  }

  /** The change as a part of the statement that makes it, for where `condition` has a row. After its commit, `announce` it. */
  enqueueingWhere(condition: string, change: FeedbackChanged): Statement {
    return this.#outbox.appendingWhere(condition, messageOf(change));
  }

  announce(): void {
    this.#outbox.announce();
  }
}

function messageOf(change: FeedbackChanged): OutboxMessage {
  return { groupId: change.turn.conversationId, deduplicationId: deduplicationIdOf(change), body: change };
}
