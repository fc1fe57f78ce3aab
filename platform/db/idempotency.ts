import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Kysely, sql } from 'kysely';
import type { Database, Transaction } from './database.ts';

const KEPT_HOURS = 24;
const KEPT_SINCE = sql`now() - make_interval(hours => ${sql.lit(KEPT_HOURS)})`;

/** The key was used before, by the same caller for the same operation, with another payload. */
export class IdempotencyConflict extends Error {
  readonly code = 'IDEMPOTENCY_CONFLICT';

  constructor(key: string) {
    super(`The idempotency key "${key}" was already used with another input.`);
    this.name = 'IdempotencyConflict';
  }
}

export interface IdempotencyUse {
  /** The room's PostgreSQL schema. */
  schema: string;
  /** Whose key it is; two callers may use the same text. */
  caller: string;
  operation: string;
  key: string;
  fingerprint: string;
}

/** The table behind `withIdempotencyKey`, one in each room's schema. For migrations. */
export async function createIdempotencyTable<T>(db: Kysely<T>, schema: string): Promise<void> {
  const table = sql.table(`${schema}.idempotency_key`);
  await sql`
    create table ${table} (
      caller text not null,
      operation text not null,
      key text not null,
      fingerprint text not null,
      result text,
      used_at timestamptz not null default now(),
      primary key (caller, operation, key)
    )`.execute(db);
  await sql`create index idempotency_key_used_at on ${table} (used_at)`.execute(db);
}

/** sha256 (hex) of the canonical JSON (RFC 8785) of a payload: equal for equal values, whatever the order of their keys. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? 'undefined')
    .digest('hex');
}

/**
 * Runs `work` once for a key within 24 hours and gives its result to every later call. A concurrent second call waits for the first;
 * where the first rolls back, nothing is kept and the second does the work.
 * @throws IdempotencyConflict for the same key with another fingerprint.
 */
export async function withIdempotencyKey(
  tx: Transaction,
  { schema, caller, operation, key, fingerprint }: IdempotencyUse,
  work: () => Promise<string>,
): Promise<{ result: string; replayed: boolean }> {
  const table = sql.table(`${schema}.idempotency_key`);
  const isKey = keyIs({ caller, operation, key });
  // Inserting first makes the primary key the queue: a second caller blocks here until the first commits or rolls back.
  // A key that is no longer kept is taken over in place, so that a claim is one round trip.
  const { numAffectedRows } = await sql`
    insert into ${table} as kept (caller, operation, key, fingerprint) values (${caller}, ${operation}, ${key}, ${fingerprint})
    on conflict (caller, operation, key) do update set fingerprint = excluded.fingerprint, result = null, used_at = now()
    where kept.used_at < ${KEPT_SINCE}`.execute(tx);
  if (numAffectedRows === 0n) return replay(tx, key, fingerprint, sql`from ${table} where ${isKey}`);
  const result = await work();
  await sql`update ${table} set result = ${result} where ${isKey}`.execute(tx);
  return { result, replayed: false };
}

/**
 * The result of an earlier call with this key, once that has committed; undefined where the work is still to be done. For work that waits
 * for others and so cannot lie inside one transaction: look here first, and claim the key in the transaction that commits.
 * @throws IdempotencyConflict
 */
export async function findReplay(
  db: Database,
  { schema, caller, operation, key, fingerprint }: IdempotencyUse,
): Promise<string | undefined> {
  const { rows } = await sql<{ fingerprint: string; result: string | null }>`
    select fingerprint, result from ${sql.table(`${schema}.idempotency_key`)}
    where ${keyIs({ caller, operation, key })} and used_at >= ${KEPT_SINCE}`.execute(db);
  const [known] = rows;
  if (known && known.fingerprint !== fingerprint) throw new IdempotencyConflict(key);
  return known?.result ?? undefined;
}

function keyIs({ caller, operation, key }: Pick<IdempotencyUse, 'caller' | 'operation' | 'key'>) {
  return sql`caller = ${caller} and operation = ${operation} and key = ${key}`;
}

async function replay(
  tx: Transaction,
  key: string,
  fingerprint: string,
  fromWhere: ReturnType<typeof sql>,
): Promise<{ result: string; replayed: boolean }> {
  const { rows } = await sql<{
    fingerprint: string;
    result: string | null;
  }>`select fingerprint, result ${fromWhere}`.execute(tx);
  const [known] = rows;
  if (!known || known.result === null)
    throw new Error(`invariant: the idempotency key "${key}" has a row without a result`);
  if (known.fingerprint !== fingerprint) throw new IdempotencyConflict(key);
  return { result: known.result, replayed: true };
}

/** Removes the keys that are no longer kept; `withIdempotencyKey` only takes over those that come again. */
export async function forgetIdempotencyKeys<T>(db: Kysely<T>, schema: string): Promise<void> {
  await sql`delete from ${sql.table(`${schema}.idempotency_key`)} where used_at < ${KEPT_SINCE}`.execute(db);
}
