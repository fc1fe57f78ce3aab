/** An in-process fan-out: whoever listens to a key hears every value published for it from that moment on. */
export class Topic<T> {
  readonly #listeners = new Map<string, Set<Listener<T>>>();

  publish(key: string, value: T): void {
    for (const listener of this.#listeners.get(key) ?? []) listener.push(value);
  }

  /** The keys that somebody listens to now. */
  keys(): string[] {
    return [...this.#listeners.keys()];
  }

  isHeard(key: string): boolean {
    return this.#listeners.has(key);
  }

  /**
   * Listening starts with the call, not with the first `next()`. With `latestOnly` a slow reader skips to the newest value,
   * which is right for states and wrong for events.
   */
  listen(key: string, { latestOnly = false }: { latestOnly?: boolean } = {}): AsyncIterableIterator<T> {
    const listener = new Listener<T>(latestOnly, () => this.#remove(key, listener));
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return listener;
  }

  #remove(key: string, listener: Listener<T>): void {
    const listeners = this.#listeners.get(key);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(key);
  }
}

class Listener<T> implements AsyncIterableIterator<T> {
  readonly #waitingValues: T[] = [];
  readonly #waitingReaders: ((step: IteratorResult<T>) => void)[] = [];
  readonly #latestOnly: boolean;
  readonly #onClose: () => void;
  #isClosed = false;

  constructor(latestOnly: boolean, onClose: () => void) {
    this.#latestOnly = latestOnly;
    this.#onClose = onClose;
  }

  push(value: T): void {
    const reader = this.#waitingReaders.shift();
    if (reader) return reader({ done: false, value });
    if (this.#latestOnly) this.#waitingValues.length = 0;
    this.#waitingValues.push(value);
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#isClosed) return Promise.resolve({ done: true, value: undefined });
    if (this.#waitingValues.length > 0)
      return Promise.resolve({ done: false, value: this.#waitingValues.shift() as T });
    return new Promise((resolve) => this.#waitingReaders.push(resolve));
  }

  return(): Promise<IteratorResult<T>> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#onClose();
      for (const reader of this.#waitingReaders.splice(0)) reader({ done: true, value: undefined });
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    return this;
  }
}

/**
 * A subscription on one thing: its present state first, then every newer one, ending after a `isLast` state.
 * `changes` must already be listening when this is called, so nothing falls between; `versionOf` grows with every change.
 * `after` leaves out states up to that version.
 */
export function presentThenChanges<T>(
  changes: AsyncIterableIterator<T>,
  {
    read,
    versionOf,
    after = Number.NEGATIVE_INFINITY,
    isLast = () => false,
  }: {
    read: () => Promise<T>;
    versionOf: (state: T) => number;
    after?: number | undefined;
    isLast?: (state: T) => boolean;
  },
): AsyncIterableIterator<T> {
  let seen = after;
  let present: Promise<T> | undefined = read();
  let isOver = false;
  present.catch(() => changes.return?.());
  return {
    async next() {
      for (;;) {
        if (isOver) {
          await changes.return?.();
          return { done: true, value: undefined };
        }
        const step: IteratorResult<T> = present ? { done: false, value: await present } : await changes.next();
        present = undefined;
        if (step.done) return { done: true, value: undefined };
        isOver = isLast(step.value);
        if (versionOf(step.value) <= seen) continue;
        seen = versionOf(step.value);
        return step;
      }
    },
    async return() {
      isOver = true;
      await changes.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
