import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, forgetIdempotencyKeys } from '../platform/db/index.ts';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';

const HOUR_MS = 60 * 60_000;

export interface CleanUpOptions {
  db: Database;
  /** Of the rooms: each keeps the keys of its own mutations. */
  schemas: readonly string[];
  lifecycle: Lifecycle;
  log: Logger;
  /** What else is forgotten, by name. */
  chores?: Readonly<Record<string, () => Promise<void>>>;
  everyMs?: number;
}

/** Forgets idempotency keys that nobody may repeat any more, and what rooms need no longer, now and every hour until `lifecycle` stops. Any number of processes may. */
export function startCleanUp({ db, schemas, chores = {}, lifecycle, log, everyMs = HOUR_MS }: CleanUpOptions): void {
  const { signal } = lifecycle;
  async function run(): Promise<void> {
    while (!signal.aborted) {
      for (const schema of schemas)
        await forgetIdempotencyKeys(db, schema).catch((error: unknown) =>
          log.warn({ err: error, schema }, 'old idempotency keys are not forgotten yet'),
        );
      for (const [chore, forget] of Object.entries(chores))
        await forget().catch((error: unknown) => log.warn({ err: error, chore }, 'a room has not forgotten yet'));
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  lifecycle.onStop('clean-up', () => running);
}
