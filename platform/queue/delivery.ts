import { sql } from 'kysely';
import type { Database, Transaction } from '../db/index.ts';
import type { MessageQueue, QueueDepth } from './message-queue.ts';
import { outboxChannel } from './outbox.ts';

/** What one outbox holds. */
export interface OutboxDepth {
  /** The schema of the room that appends to it. */
  outbox: string;
  /** On their way to the queue. */
  waiting: number;
  /** Never taken by the queue, so that they no longer hold up those behind them. */
  setAside: number;
  /** When the oldest of those on their way was appended; null where there is none. */
  oldestAt: Date | null;
}

/** The way of messages as an operator sees it: what waits where, and the way back for what has fallen off. */
export interface Delivery {
  depth(): Promise<{ queue: QueueDepth; outboxes: OutboxDepth[] }>;
  /** Sends up to `limit` dead letters through the queue again; resolves to how many. Doing it twice does no harm: consumers are idempotent. */
  redrive(limit: number): Promise<number>;
  /** Lets everything set aside be tried again once `tx` commits; resolves to how much that is. */
  release(tx: Transaction): Promise<number>;
}

/** The way of messages through these outboxes and this queue. */
export function createDelivery({
  db,
  queue,
  outboxes,
}: {
  db: Database;
  queue: Pick<MessageQueue, 'depth' | 'redrive'>;
  /** The schemas of all rooms that have one. */
  outboxes: readonly string[];
}): Delivery {
  async function depthOf(outbox: string): Promise<OutboxDepth> {
    const { rows } = await sql<Omit<OutboxDepth, 'outbox'>>`
      select count(*) filter (where not is_set_aside) as waiting, count(*) filter (where is_set_aside) as set_aside,
        min(appended_at) filter (where not is_set_aside) as oldest_at
      from ${sql.table(`${outbox}.outbox`)}`.execute(db);
    return { outbox, ...(rows[0] ?? { waiting: 0, setAside: 0, oldestAt: null }) };
  }

  return {
    async depth() {
      const [depth, ...found] = await Promise.all([queue.depth(), ...outboxes.map(depthOf)]);
      return { queue: depth, outboxes: found };
    },
    redrive: (limit) => queue.redrive({ limit }),
    async release(tx) {
      let released = 0;
      for (const outbox of outboxes) {
        const { numAffectedRows } = await sql`
          update ${sql.table(`${outbox}.outbox`)} set is_set_aside = false, refusals = 0 where is_set_aside`.execute(
          tx,
        );
        released += Number(numAffectedRows ?? 0n);
        await sql`select pg_notify(${outboxChannel(outbox)}, '')`.execute(tx);
      }
      return released;
    },
  };
}
