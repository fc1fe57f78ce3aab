import { Agent } from 'undici';
import type { AddressGuard } from './address-guard.ts';

export interface GuardedAgentsOptions {
  /** To connect. */
  timeoutMs: number;
  /** At once to one host. */
  connections: number;
}

/** Connections to the public internet, every address judged by the guard before it is connected to. */
export class GuardedAgents {
  readonly #guard: AddressGuard;
  readonly #guarded: Agent;
  /** For the hosts that the configuration allows to be private. */
  readonly #open: Agent;

  constructor(guard: AddressGuard, { timeoutMs, connections }: GuardedAgentsOptions) {
    this.#guard = guard;
    const connect = { timeout: timeoutMs };
    this.#guarded = new Agent({ connect: { ...connect, lookup: guard.lookup }, allowH2: false, connections });
    this.#open = new Agent({ connect, allowH2: false, connections });
  }

  /** For one request to `url`; redirects are the caller's to judge. @throws AddressRefused for a literal address that is not public. */
  agentFor(url: string): Agent {
    if (this.#guard.mayBePrivate(url)) return this.#open;
    this.#guard.checkLiteral(url);
    return this.#guarded;
  }

  async close(): Promise<void> {
    await Promise.all([this.#guarded.close(), this.#open.close()]);
  }
}
