import type { IncomingMessage, ServerResponse } from 'node:http';

const PREFLIGHT_KEPT_SECONDS = '600';

/**
 * Lets pages of the given origins (`*` for any) use the graph; a page of our own origin needs no leave. No credentials but the
 * `Authorization` header are used, so none are allowed. Returns true where the request was a preflight and is answered.
 */
export function answerCors(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin && (origins.includes('*') || origins.includes(origin))) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'Origin');
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
  }
  if (request.method !== 'OPTIONS') return false;
  if (response.hasHeader('access-control-allow-origin')) {
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type, x-request-id, apollo-require-preflight, x-apollo-operation-name',
    );
    response.setHeader('access-control-max-age', PREFLIGHT_KEPT_SECONDS);
  }
  response.writeHead(204).end();
  return true;
}
