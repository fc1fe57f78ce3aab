import { createServer, type Server } from 'node:http';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import { answerProbe, drainable } from '../subgraphs/kit/index.ts';

const HOST = '127.0.0.1';

/**
 * Lets a process be watched that has no port of its own: /health and /metrics on the loopback interface, until `lifecycle` stops. A port
 * that nobody chose gives way to a free one where it is taken: a second worker of a machine works all the same. Resolves to the port.
 */
export async function serveWorkerProbe({
  port,
  isPortChosen,
  metrics,
  lifecycle,
  log,
}: {
  port: number;
  isPortChosen: boolean;
  metrics: Pick<Metrics, 'text'>;
  lifecycle: Lifecycle;
  log: Logger;
}): Promise<number> {
  const server = createServer((request, response) => {
    answerProbe(request, response, metrics).then(
      (isAnswered) => isAnswered || response.writeHead(404).end(),
      (error: unknown) => {
        log.error({ err: error }, 'the worker could not be probed');
        response.destroy();
      },
    );
  });
  const drain = drainable(server);
  try {
    await listen(server, port);
  } catch (error) {
    if (isPortChosen || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listen(server, 0);
  }
  const bound = (server.address() as { port: number }).port;
  log.info({ port: bound }, 'worker can be probed');
  lifecycle.onStop('worker probe', drain);
  return bound;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
