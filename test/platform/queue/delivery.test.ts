import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '../../../platform/aws/index.ts';
import { transaction } from '../../../platform/db/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import {
  addOutboxRefusals,
  createOutbox,
  createOutboxTable,
  createQueue,
  createRelay,
  type MessageQueue,
} from '../../../platform/queue/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

const MESSAGES = 400;
const GROUPS = 20;
const CREATE = {
  '20261122T1200-post-create': {
    async up(db: Kysely<unknown>) {
      await sql`create schema post`.execute(db);
      await createOutboxTable(db, 'post');
      await addOutboxRefusals(db, 'post');
      await sql`
        create table post.received (
          group_id text not null, n integer not null, position bigint generated always as identity, primary key (group_id, n)
        )`.execute(db);
    },
  },
};

let database: TestDatabase;
let folder: string;
let aws: EmbeddedAws;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'malha delivery '));
  [database, aws] = await Promise.all([createTestDatabase({ migrations: CREATE }), startEmbeddedAws({ dir: folder })]);
});
afterAll(async () => {
  await Promise.all([database.close(), aws.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function receivedCount(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from post.received`.execute(database.db);
  return rows[0]?.n ?? 0;
}

describe('from outbox to consumer', () => {
  it('loses nothing and keeps every group in order while the queue is killed', { timeout: 200_000 }, async () => {
    const { db, notifications } = database;
    const lifecycle = new Lifecycle();
    const queue = await createQueue({
      connection: aws.connection,
      name: 'post.fifo',
      createQueues: true,
      visibilityTimeoutSeconds: 3,
      lifecycle,
    });
    // Two relays and several consumers, as two processes would have.
    for (let n = 0; n < 2; n++) createRelay({ db, schema: 'post', queue, lifecycle, notifications, pollMs: 100 });
    const consumption = queue.consume({
      instances: 3,
      async handleBatch(messages) {
        for (const { body } of messages) {
          const { group, n } = JSON.parse(body) as { group: string; n: number };
          await sql`insert into post.received (group_id, n) values (${group}, ${n}) on conflict do nothing`.execute(db);
        }
        return messages.map(({ id }) => id);
      },
    });
    lifecycle.onStop('consumers', () => consumption.stop());

    const outbox = createOutbox({ schema: 'post', notifications: database.notifications });
    const append = async (from: number, to: number) => {
      for (let i = from; i < to; i++) {
        const group = `g${i % GROUPS}`;
        const n = Math.floor(i / GROUPS);
        await transaction(db, (tx) =>
          outbox.append(tx, { groupId: group, deduplicationId: `${group}-${n}`, body: { group, n } }),
        );
      }
    };
    await append(0, MESSAGES / 2);
    process.kill(aws.pid, 'SIGKILL');
    await append(MESSAGES / 2, MESSAGES);
    const before = await receivedCount();
    expect(before).toBeLessThan(MESSAGES);
    aws = await startEmbeddedAws({ dir: folder });

    await expect.poll(receivedCount, { timeout: 60_000, interval: 200 }).toBe(MESSAGES);
    const { rows: disorder } = await sql`
      select * from (
        select group_id, n, lag(n) over (partition by group_id order by position) as previous from post.received
      ) as pairs where previous is not null and n <> previous + 1`.execute(db);
    expect(disorder).toEqual([]);
    const { rows: left } = await sql`select 1 from post.outbox`.execute(db);
    expect(left).toEqual([]);
    await lifecycle.stop('the test ends');
  });

  it('carries whatever a person may type', async () => {
    const { db } = database;
    const lifecycle = new Lifecycle();
    const queue = await createQueue({ connection: aws.connection, name: 'typed.fifo', createQueues: true, lifecycle });
    const outbox = createOutbox({ schema: 'post', notifications: database.notifications });
    const said = [
      'olá 😀 👩🏽‍🎓',
      'noncharacters \ufffe \uffff \u{1ffff}',
      'controls \u0001 \u001f \u007f \u2028',
      '"\\ \\ud83d',
    ];
    await transaction(db, (tx) =>
      outbox.append(
        tx,
        said.map((text, i) => ({ groupId: 'typed', deduplicationId: `typed-${i}`, body: { text } })),
      ),
    );
    const heard: string[] = [];
    const consumption = queue.consume({
      instances: 1,
      handleBatch(messages) {
        heard.push(...messages.map(({ body }) => (JSON.parse(body) as { text: string }).text));
        return Promise.resolve(messages.map(({ id }) => id));
      },
    });
    lifecycle.onStop('consumer', () => consumption.stop());
    createRelay({ db, schema: 'post', queue, lifecycle });
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(said);
    await lifecycle.stop('the test ends');
  });

  it(
    'sets a message aside that the queue never takes, and sends the ones behind it',
    { timeout: 200_000 },
    async () => {
      const { db } = database;
      const lifecycle = new Lifecycle();
      const sent: string[] = [];
      const queue: Pick<MessageQueue, 'sendBatch'> = {
        sendBatch(messages) {
          const at = messages.findIndex(({ deduplicationId }) => deduplicationId === 'bad');
          const through = at < 0 ? messages : messages.slice(0, at);
          sent.push(...through.map(({ deduplicationId }) => deduplicationId));
          const failure = at < 0 ? undefined : { code: 'InvalidMessageContents', isMessageAtFault: true };
          return Promise.resolve({ sent: through.length, failure });
        },
      };
      const outbox = createOutbox({ schema: 'post', notifications: database.notifications });
      await transaction(db, (tx) =>
        outbox.append(
          tx,
          ['first', 'bad', 'last'].map((deduplicationId) => ({ groupId: 'one', deduplicationId, body: {} })),
        ),
      );
      createRelay({ db, schema: 'post', queue, lifecycle, pollMs: 50 });
      await expect.poll(() => sent, { timeout: 20_000 }).toEqual(['first', 'last']);
      const { rows } = await sql`select deduplication_id, refusals, is_set_aside from post.outbox`.execute(db);
      expect(rows).toEqual([{ deduplicationId: 'bad', refusals: 6, isSetAside: true }]);
      await sql`delete from post.outbox`.execute(db);
      await lifecycle.stop('the test ends');
    },
  );

  it('sends nothing of a transaction that rolls back', async () => {
    const { db } = database;
    const outbox = createOutbox({ schema: 'post', notifications: database.notifications });
    const failing = transaction(db, async (tx) => {
      await outbox.append(tx, { groupId: 'g', deduplicationId: 'd', body: {} });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await sql`select 1 from post.outbox`.execute(db)).rows).toEqual([]);
  });
});
