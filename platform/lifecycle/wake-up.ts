/** The pause between two looks of a loop, which news ends early: also news that came while the last look was under way. */
export class WakeUp {
  #isCalled = false;
  #end: () => void = () => undefined;

  /** There is something to see. */
  call(): void {
    this.#isCalled = true;
    this.#end();
  }

  /** Before a look: it will see what was called for until now. */
  reset(): void {
    this.#isCalled = false;
  }

  /** Resolves after `ms`, at a call or when `signal` aborts; at once where there was a call since `reset`. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#isCalled || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#end = () => resolve();
    const timer = setTimeout(this.#end, ms);
    signal.addEventListener('abort', this.#end, { once: true });
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', this.#end);
  }
}
