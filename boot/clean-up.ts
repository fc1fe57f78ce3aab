import { type Database, forgetIdempotencyKeys } from '../platform/db/index.ts';
import { type ChoreOptions, startChores } from './chores.ts';

const HOUR_MS = 60 * 60_000;

export interface CleanUpOptions extends Pick<ChoreOptions, 'lifecycle' | 'log'> {
  db: Database;
  /** Of the rooms: each keeps the keys of its own mutations. */
  schemas: readonly string[];
  /** What else is forgotten. */
  chores?: ChoreOptions['chores'];
  everyMs?: number;
}

/** Forgets idempotency keys that nobody may repeat any more, and what rooms need no longer, now and every hour until `lifecycle` stops. Any number of processes may. */
export function startCleanUp({ db, schemas, chores, everyMs = HOUR_MS, lifecycle, log }: CleanUpOptions): void {
  const keys = Object.fromEntries(
    schemas.map((schema) => [`idempotency keys of ${schema}`, () => forgetIdempotencyKeys(db, schema)]),
  );
  startChores({ name: 'clean-up', chores: { ...keys, ...chores }, everyMs, lifecycle, log });
}
