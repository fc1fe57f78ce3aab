import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConsumer } from '../../../boot/consumer.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../../platform/aws/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import { createQueue, createRelay, type MessageQueue } from '../../../platform/queue/index.ts';
import { openRoom, type TestRoom, userOf } from './room.ts';

const CONVERSATIONS = 10;
const TURNS = 12;
const CORRECTION = { verdict: 'CORRECTION', correctedIntent: 'student_card' };

let room: TestRoom;
let folder: string;
let aws: EmbeddedAws;
let queue: MessageQueue;
const lifecycle = new Lifecycle();
const log = createLogger({ level: 'silent', name: 'test' });

/** The way of a feedback as the worker lays it: outbox, relays, SQS, consumer. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'malha feedback '));
  [room, aws] = await Promise.all([openRoom(), startEmbeddedAws({ dir: folder })]);
  queue = await createQueue({ connection: aws.connection, name: 'feedback.fifo', createQueues: true, lifecycle });
  const { db, notifications } = room.test;
  for (let n = 0; n < 2; n++) createRelay({ db, schema: 'feedback', queue, lifecycle, notifications, pollMs: 100 });
  createConsumer({ db, queue, consumers: [room.room], instances: 3, lifecycle, log });
});
afterAll(async () => {
  await lifecycle.stop('end of the test');
  await Promise.all([room.close(), aws.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function statuses(assistantId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; n: number }>`
    select status, count(*) as n from feedback.feedback where assistant_id = ${assistantId} group by 1`.execute(
    room.db,
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

it('brings a feedback and its quick retraction through SQS, both', { timeout: 200_000 }, async () => {
  const { turnId } = room.turn({ assistantId: 'asst_quick' });
  const { feedback } = await room.submit({ turnId, ...CORRECTION });
  await room.retract({ feedbackId: feedback?.id });
  await expect
    .poll(() => eventsOf(feedback!.id), { timeout: 20_000 })
    .toEqual([
      [1, 'SUBMITTED'],
      [2, 'RETRACTED'],
    ]);
  expect(await statuses('asst_quick')).toEqual({ RETRACTED: 1 });
});
async function eventsOf(id: string): Promise<[number, string][]> {
  const { rows } = await sql<{ sequence: number; change: string }>`
    select sequence, message->>'change' as change from feedback.feedback_event where feedback_id = ${id} order by position`.execute(
    room.db,
  );
  return rows.map(({ sequence, change }) => [sequence, change]);
}

it('loses nothing and keeps each conversation in order while the queue is killed', { timeout: 300_000 }, async () => {
  const submitAll = async (from: number, to: number) => {
    for (let turn = from; turn < to; turn++)
      await Promise.all(
        Array.from({ length: CONVERSATIONS }, async (_, n) => {
          const conversationId = `conv_${n}`;
          const { turnId } = room.turn({ assistantId: 'asst_chaos', conversationId, index: turn });
          await room.submit({ turnId, ...CORRECTION }, userOf(conversationId));
        }),
      );
  };
  await submitAll(0, TURNS / 2);
  process.kill(aws.pid, 'SIGKILL');
  await submitAll(TURNS / 2, TURNS);

  const whileDown = await statuses('asst_chaos');
  expect(whileDown['QUEUED']).toBeGreaterThan(0);
  expect((whileDown['QUEUED'] ?? 0) + (whileDown['ACCEPTED'] ?? 0)).toBe(CONVERSATIONS * TURNS);
  aws = await startEmbeddedAws({ dir: folder });
  await expect
    .poll(() => statuses('asst_chaos'), { timeout: 90_000, interval: 200 })
    .toEqual({ ACCEPTED: CONVERSATIONS * TURNS });

  const { rows } = await sql<{ conversation: string; indexes: number[] }>`
    select message->'turn'->>'conversationId' as conversation,
      array_agg((message->'turn'->>'index')::int order by position) as indexes
    from feedback.feedback_event where message->'turn'->>'assistantId' = 'asst_chaos' group by 1`.execute(room.db);
  const inOrder = Array.from({ length: TURNS }, (_, index) => index);
  expect(rows.map(({ indexes }) => indexes)).toEqual(Array.from({ length: CONVERSATIONS }, () => inOrder));
});

it(
  'keeps a message of a later version in the dead-letter queue, and what follows it in the conversation comes through',
  { timeout: 90_000 },
  async () => {
    const { feedback } = await room.submit({ turnId: room.turn({ assistantId: 'asst_dead' }).turnId, ...CORRECTION });
    await expect.poll(() => statuses('asst_dead'), { timeout: 20_000 }).toEqual({ ACCEPTED: 1 });
    const later = { kind: 'FeedbackChanged', version: 2, feedbackId: feedback?.id, sequence: 2 };
    await queue.sendBatch([{ groupId: 'conv_dead', deduplicationId: 'later', body: JSON.stringify(later) }]);
    const { turnId } = room.turn({ assistantId: 'asst_dead', conversationId: 'conv_dead' });
    await room.submit({ turnId, ...CORRECTION }, userOf('conv_dead'));
    await expect.poll(async () => (await queue.depth()).deadLetters, { timeout: 60_000, interval: 500 }).toBe(1);
    await expect.poll(() => statuses('asst_dead'), { timeout: 20_000 }).toEqual({ ACCEPTED: 2 });
  },
);
