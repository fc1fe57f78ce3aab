/**
 * What one subscriber has not read yet. Not an async generator: `return()` must take effect at once, not behind a pending `next()`.
 * A subscriber that leaves `maxWaiting` values unread gets `whenFull()` as its last one: a slow reader may not fill our memory.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  readonly #values: (T | Promise<T>)[] = [];
  readonly #readers: PromiseWithResolvers<IteratorResult<T>>[] = [];
  readonly #options: { maxWaiting: number; whenFull: () => T; onClose: () => void };
  #isEnded = false;
  #isClosed = false;

  constructor(options: { maxWaiting: number; whenFull: () => T; onClose: () => void }) {
    this.#options = options;
  }

  /** Values come out in the order they were pushed, each when its promise settles. */
  push(value: T | Promise<T>): void {
    if (this.#isEnded) return;
    const reader = this.#readers.shift();
    if (reader)
      return void Promise.resolve(value).then(
        (settled) => reader.resolve({ done: false, value: settled }),
        reader.reject,
      );
    if (this.#values.length >= this.#options.maxWaiting) {
      this.#values.length = 0;
      this.#values.push(this.#options.whenFull());
      return this.end();
    }
    this.#values.push(value);
  }

  /** No more values; those that wait are still read. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    for (const reader of this.#readers.splice(0)) reader.resolve({ done: true, value: undefined });
    this.#close();
  }

  async next(): Promise<IteratorResult<T>> {
    if (this.#values.length > 0) return { done: false, value: await (this.#values.shift() as T | Promise<T>) };
    if (this.#isEnded) return { done: true, value: undefined };
    const reader = Promise.withResolvers<IteratorResult<T>>();
    this.#readers.push(reader);
    return reader.promise;
  }

  return(): Promise<IteratorResult<T>> {
    this.#values.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onClose();
  }
}
