import { useSyncExternalStore } from 'react';

const KEY = 'malha.token';

/** Why the console shows its door: a text of the `signIn.ended` catalogue. */
export type SignOutReason = 'expired' | 'signedOut';

export interface Session {
  readonly token: string | null;
  /** Why the last session ended, for the sign-in screen; null before the first. */
  readonly ended: SignOutReason | null;
}

/** The token of whoever uses the console: for this tab, or kept on this device where they asked for it. */
export class SessionStore {
  #session: Session;
  readonly #listeners = new Set<() => void>();

  constructor() {
    this.#session = { token: sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY), ended: null };
  }

  readonly current = (): Session => this.#session;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  begin(token: string, { isRemembered }: { isRemembered: boolean }): void {
    this.#forget();
    (isRemembered ? localStorage : sessionStorage).setItem(KEY, token);
    this.#become({ token, ended: null });
  }

  end(reason: SignOutReason): void {
    if (this.#session.token === null) return;
    this.#forget();
    this.#become({ token: null, ended: reason });
  }

  #forget(): void {
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  }

  #become(session: Session): void {
    this.#session = session;
    for (const listener of this.#listeners) listener();
  }
}

export const session = new SessionStore();

export function useSession(): Session {
  return useSyncExternalStore(session.subscribe, session.current);
}
