import type { Logger } from '../log/index.ts';

interface Opened {
  name: string;
  stop: () => void | Promise<void>;
}

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
    const deadline = Date.now() + this.#timeoutMs;
    for (const { name, stop } of this.#opened.toReversed()) {
      // Each part gets what is left of the deadline, and a moment even when nothing is left: engines stop last and must be asked.
      const leftMs = Math.max(deadline - Date.now(), 250);
      const outcome = await settled(stop, leftMs);
      if (outcome === 'late') this.#log?.warn({ part: name, leftMs }, 'did not stop in time');
      else if (outcome) this.#log?.warn({ part: name, err: outcome.error }, 'failed to stop');
    }
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
