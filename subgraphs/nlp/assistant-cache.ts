import { LRUCache } from 'lru-cache';

const ASSISTANTS_KEPT = 500;

/** Something of each assistant in memory, for the way of every message. Whoever changes it forgets it here and tells the other processes. */
export class AssistantCache<V> {
  readonly #values: LRUCache<string, Promise<V>>;
  readonly #load: (assistantId: string) => Promise<V>;

  constructor(load: (assistantId: string) => Promise<V>) {
    this.#values = new LRUCache({ max: ASSISTANTS_KEPT });
    this.#load = load;
  }

  of(assistantId: string): Promise<V> {
    const known = this.#values.get(assistantId);
    if (known) return known;
    const loading = this.#load(assistantId);
    this.#values.set(assistantId, loading);
    // Only this very load is forgotten: a newer one may have taken its place.
    loading.catch(() => this.#values.peek(assistantId) === loading && this.#values.delete(assistantId));
    return loading;
  }

  forget(assistantId: string): void {
    this.#values.delete(assistantId);
  }

  /** For when changes may have been missed. */
  forgetAll(): void {
    this.#values.clear();
  }
}
