import type { Server } from 'node:http';

/**
 * How to end an HTTP server: it accepts nothing more, the requests that run are answered, then every connection is closed.
 * Node's own close() also waits for connections that were opened and never used, as browsers and connection pools leave them.
 * Open streams are for the caller to end.
 */
export function drainable(server: Server): () => Promise<void> {
  let running = 0;
  let onIdle: (() => void) | undefined;
  server.on('request', (_request, response) => {
    running++;
    response.once('close', () => {
      running--;
      if (running === 0) onIdle?.();
    });
  });
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    if (running > 0)
      await new Promise<void>((resolve) => {
        onIdle = resolve;
      });
    server.closeAllConnections();
    await closed;
  };
}
