import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, transaction } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

const USES = 5;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrations: {} });
});
afterAll(() => database.close());

describe('statements that come again', () => {
  it('are prepared at their fifth use, and each keeps its own values', async () => {
    const db = openDatabase({ url: database.url, maxConnections: 1 });
    const prepared = async () =>
      (await sql<{ n: number }>`select count(*) as n from pg_prepared_statements where name like 'malha%'`.execute(db))
        .rows[0]?.n;
    for (let n = 1; n <= USES + 1; n++) {
      const { rows } = await sql<{ twice: number }>`select ${n}::int * 2 as twice`.execute(db);
      expect(rows).toEqual([{ twice: n * 2 }]);
      expect(await prepared()).toBe(n < USES ? 0 : 1);
    }
    await db.destroy();
  });

  it('are planned anew where they take a list', async () => {
    const db = openDatabase({ url: database.url, maxConnections: 1 });
    for (let n = 0; n < USES + 1; n++) await sql`select 1 where ${n}::int = any(${[n]}::int[])`.execute(db);
    const { rows } = await sql`select from pg_prepared_statements where name like 'malha%'`.execute(db);
    expect(rows).toEqual([]);
    await db.destroy();
  });

  it('survive a migration that changes their columns, on every connection', async () => {
    const db = openDatabase({ url: database.url, maxConnections: 2 });
    await sql`create table shape (id integer, a text)`.execute(db);
    await sql`insert into shape values (1, 'a')`.execute(db);
    const read = () => sql`select * from shape where id = ${1}`.execute(db).then(({ rows }) => rows[0]);
    for (let n = 0; n < USES + 1; n++) await Promise.all([read(), read()]);
    await sql`alter table shape add column b text default 'b'`.execute(db);
    const both = await Promise.all([read(), read(), read(), read()]);
    for (const row of both) expect(row).toEqual({ id: 1, a: 'a', b: 'b' });
    await db.destroy();
  });

  it('give the real reason where a plan is stale within a transaction, and work in the next', async () => {
    const db = openDatabase({ url: database.url, maxConnections: 1 });
    await sql`create table other (id integer)`.execute(db);
    const read = () => transaction(db, (tx) => sql`select * from other where id >= ${0}`.execute(tx));
    for (let n = 0; n < USES + 1; n++) await read();
    await sql`alter table other add column b text`.execute(db);
    await expect(read()).rejects.toThrow(/cached plan/);
    expect((await read()).rows).toEqual([]);
    await db.destroy();
  });
});
