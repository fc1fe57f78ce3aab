import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';

export interface ChoreOptions {
  /** What they are together, for the lifecycle. */
  name: string;
  /** What is to be done, by name; each may be done by any number of processes at once. */
  chores: Readonly<Record<string, () => Promise<unknown>>>;
  everyMs: number;
  lifecycle: Lifecycle;
  log: Logger;
}

/** Does chores one after another, now and every `everyMs` until `lifecycle` stops. One that fails keeps none of the others from being done. */
export function startChores({ name, chores, everyMs, lifecycle, log }: ChoreOptions): void {
  const { signal } = lifecycle;
  async function run(): Promise<void> {
    while (!signal.aborted) {
      for (const [chore, start] of Object.entries(chores))
        await start().catch((error: unknown) => log.warn({ err: error, chore }, 'a chore is not done yet'));
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  lifecycle.onStop(name, () => running);
}
