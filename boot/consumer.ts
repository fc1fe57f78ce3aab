import { type Database, type Transaction, transaction } from '../platform/db/index.ts';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { MessageQueue, QueueMessage } from '../platform/queue/index.ts';

/** A room that reads messages of the queue, in their order. It is idempotent, leaves alone what is not for it, and uses nothing but `tx`. */
export interface MessageConsumer {
  consumeBatch(tx: Transaction, messages: readonly unknown[]): Promise<unknown>;
}

export interface ConsumerOptions {
  db: Database;
  queue: Pick<MessageQueue, 'consume'>;
  /** In the order in which each batch is shown to them. */
  consumers: readonly MessageConsumer[];
  /** Batches worked off side by side. */
  instances?: number;
  lifecycle: Lifecycle;
  log: Logger;
}

/**
 * Takes messages off the queue until `lifecycle` stops: one transaction for each batch and all rooms together, acknowledged after its
 * commit. A batch that fails is tried again message by message; the first failure of a group holds back its successors, so that the
 * order of a conversation is kept (the queue sees to both).
 */
export function createConsumer({ db, queue, consumers, instances = 2, lifecycle, log }: ConsumerOptions): void {
  const consumption = queue.consume({
    instances,
    signal: lifecycle.signal,
    async handleBatch(messages) {
      const bodies = messages.map(bodyOf);
      await transaction(db, async (tx) => {
        for (const consumer of consumers) await consumer.consumeBatch(tx, bodies);
      });
      log.debug({ messages: messages.length }, 'messages consumed');
      return messages.map(({ id }) => id);
    },
  });
  lifecycle.onStop('message consumer', () => consumption.stop());
}

function bodyOf({ id, body }: QueueMessage): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not the parser's own message: it quotes the text, which may be somebody's words.
    throw new Error(`message ${id} is not JSON`);
  }
}
