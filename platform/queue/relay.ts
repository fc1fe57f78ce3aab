import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { ADVISORY, type Database, type Notifications, transaction, tryAdvisoryLock } from '../db/index.ts';
import { type Lifecycle, WakeUp } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type { MessageQueue, SendFailure } from './message-queue.ts';
import { outboxChannel } from './outbox.ts';

export interface RelayOptions {
  db: Database;
  schema: string;
  queue: Pick<MessageQueue, 'sendBatch'>;
  lifecycle: Lifecycle;
  log?: Logger | undefined;
  /** Wakes the relay at once; without it, it looks every `pollMs`. */
  notifications?: Notifications | undefined;
  pollMs?: number;
}

interface OutboxRow {
  sequence: number;
  groupId: string;
  deduplicationId: string;
  body: string;
  refusals: number;
}

const BATCH = 100;
/** Messages that come within this time travel together: a request to the queue costs the same for one as for ten. */
const GATHER_MS = 200;
const LONGEST_BACKOFF_MS = 10_000;
/** Refusals of one message, a little over six seconds apart in all, after which it no longer holds up those behind it. */
const PATIENCE = 6;

/**
 * Moves an outbox's messages to the queue until `lifecycle` stops. At least once, in order within a group: one process at a time has the
 * outbox, takes its messages by sequence, and forgets them after the queue has them. Any number of relays may run, and one is enough.
 * What the queue will never take is set aside, where it can be looked at.
 */
export function createRelay(options: RelayOptions): void {
  const { lifecycle, notifications, schema, log, pollMs = 1_000 } = options;
  const wakeUp = new WakeUp();

  async function run(): Promise<void> {
    const { signal } = lifecycle;
    const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
    let failures = 0;
    while (!signal.aborted) {
      wakeUp.reset();
      try {
        if ((await moveBatch(options)) === BATCH) continue;
        if (failures > 0) log?.info({ schema }, 'the outbox is sent again');
        failures = 0;
      } catch (error) {
        failures++;
        log?.warn({ err: error, schema, failures }, 'the outbox waits for its queue');
        // Not to be hurried by every new message.
        await pause(Math.min(100 * 2 ** failures, LONGEST_BACKOFF_MS));
        continue;
      }
      await wakeUp.wait(pollMs, signal);
      await pause(GATHER_MS);
    }
  }

  const listening = notifications?.listen(outboxChannel(schema), () => wakeUp.call(), {
    onReconnect: () => wakeUp.call(),
  });
  listening?.catch((error: unknown) => log?.warn({ err: error, schema }, 'the relay is not woken and looks by itself'));
  const finished = run();
  lifecycle.onStop(`relay of ${schema}`, () => finished);
}

/** Resolves to how many messages left the outbox; rejects where the first one could not. */
async function moveBatch({ db, schema, queue, log }: RelayOptions): Promise<number> {
  const table = sql.table(`${schema}.outbox`);
  const outcome = await transaction(db, async (tx): Promise<{ moved: number; failure?: SendFailure | undefined }> => {
    if (!(await tryAdvisoryLock(tx, ADVISORY.outboxRelay, schema))) return { moved: 0 };
    const { rows } = await sql<OutboxRow>`
      select sequence, group_id, deduplication_id, body::text as body, refusals from ${table}
      where not is_set_aside order by sequence limit ${BATCH}`.execute(tx);
    if (rows.length === 0) return { moved: 0 };
    const { sent, failure } = await queue.sendBatch(rows.map((row) => ({ ...row, body: sendable(row.body) })));
    const gone = rows.slice(0, sent).map(({ sequence }) => sequence);
    if (sent > 0) await sql`delete from ${table} where sequence = any(${gone}::bigint[])`.execute(tx);
    const refused = failure && rows[sent];
    if (!refused) return { moved: sent };
    const isSetAside = failure.isMessageAtFault && refused.refusals + 1 >= PATIENCE;
    await sql`
      update ${table} set refusals = refusals + ${failure.isMessageAtFault ? 1 : 0}, is_set_aside = ${isSetAside}
      where sequence = ${refused.sequence}`.execute(tx);
    if (isSetAside) {
      const { deduplicationId } = refused;
      log?.error({ schema, deduplicationId, code: failure.code }, 'a message was set aside: the queue never takes it');
    }
    return { moved: sent, failure: isSetAside ? undefined : failure };
  });
  if (outcome.failure && outcome.moved === 0) throw new QueueRefusal(outcome.failure);
  return outcome.moved;
}

class QueueRefusal extends Error {
  constructor({ code }: SendFailure) {
    super(`the queue refused the next message: ${code}`);
  }
}

// SQS takes the characters of XML alone, some emulators of it only those of one UTF-16 unit, and a message that it refuses holds up all
// behind it. In JSON every character may be written as an escape, and what is parsed is the same.
function sendable(json: string): string {
  return json.replace(
    /[^\t\n\r -\ud7ff\ue000-\ufffd]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
