import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createIdempotencyTable,
  fingerprintOf,
  forgetIdempotencyKeys,
  IdempotencyConflict,
  transaction,
  withIdempotencyKey,
} from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

const CREATE = {
  '20261122T1200-shop-create': {
    async up(db: Kysely<unknown>) {
      await sql`create schema shop`.execute(db);
      await createIdempotencyTable(db, 'shop');
    },
  },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrations: CREATE });
});
afterAll(() => database.close());

function use(key: string, payload: unknown, work: () => Promise<string>, caller = 'ana') {
  const call = { schema: 'shop', caller, operation: 'buy', key, fingerprint: fingerprintOf(payload) };
  return transaction(database.db, (tx) => withIdempotencyKey(tx, call, work));
}

describe('an idempotency key', () => {
  it('gives the first result to every later call without working again', async () => {
    let worked = 0;
    const work = () => Promise.resolve(`order-${++worked}`);
    expect(await use('k1', { n: 1 }, work)).toEqual({ result: 'order-1', replayed: false });
    expect(await use('k1', { n: 1 }, work)).toEqual({ result: 'order-1', replayed: true });
    expect(worked).toBe(1);
  });

  it('lets concurrent calls wait for the one that works', async () => {
    let worked = 0;
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return `order-${++worked}`;
    };
    const answers = await Promise.all(Array.from({ length: 6 }, () => use('k2', {}, work)));
    expect(answers.map(({ result }) => result)).toEqual(Array.from({ length: 6 }, () => 'order-1'));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('refuses another input under the same key', async () => {
    await use('k3', { n: 1 }, () => Promise.resolve('one'));
    await expect(use('k3', { n: 2 }, () => Promise.resolve('two'))).rejects.toThrow(IdempotencyConflict);
  });

  it('leaves nothing behind when the work fails', async () => {
    await expect(use('k4', {}, () => Promise.reject(new Error('sold out')))).rejects.toThrow('sold out');
    expect(await use('k4', {}, () => Promise.resolve('order'))).toEqual({ result: 'order', replayed: false });
  });

  it('lets a waiting call work when the first fails', async () => {
    const begun = Promise.withResolvers<void>();
    const outcome = Promise.withResolvers<string>();
    const first = use('k5', {}, () => {
      begun.resolve();
      return outcome.promise;
    });
    await begun.promise;
    const second = use('k5', {}, () => Promise.resolve('order'));
    outcome.reject(new Error('sold out'));
    await expect(first).rejects.toThrow('sold out');
    expect(await second).toEqual({ result: 'order', replayed: false });
  });

  it('belongs to its caller', async () => {
    await use('k6', {}, () => Promise.resolve('for ana'));
    expect(await use('k6', {}, () => Promise.resolve('for rui'), 'rui')).toEqual({
      result: 'for rui',
      replayed: false,
    });
  });

  it('is forgotten after 24 hours', async () => {
    await use('k7', {}, () => Promise.resolve('yesterday'));
    await use('k8', {}, () => Promise.resolve('yesterday'));
    await sql`update shop.idempotency_key set used_at = now() - interval '25 hours' where key in ('k7', 'k8')`.execute(
      database.db,
    );
    expect(await use('k7', { other: true }, () => Promise.resolve('today'))).toEqual({
      result: 'today',
      replayed: false,
    });
    await forgetIdempotencyKeys(database.db, 'shop');
    const { rows } = await sql`select key from shop.idempotency_key where key in ('k7', 'k8')`.execute(database.db);
    expect(rows).toEqual([{ key: 'k7' }]);
  });
});

describe('a fingerprint', () => {
  it('depends on values and not on the order of keys', () => {
    expect(fingerprintOf({ a: 1, b: [1, 2] })).toBe(fingerprintOf({ b: [1, 2], a: 1 }));
    expect(fingerprintOf({ a: 1, b: [1, 2] })).not.toBe(fingerprintOf({ a: 1, b: [2, 1] }));
    expect(fingerprintOf(undefined)).not.toBe(fingerprintOf('undefined'));
  });
});
