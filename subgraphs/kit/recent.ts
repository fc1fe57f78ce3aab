import { LRUCache } from 'lru-cache';

const KEPT = 2_000;
const KEPT_MS = 10_000;

/**
 * Values that this process has just stored and is about to be asked for: the joins of the very answer that they are made for.
 * Only for what never changes once it is stored.
 */
export class Recent<V extends object> {
  readonly #values = new LRUCache<string, V>({ max: KEPT, ttl: KEPT_MS });

  add(id: string, value: V): void {
    this.#values.set(id, value);
  }

  /** The values of `ids`; those not remembered come from one call of `load`, and those that it does not find are left out. */
  async of(
    ids: readonly string[],
    load: (ids: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  ): Promise<ReadonlyMap<string, V>> {
    const found = new Map<string, V>();
    const others: string[] = [];
    for (const id of ids) {
      const value = this.#values.get(id);
      if (value) found.set(id, value);
      else others.push(id);
    }
    if (others.length > 0) for (const [id, value] of await load(others)) found.set(id, value);
    return found;
  }
}
