import type { Logger } from '../log/index.ts';

interface Opened {
  name: string;
  stop: () => void | Promise<void>;
}

/** Of the time to stop, so much is kept for what has not had its turn when the rest is used up; a quarter of a short time. */
const LAST_MS = 1_000;

/**
 * What a process has opened, closed last-in first-out within one deadline. `signal` aborts first, so that whatever waits stops waiting.
 * Stopping twice is safe: the second call gets the first one's promise.
 */
export class Lifecycle {
  readonly #abort = new AbortController();
  readonly #opened: Opened[] = [];
  readonly #timeoutMs: number;
  readonly #log: Logger | undefined;
  #stopping: Promise<void> | undefined;

  /** `timeoutMs`: how long a stop takes at most, however many parts do not stop. */
  constructor({ timeoutMs = 8_000, log }: { timeoutMs?: number; log?: Logger } = {}) {
    this.#timeoutMs = timeoutMs;
    this.#log = log;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  onStop(name: string, stop: () => void | Promise<void>): void {
    this.#opened.push({ name, stop });
  }

  stop(reason: string): Promise<void> {
    this.#stopping ??= this.#stopAll(reason);
    return this.#stopping;
  }

  async #stopAll(reason: string): Promise<void> {
    this.#log?.info({ reason }, 'stopping');
    this.#abort.abort(new Error(reason));
    const lastMs = Math.min(LAST_MS, this.#timeoutMs / 4);
    const inTurnUntil = performance.now() + this.#timeoutMs - lastMs;
    const waiting = this.#opened.toReversed();
    while (waiting.length > 0) {
      const leftMs = inTurnUntil - performance.now();
      if (leftMs <= 0) break;
      const next = waiting.shift();
      if (next) await this.#stopOne(next, leftMs);
    }
    // Engines were opened first and would go on running: what is left is asked too, still in order, and nobody waits for the one before.
    await Promise.all(waiting.map((part) => this.#stopOne(part, lastMs)));
  }

  async #stopOne({ name, stop }: Opened, withinMs: number): Promise<void> {
    const outcome = await settled(stop, withinMs);
    if (outcome === 'late') this.#log?.warn({ part: name, withinMs }, 'did not stop in time');
    else if (outcome) this.#log?.warn({ part: name, err: outcome.error }, 'failed to stop');
  }
}

async function settled(
  stop: () => void | Promise<void>,
  timeoutMs: number,
): Promise<undefined | 'late' | { error: unknown }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    return await Promise.race([
      Promise.resolve()
        .then(stop)
        .then(() => undefined),
      late,
    ]);
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}
