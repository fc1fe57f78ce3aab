import { createGraph } from './client.ts';
import { LiveStateStore } from './live-state.ts';
import { session } from './session.ts';

/** Of the console's one socket. */
export const consoleLive = new LiveStateStore();

/** A client for one session: a new one for the next, so that nobody sees what another's token loaded. */
export function createConsoleGraph() {
  return createGraph({
    token: () => session.current().token,
    onUnauthenticated: () => session.end('expired'),
    live: consoleLive,
  });
}
