/** Whether the one who asked is still there. An AbortSignal does the same for several times the cost, in every request. */
export class Caller {
  readonly #onGone = new Set<() => void>();
  #isGone = false;

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Calls back once, when the caller leaves. */
  onGone(callback: () => void): void {
    this.#onGone.add(callback);
  }

  forget(callback: () => void): void {
    this.#onGone.delete(callback);
  }

  leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    for (const callback of this.#onGone) callback();
  }
}
