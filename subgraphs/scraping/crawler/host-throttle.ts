/** Waits, unless `signal` aborts first. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Spaces the requests of this process to one host, whichever crawl they belong to. */
export class HostThrottle {
  readonly #nextAt = new Map<string, number>();
  readonly #now: () => number;
  readonly #pause: Pause;

  constructor({ now, pause }: { now: () => number; pause: Pause }) {
    this.#now = now;
    this.#pause = pause;
  }

  /** Resolves when `host` may be asked again; each call books a turn of its own, `intervalMs` after the one before. */
  async turn(host: string, { intervalMs, signal }: { intervalMs: number; signal: AbortSignal }): Promise<void> {
    const now = this.#now();
    const at = Math.max(now, this.#nextAt.get(host) ?? 0);
    this.#nextAt.set(host, at + intervalMs);
    if (at > now) await this.#pause(at - now, signal);
  }
}
