import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, isAnswering, type Transaction, transaction } from '../platform/db/index.ts';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { MessageQueue, QueueMessage } from '../platform/queue/index.ts';
import { joinedWork } from './joined-work.ts';

const DATABASE_RETRY_MS = 500;

/** A room that reads messages of the queue, in their order. It is idempotent, leaves alone what is not for it, and uses nothing but `tx`. */
export interface MessageConsumer {
  /** Resolves to the messages as they now stand, in the same order: as the next room is to see them. */
  consumeBatch(tx: Transaction, messages: readonly unknown[]): Promise<readonly unknown[]>;
}

export interface ConsumerOptions {
  db: Database;
  queue: Pick<MessageQueue, 'consume'>;
  /** In the order in which each batch is shown to them: each sees it as the one before left it. */
  consumers: readonly MessageConsumer[];
  /** Batches fetched side by side. Those that come while one is worked off are worked off together. */
  instances?: number;
  lifecycle: Lifecycle;
  log: Logger;
}

/**
 * Takes messages off the queue until `lifecycle` stops: one transaction for all batches that are there and all rooms together, acknowledged
 * after its commit. A batch that fails is tried again message by message; the first failure of a group holds back its successors, so that the
 * order of a conversation is kept (the queue sees to both).
 */
export function createConsumer({ db, queue, consumers, instances = 2, lifecycle, log }: ConsumerOptions): void {
  const { signal } = lifecycle;

  // A database that is away says nothing about a message. Giving the batch back would count an attempt of each, and a quarter of a minute
  // of that makes dead letters of feedback that nothing is wrong with. It stays ours meanwhile: the queue is told that we live.
  async function onceAnswered(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (await isAnswering(db)) throw error;
        log.warn({ err: error }, 'messages wait for the database');
        do await sleep(DATABASE_RETRY_MS, undefined, { signal });
        while (!(await isAnswering(db)));
      }
    }
  }

  const record = joinedWork<unknown>({
    work: (messages) =>
      onceAnswered(() =>
        transaction(db, async (tx) => {
          let present = messages;
          for (const consumer of consumers) present = await consumer.consumeBatch(tx, present);
        }),
      ),
    onSplit: (error) => log.warn({ err: error }, 'batches are recorded one by one'),
    signal,
  });

  const consumption = queue.consume({
    instances,
    signal: lifecycle.signal,
    async handleBatch(messages) {
      await record(messages.map(bodyOf));
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
