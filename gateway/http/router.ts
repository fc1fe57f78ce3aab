import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { ClientAddress } from '../client-address.ts';
import type { OperationContext } from '../context.ts';
import type { Door } from '../door.ts';
import { type MaskError, refusal } from '../errors.ts';
import type { TextLimits } from '../operations/documents.ts';
import type { GraphOperations } from '../operations/graph-operations.ts';
import { requestIdOf, withRequestId } from '../request-id.ts';
import { answerCors } from './cors.ts';
import { answerEventStream, type OpenStreams } from './event-stream.ts';
import { answerGraphql } from './graphql.ts';
import { createPages, type PageFolders } from './pages.ts';
import { type IsReady, sparing } from './readiness.ts';
import { sendErrors, sendJson, sendText } from './respond.ts';

export interface RouterOptions {
  server: ApolloServer<OperationContext>;
  operations: GraphOperations;
  door: Door;
  addressOf: ClientAddress;
  streams: OpenStreams;
  maskError: MaskError;
  metrics: Metrics;
  isReady: IsReady;
  pages: PageFolders;
  corsOrigins: readonly string[];
  maxBodyBytes: number;
  textLimits: TextLimits;
}

/** Everything that the gateway answers over HTTP. */
export function createRouter(options: RouterOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { maskError, metrics, corsOrigins } = options;
  const isReady = sparing(options.isReady);
  const pageNamed = createPages(options.pages);

  async function answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const [pathname = '/'] = (request.url ?? '/').split('?', 1);
    switch (pathname) {
      case '/graphql':
        if (answerCors(request, response, corsOrigins)) return;
        return answerGraphql(request, response, { ...options, requestId });
      case '/graphql/stream':
        if (answerCors(request, response, corsOrigins)) return;
        return answerEventStream(request, response, { ...options, requestId });
      case '/health':
        return sendJson(response, 200, { isAlive: true });
      case '/ready': {
        const readiness = await isReady();
        return sendJson(response, readiness.isReady ? 200 : 503, readiness);
      }
      case '/metrics': {
        const { body, contentType } = await metrics.text();
        return sendText(response, 200, body, contentType);
      }
      case '/':
        return void response.writeHead(302, { location: '/console' }).end();
      default:
        return answerPage(pathname, request, response);
    }
  }

  function answerPage(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const notFound = () =>
      sendErrors(response, refusal('NOT_FOUND', 'There is nothing here.', { status: 404 }), {
        maskError,
        requestId: String(response.getHeader('x-request-id')),
      });
    const serve = pageNamed(pathname.split('/', 2)[1] ?? '');
    if (!serve || (request.method !== 'GET' && request.method !== 'HEAD')) return notFound();
    serve(request, response, notFound);
  }

  return (request, response) => {
    const requestId = requestIdOf(request.headers['x-request-id']);
    response.setHeader('x-request-id', requestId);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    withRequestId(requestId, () => answer(request, response, requestId)).catch((error: unknown) => {
      if (response.destroyed) return;
      if (response.headersSent) {
        maskError(error, requestId);
        response.destroy();
      } else sendErrors(response, error, { maskError, requestId });
    });
  };
}
