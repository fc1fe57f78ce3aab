import DataLoader from 'dataloader';
import type { Identity } from '../../platform/auth/index.ts';

/** What a resolver knows of the request it serves: who asks, its id, when to stop, and its batches. */
export interface SubgraphContext {
  readonly identity: Identity;
  readonly requestId: string;
  readonly signal: AbortSignal | undefined;
  readonly batches: Batches;
}

/** One request's batched reads: keys asked for in the same tick are loaded together, each key once. */
export class Batches {
  readonly #loaders = new Map<unknown, DataLoader<string, unknown>>();

  /**
   * Loads `key` through `loadMany`, which is also the batch's identity: pass a stable function, not a new closure each time.
   * A key absent from the map resolves to null.
   */
  load<T>(loadMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>, key: string): Promise<T | null> {
    let loader = this.#loaders.get(loadMany) as DataLoader<string, T | null> | undefined;
    if (!loader) {
      loader = new DataLoader<string, T | null>(async (keys) => {
        const found = await loadMany(keys);
        return keys.map((k) => found.get(k) ?? null);
      });
      this.#loaders.set(loadMany, loader);
    }
    return loader.load(key);
  }
}
