import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createDelivery, createRelay, type MessageQueue } from '../../../platform/queue/index.ts';
import { createTestQueue } from '../../kit/aws.ts';
import { ADMIN, ANALYST, openRoom, type TestRoom } from './room.ts';

let queue: MessageQueue;
let room: TestRoom;
const lifecycle = new Lifecycle();

beforeAll(async () => {
  queue = await createTestQueue();
  room = await openRoom({ delivery: (db) => createDelivery({ db, queue, outboxes: ['feedback'] }) });
  const consumption = queue.consume({
    retryDelaySeconds: () => 0,
    handleBatch: (messages) =>
      transaction(room.db, async (tx) => {
        await room.room.consumeBatch(
          tx,
          messages.map(({ body }) => JSON.parse(body) as unknown),
        );
        return messages.map(({ id }) => id);
      }),
  });
  lifecycle.onStop('consumer', () => consumption.stop());
});
afterAll(async () => {
  await lifecycle.stop('end of the test');
  await room.close();
});

interface Depth {
  waiting: number;
  deadLetters: number;
  outboxes: { outbox: string; waiting: number; setAside: number }[];
}
async function depth(): Promise<Depth> {
  const { data } = await room.execute<{ messageDelivery: Depth }>(
    '{ messageDelivery { waiting deadLetters outboxes { outbox waiting setAside } } }',
    {},
    ANALYST,
  );
  return data.messageDelivery;
}
async function redrive(input: Record<string, unknown> = {}, identity = ADMIN) {
  const { data } = await room.execute<{
    redriveMessages: { deadLetters: number | null; setAside: number | null; errors: { code: string }[] } | null;
  }>(
    'mutation($input: RedriveMessagesInput!) { redriveMessages(input: $input) { deadLetters setAside errors { code } } }',
    { input },
    identity,
  );
  return data?.redriveMessages;
}
async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(`feedback.${table}`)}`.execute(
    room.db,
  );
  return rows[0]?.n ?? 0;
}

it(
  'brings a message back that failed for good, once the fault is gone, and it is recorded once',
  { timeout: 60_000 },
  async () => {
    await sql`create function feedback.refuse() returns trigger language plpgsql as $$
    begin raise exception 'the disk is full'; end $$`.execute(room.db);
    await sql`create trigger refuse before insert on feedback.feedback_event
    for each row execute function feedback.refuse()`.execute(room.db);
    const relays = new Lifecycle();
    createRelay({ db: room.db, schema: 'feedback', queue, lifecycle: relays, pollMs: 50 });
    const { feedback } = await room.submit({ turnId: room.turn().turnId, verdict: 'HELPFUL' });
    await expect.poll(async () => (await depth()).deadLetters, { timeout: 30_000 }).toBe(1);
    expect(await count('feedback_event')).toBe(0);

    await sql`drop trigger refuse on feedback.feedback_event`.execute(room.db);
    expect(await redrive({ limit: 10, idempotencyKey: 'once' })).toEqual({ deadLetters: 1, setAside: 0, errors: [] });
    expect(await redrive({ limit: 10, idempotencyKey: 'once' })).toEqual({ deadLetters: 1, setAside: 0, errors: [] });
    expect(await redrive({ limit: 11, idempotencyKey: 'once' })).toMatchObject({
      errors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    });
    await expect.poll(() => count('feedback_event'), { timeout: 20_000 }).toBe(1);
    await expect
      .poll(async () => (await room.history()).map(({ id, status }) => [id, status]))
      .toEqual([[feedback?.id, 'RECORDED']]);
    await expect.poll(depth, { timeout: 10_000 }).toMatchObject({ waiting: 0, deadLetters: 0 });
    expect(await count('feedback_event')).toBe(1);
    await relays.stop('told to');
  },
);

it('tries again what was set aside, and writes both down for the audit log', async () => {
  await sql`delete from feedback.outbox`.execute(room.db);
  await room.submit({ turnId: room.turn().turnId, verdict: 'HELPFUL' });
  await sql`update feedback.outbox set is_set_aside = true, refusals = 6`.execute(room.db);
  expect((await depth()).outboxes).toEqual([{ outbox: 'feedback', waiting: 0, setAside: 1 }]);
  expect(await redrive()).toEqual({ deadLetters: 0, setAside: 1, errors: [] });
  // The message, and the act.
  expect((await depth()).outboxes).toEqual([{ outbox: 'feedback', waiting: 2, setAside: 0 }]);
  expect((await room.outbox()).at(-1)).toMatchObject({
    kind: 'ActPerformed',
    action: 'MESSAGES_REDRIVEN',
    assistantId: null,
    actor: ADMIN.id,
    facts: [
      { name: 'deadLetters', value: '0' },
      { name: 'setAside', value: '1' },
    ],
  });
});

it('is for admins, and takes no number out of range', async () => {
  expect(await redrive({ limit: 0 })).toMatchObject({ errors: [{ code: 'INVALID_INPUT' }] });
  expect(await redrive({ limit: 1_001 })).toMatchObject({ errors: [{ code: 'INVALID_INPUT' }] });
  const refused = await room.execute('mutation { redriveMessages(input: {}) { deadLetters } }', {}, ANALYST);
  expect(JSON.stringify(refused)).toContain('FORBIDDEN');
});
