import { useSyncExternalStore } from 'react';

/** `idle`: nothing is followed, so no socket is needed. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'reconnecting';

/** What the socket that carries the subscriptions is doing. */
export class LiveStateStore {
  #state: LiveState = 'idle';
  #wasLive = false;
  #losses = 0;
  readonly #listeners = new Set<() => void>();

  readonly current = (): LiveState => this.#state;

  /** How often the connection came back after it was lost: whatever happened in between was not heard. */
  readonly losses = (): number => this.#losses;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  connecting(): void {
    this.#become(this.#wasLive ? 'reconnecting' : 'connecting');
  }

  connected(): void {
    if (this.#wasLive) this.#losses += 1;
    this.#wasLive = true;
    this.#become('live');
  }

  /** A clean close is ours: the last subscription ended. */
  closed({ wasClean }: { wasClean: boolean }): void {
    if (wasClean) this.#wasLive = false;
    this.#become(wasClean ? 'idle' : 'reconnecting');
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export function useLiveState(store: LiveStateStore): LiveState {
  return useSyncExternalStore(store.subscribe, store.current);
}

export function useConnectionLosses(store: LiveStateStore): number {
  return useSyncExternalStore(store.subscribe, store.losses);
}
