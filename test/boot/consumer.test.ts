import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createConsumer, type MessageConsumer } from '../../boot/consumer.ts';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import type { ConsumeOptions, QueueMessage } from '../../platform/queue/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await sql`create table kept (room text not null, n integer not null)`.execute(test.db);
});
afterAll(() => test.close());
beforeEach(() => sql`truncate kept`.execute(test.db));

const log = createLogger({ level: 'silent', name: 'test' });

/** A room that keeps every message, and fails at the number that it is told to. */
function keeping(name: string, failAt?: number): MessageConsumer {
  return {
    async consumeBatch(tx, batch) {
      for (const { n } of batch as readonly { n: number }[]) {
        if (n === failAt) throw new Error(`${name} cannot take ${n}`);
        await sql`insert into kept values (${name}, ${n})`.execute(tx);
      }
      return batch;
    },
  };
}

/** The handler that the queue is given, and what becomes of it when the process stops. */
function consumed(consumers: MessageConsumer[]) {
  const lifecycle = new Lifecycle();
  let options: ConsumeOptions | undefined;
  let isStopped = false;
  const queue = {
    consume(given: ConsumeOptions) {
      options = given;
      return {
        stop: () => {
          isStopped = true;
          return Promise.resolve();
        },
      };
    },
  };
  createConsumer({ db: test.db, queue, consumers, instances: 3, lifecycle, log });
  return { options: options!, lifecycle, isStopped: () => isStopped };
}

function messages(...numbers: number[]): QueueMessage[] {
  return numbers.map((n) => ({
    id: `m${n}`,
    groupId: 'conv_1',
    deduplicationId: `d${n}`,
    body: JSON.stringify({ n }),
    receiveCount: 1,
  }));
}

/** Takes the database away from everybody, or gives it back. */
async function allowConnections(isAllowed: boolean): Promise<void> {
  const name = new URL(test.url).pathname.slice(1);
  const client = new Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  await client.query(`alter database ${name} allow_connections ${isAllowed}`);
  if (!isAllowed)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await client.end();
}

async function kept(): Promise<string[]> {
  const { rows } = await sql<{ room: string; n: number }>`select room, n from kept order by ctid`.execute(test.db);
  return rows.map(({ room, n }) => `${room}:${n}`);
}

describe('the consumer', () => {
  it('shows a whole batch of one group to every room, in order, and says that all of it is done', async () => {
    const { options } = consumed([keeping('feedback'), keeping('models')]);
    expect(await options.handleBatch(messages(1, 2))).toEqual(['m1', 'm2']);
    expect(await kept()).toEqual(['feedback:1', 'feedback:2', 'models:1', 'models:2']);
  });

  it('shows each room the messages as the one before has left them', async () => {
    const doubling: MessageConsumer = {
      consumeBatch: (_tx, batch) => Promise.resolve((batch as { n: number }[]).map(({ n }) => ({ n: 2 * n }))),
    };
    const { options } = consumed([keeping('first'), doubling, keeping('last')]);
    await options.handleBatch(messages(1, 2));
    expect(await kept()).toEqual(['first:1', 'first:2', 'last:2', 'last:4']);
  });

  it('commits nothing of a batch of which one room cannot take one message, and acknowledges none', async () => {
    const { options } = consumed([keeping('feedback'), keeping('models', 2)]);
    await expect(options.handleBatch(messages(1, 2, 3))).rejects.toThrow('models cannot take 2');
    expect(await kept()).toEqual([]);
  });

  it('takes no batch down with another that came at the same time', async () => {
    const { options } = consumed([keeping('feedback', 4)]);
    const batches = [messages(1, 2), messages(3), messages(4, 5)].map((batch) =>
      options.handleBatch(batch).catch((error: Error) => error.message),
    );
    expect(await Promise.all(batches)).toEqual([['m1', 'm2'], ['m3'], 'feedback cannot take 4']);
    expect(await kept()).toEqual(['feedback:1', 'feedback:2', 'feedback:3']);
  });

  it('refuses what is not JSON without repeating its words', async () => {
    const [message] = messages(1);
    const { options } = consumed([keeping('feedback')]);
    await expect(options.handleBatch([{ ...message!, body: 'my grandmother said' }])).rejects.toThrow(
      /^message m1 is not JSON$/,
    );
  });

  it('keeps a batch while the database is away, and counts no attempt of it', async () => {
    const { options } = consumed([keeping('feedback')]);
    await allowConnections(false);
    let isSettled = false;
    const handled = options.handleBatch(messages(1, 2)).finally(() => (isSettled = true));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(isSettled).toBe(false);
    await allowConnections(true);
    expect(await handled).toEqual(['m1', 'm2']);
    expect(await kept()).toEqual(['feedback:1', 'feedback:2']);
  });

  it('gives a batch back when the process stops while the database is away', async () => {
    const { options, lifecycle } = consumed([keeping('feedback')]);
    await allowConnections(false);
    const handled = options.handleBatch(messages(1)).then(
      () => 'done',
      () => 'given back',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await lifecycle.stop('end');
    expect(await handled).toBe('given back');
    await allowConnections(true);
    expect(await kept()).toEqual([]);
  });

  it('stops with the process, at its signal and in its order', async () => {
    const { options, lifecycle, isStopped } = consumed([]);
    expect(options.instances).toBe(3);
    await lifecycle.stop('end');
    expect(options.signal?.aborted).toBe(true);
    expect(isStopped()).toBe(true);
  });
});
