import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCleanUp } from '../../boot/clean-up.ts';
import { createIdempotencyTable } from '../../platform/db/index.ts';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/loop.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  for (const schema of ['one', 'two']) {
    await sql`create schema ${sql.id(schema)}`.execute(test.db);
    await createIdempotencyTable(test.db, schema);
  }
});
afterAll(() => test.close());

const keysOf = async (schema: string) => {
  const { rows } = await sql<{ key: string }>`select key from ${sql.table(`${schema}.idempotency_key`)}`.execute(
    test.db,
  );
  return rows.map(({ key }) => key);
};
const keep = (schema: string, key: string, ageHours: number) =>
  sql`insert into ${sql.table(`${schema}.idempotency_key`)} (caller, operation, key, fingerprint, used_at)
    values ('ana', 'send', ${key}, 'f', now() - make_interval(hours => ${ageHours}))`.execute(test.db);

it('forgets the old keys of every room again and again, also where one room is not there, and stops with the lifecycle', async () => {
  const lifecycle = new Lifecycle();
  for (const schema of ['one', 'two']) {
    await keep(schema, 'fresh', 23);
    await keep(schema, 'old', 25);
  }
  const log = createLogger({ level: 'silent', name: 'test' });
  let forgotten = 0;
  const chores = {
    failing: () => Promise.reject(new Error('the room is not there')),
    turns: () => Promise.resolve(void forgotten++),
  };
  startCleanUp({ db: test.db, schemas: ['one', 'missing', 'two'], chores, lifecycle, log, everyMs: 20 });
  const areForgotten = async () =>
    (await keysOf('one')).length + (await keysOf('two')).length === 2 ? true : undefined;
  await eventually(areForgotten, { what: 'the first clean-up' });
  await keep('two', 'older', 48);
  await eventually(areForgotten, { what: 'the next clean-up' });
  expect([await keysOf('one'), await keysOf('two')]).toEqual([['fresh'], ['fresh']]);
  expect(forgotten).toBeGreaterThan(1);

  await lifecycle.stop('test ends');
  await keep('one', 'late', 25);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await keysOf('one')).toContain('late');
});
