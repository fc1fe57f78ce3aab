import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../../platform/metrics/index.ts';

/** Answers what a watcher asks of a process: GET /health, and GET /metrics where it counts something. False where it is another request. */
export async function answerProbe(
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Pick<Metrics, 'text'> | undefined,
): Promise<boolean> {
  if (request.method !== 'GET') return false;
  if (request.url === '/health') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    return true;
  }
  if (request.url !== '/metrics' || !metrics) return false;
  const { body, contentType } = await metrics.text();
  response.writeHead(200, { 'content-type': contentType }).end(body);
  return true;
}
