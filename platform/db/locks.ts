import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { type Statement, statement } from './statement.ts';

const LOCK_POLL_MS = 50;

/** First keys of our advisory locks, so that no two uses meet by chance. */
export const ADVISORY = {
  migrations: 7_001,
  outboxGroup: 7_002,
  workflows: 7_003,
  outboxRelay: 7_006,
  schema: 7_007,
} as const;

/** Waits for the locks, one after another as they are given, and holds them until the transaction ends. Keys are hashed. */
export async function holdAdvisoryLocks<T>(tx: Kysely<T>, space: number, keys: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${space}::int, hashtext(key)) from unnest(${keys}::text[]) as wanted (key)`.execute(
    tx,
  );
}

/** One of them as an expression of a larger statement. */
export function advisoryLock(space: number, key: string): Statement {
  return statement`pg_advisory_xact_lock(${space}::int, hashtext(${key}))`;
}

/** Takes the lock until the transaction ends, or says false at once. */
export async function tryAdvisoryLock<T>(tx: Kysely<T>, space: number, key: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_xact_lock(${space}::int, hashtext(${key})) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
}

/**
 * Runs `work` while no other process does, on whatever connections it likes. The lock is asked for again and again, never waited for:
 * a session that waits in a statement holds a snapshot, and an index that is built concurrently waits for all snapshots to end.
 */
export async function alone<T>(db: Database, space: number, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    const lock = sql<{ taken: boolean }>`select pg_try_advisory_lock(${space}::int, 0) as taken`;
    while (!(await lock.execute(connection)).rows[0]?.taken) await sleep(LOCK_POLL_MS);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${space}::int, 0)`.execute(connection);
    }
  });
}
