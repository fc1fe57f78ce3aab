import { type Kysely, sql } from 'kysely';

/** First keys of our advisory locks, so that no two uses meet by chance. */
export const ADVISORY = {
  migrations: 7_001,
  outboxGroup: 7_002,
  workflows: 7_003,
  outboxPartition: 7_006,
} as const;

/** Waits for the lock and holds it until the transaction ends. `key` is hashed. */
export async function holdAdvisoryLock<T>(tx: Kysely<T>, space: number, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${space}::int, hashtext(${key}))`.execute(tx);
}

/** Takes the lock until the transaction ends, or says false at once. */
export async function tryAdvisoryLock<T>(tx: Kysely<T>, space: number, key: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_xact_lock(${space}::int, hashtext(${key})) as taken`.execute(tx);
  return rows[0]?.taken ?? false;
}
