import type { Client } from 'urql';
import { createGraph } from './client.ts';
import { LiveStateStore } from './live-state.ts';
import { session } from './session.ts';

/** Of the console's one socket. */
export const consoleLive = new LiveStateStore();

/** A client for one token: another gets another, so that nobody sees what somebody else's token loaded. */
export function createConsoleGraph(token: string | null): Client {
  return createGraph({
    token: () => token,
    onUnauthenticated: () => session.end('expired'),
    live: consoleLive,
  });
}
