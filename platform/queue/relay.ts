import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { ADVISORY, type Database, type Notifications, transaction, tryAdvisoryLock } from '../db/index.ts';
import { type Lifecycle, WakeUp } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type { MessageQueue } from './message-queue.ts';
import { outboxChannel } from './outbox.ts';

export interface RelayOptions {
  db: Database;
  schema: string;
  queue: MessageQueue;
  lifecycle: Lifecycle;
  log?: Logger | undefined;
  /** Wakes the relay at once; without it, it looks every `pollMs`. */
  notifications?: Notifications | undefined;
  /** Shares of the outbox that different processes may send side by side. The same number in all of them. */
  partitions?: number;
  pollMs?: number;
}

export interface Relay {
  /** Sends what is there now; resolves to how many. Rejects where the queue does not take them. */
  drain(): Promise<number>;
}

interface OutboxRow {
  sequence: number;
  groupId: string;
  deduplicationId: string;
  body: string;
}

// Sent ten at a time; taken more at a time, since the transaction around them costs as much as sending them.
const BATCH = 50;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Moves an outbox's messages to the queue until `lifecycle` stops. At least once, in order within a group: one process at a time has a
 * partition, takes its messages by sequence, and forgets them after the queue has them. Any number of relays may run.
 */
export function createRelay(options: RelayOptions): Relay {
  const { lifecycle, notifications, schema, log, partitions = 4, pollMs = 1_000 } = options;
  const wakeUp = new WakeUp();
  const drain = async () => {
    const all = Array.from({ length: partitions }, (_, partition) => drainPartition(options, partition, partitions));
    const outcomes = await Promise.allSettled(all);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return outcomes.reduce((sent, outcome) => sent + (outcome.status === 'fulfilled' ? outcome.value : 0), 0);
  };

  async function run(): Promise<void> {
    const { signal } = lifecycle;
    let failures = 0;
    while (!signal.aborted) {
      wakeUp.reset();
      try {
        const sent = await drain();
        if (failures > 0) log?.info({ schema }, 'the outbox is sent again');
        failures = 0;
        if (sent > 0) continue;
      } catch (error) {
        failures++;
        log?.warn({ err: error, schema, failures }, 'the outbox waits for its queue');
      }
      if (failures === 0) await wakeUp.wait(pollMs, signal);
      // Not to be hurried by every new message.
      else await sleep(Math.min(100 * 2 ** failures, LONGEST_BACKOFF_MS), undefined, { signal }).catch(() => undefined);
    }
  }

  const listening = notifications?.listen(outboxChannel(schema), () => wakeUp.call(), {
    onReconnect: () => wakeUp.call(),
  });
  listening?.catch((error: unknown) => log?.warn({ err: error, schema }, 'the relay is not woken and looks by itself'));
  const finished = run();
  lifecycle.onStop(`relay of ${schema}`, () => finished);
  return { drain };
}

async function drainPartition(
  { db, schema, queue, lifecycle }: RelayOptions,
  partition: number,
  partitions: number,
): Promise<number> {
  let sent = 0;
  while (!lifecycle.signal.aborted) {
    const moved = await moveBatch({ db, schema, queue }, partition, partitions);
    sent += moved;
    if (moved < BATCH) break;
  }
  return sent;
}

function moveBatch(
  { db, schema, queue }: Pick<RelayOptions, 'db' | 'schema' | 'queue'>,
  partition: number,
  partitions: number,
): Promise<number> {
  const table = sql.table(`${schema}.outbox`);
  return transaction(db, async (tx) => {
    if (!(await tryAdvisoryLock(tx, ADVISORY.outboxPartition, `${schema}/${partition}`))) return 0;
    const { rows } = await sql<OutboxRow>`
      select sequence, group_id, deduplication_id, body::text as body from ${table}
      where (hashtext(group_id) & 2147483647) % ${partitions}::int = ${partition}
      order by sequence limit ${BATCH}`.execute(tx);
    if (rows.length === 0) return 0;
    const { failed } = await queue.sendBatch(rows.map((row) => ({ ...row, body: sendable(row.body) })));
    // What follows the first failure is sent again: its deduplication id tells the queue that it knows it.
    const count = failed[0] ?? rows.length;
    const last = rows[count - 1];
    if (last)
      await sql`
        delete from ${table} where sequence = any(${rows.slice(0, count).map(({ sequence }) => sequence)}::bigint[])`.execute(
        tx,
      );
    if (failed.length > 0 && count === 0)
      throw new Error(`the queue refused the first message of partition ${partition}`);
    return count;
  });
}

// SQS takes the characters of XML alone, some emulators of it only those of one UTF-16 unit, and a message that it refuses holds up all
// behind it. In JSON every character may be written as an escape, and what is parsed is the same.
function sendable(json: string): string {
  return json.replace(
    /[^\t\n\r -\ud7ff\ue000-\ufffd]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
