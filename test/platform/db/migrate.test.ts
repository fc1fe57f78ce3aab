import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, openDatabase } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

function creating(table: string) {
  return {
    up: async (db: Kysely<unknown>) => void (await sql`create table ${sql.table(table)} (n integer)`.execute(db)),
  };
}
const MIGRATIONS = {
  '20261122T1200-shop-create': creating('shop'),
  '20261122T1300-bank-create': creating('bank'),
};

describe('migrating', () => {
  it('happens once when many processes start together', async () => {
    const pools = Array.from({ length: 6 }, () => openDatabase({ url: database.url, maxConnections: 2 }));
    const applied = await Promise.all(pools.map((db) => migrate({ db, migrations: MIGRATIONS })));
    await Promise.all(pools.map((db) => db.destroy()));
    expect(applied.filter((names) => names.length > 0)).toEqual([Object.keys(MIGRATIONS)]);
  });

  it('applies what a colleague has written earlier and merged later', async () => {
    await migrate({ db: database.db, migrations: MIGRATIONS });
    const late = { ...MIGRATIONS, '20261122T1230-farm-create': creating('farm') };
    expect(await migrate({ db: database.db, migrations: late })).toEqual(['20261122T1230-farm-create']);
  });

  it('leaves nothing of a failed run, says which failed, and lets the next one in', async () => {
    const failing = { ...MIGRATIONS, '20261122T1400-shop-again': creating('shop') };
    await expect(migrate({ db: database.db, migrations: failing })).rejects.toThrow(
      'migration 20261122T1400-shop-again failed',
    );
    expect(await migrate({ db: database.db, migrations: MIGRATIONS })).toEqual(Object.keys(MIGRATIONS));
  });

  it('refuses a name that would not sort by time', async () => {
    await expect(migrate({ db: database.db, migrations: { 'create-shop': creating('shop') } })).rejects.toThrow(
      'create-shop',
    );
  });
});
