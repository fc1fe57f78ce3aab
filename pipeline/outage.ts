import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../platform/log/index.ts';

/** How long a step waits in all for a database that is away, and how often it asks. */
export interface Patience {
  longestMs: number;
  pollMs: number;
}
/** A fail-over or an upgrade of PostgreSQL takes a minute or two; what is away for longer needs a person. */
const PATIENCE: Patience = { longestMs: 5 * 60_000, pollMs: 1_000 };
const REMARK_EVERY_MS = 30_000;

export interface OutageOptions {
  /** Whether the database can be asked anything now; never rejects. */
  isAnswering: () => Promise<boolean>;
  log: Logger;
  patience?: Patience | undefined;
}

/**
 * Lets the work of one step outlast outages of the database. What fails while the database does not answer is done again once it does; what
 * fails while it answers has failed for another reason and is thrown on. Gives up with the last error after so long in all.
 */
export class OutageRider {
  readonly #options: OutageOptions;
  readonly #patience: Patience;
  #waitedMs = 0;

  constructor(options: OutageOptions) {
    this.#options = options;
    this.#patience = options.patience ?? PATIENCE;
  }

  /** `signal` ends a wait: then the work's own error is thrown. */
  async ride<T>(
    work: () => Promise<T>,
    { step, signal, mayRetry }: { step: object; signal: AbortSignal; mayRetry: (error: unknown) => boolean },
  ): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted || !mayRetry(error) || (await this.#options.isAnswering())) throw error;
        this.#options.log.warn({ ...step, err: error }, 'a step waits for the database');
        if (!(await this.#answers(step, signal))) throw error;
        this.#options.log.info({ ...step, waitedMs: this.#waitedMs }, 'the database is back: the step begins anew');
      }
    }
  }

  async #answers(step: object, signal: AbortSignal): Promise<boolean> {
    let remarkedAt = performance.now();
    while (this.#waitedMs < this.#patience.longestMs && !signal.aborted) {
      const from = performance.now();
      // An abort ends the wait; whoever asked for it looks at the signal.
      await sleep(this.#patience.pollMs, undefined, { signal }).catch(() => undefined);
      const isAnswering = !signal.aborted && (await this.#options.isAnswering());
      // What the question itself took counts too: a host that is gone answers nothing for seconds.
      this.#waitedMs += performance.now() - from;
      if (isAnswering) return true;
      if (performance.now() - remarkedAt < REMARK_EVERY_MS) continue;
      remarkedAt = performance.now();
      this.#options.log.warn({ ...step, waitedMs: this.#waitedMs }, 'a step still waits for the database');
    }
    if (!signal.aborted)
      this.#options.log.error({ ...step, waitedMs: this.#waitedMs }, 'a step waits no longer for the database');
    return false;
  }
}
