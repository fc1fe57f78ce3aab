import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { type Identity, type InternalIdentity, InvalidToken } from '../../platform/auth/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import { Unavailable } from './errors.ts';
import { drainable } from './http-drain.ts';
import { answerProbe } from './http-probe.ts';
import type { SubgraphRequest, SubgraphSource } from './request.ts';

/** The header that carries the caller's identity, signed by the gateway or by another room. */
export const IDENTITY_HEADER = 'x-malha-identity';
export const REQUEST_ID_HEADER = 'x-request-id';
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const KEEP_ALIVE_COMMENT_MS = 15_000;

export interface ServedSubgraph {
  readonly port: number;
  /** Ends open streams, refuses new requests, waits for running ones. */
  close(): Promise<void>;
}

/**
 * Serves a subgraph over HTTP for the gateway and the other rooms, never for the world: a request without a valid signed identity gets 401.
 * POST /graphql answers JSON; POST /graphql/stream answers a subscription as server-sent events. GET /health answers 200, and GET /metrics what
 * this process counts, to anybody who reaches the port.
 */
export async function serveSubgraph(
  source: SubgraphSource,
  {
    host,
    port,
    internalIdentity,
    log,
    metrics,
  }: {
    host: string;
    port: number;
    internalIdentity: InternalIdentity;
    log: Logger;
    metrics?: Pick<Metrics, 'text'>;
  },
): Promise<ServedSubgraph> {
  const streams = new Set<() => void>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await answerProbe(request, response, metrics)) return;
    if (request.method !== 'POST' || !request.url?.startsWith('/graphql')) return void response.writeHead(404).end();
    let identity: Identity;
    try {
      identity = internalIdentity.verify(request.headers[IDENTITY_HEADER]);
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
      return sendJson(
        response,
        401,
        refusal('UNAUTHENTICATED', 'Only the gateway and other rooms may call a subgraph.'),
      );
    }
    const body = await readBody(request);
    if (!body) return sendJson(response, 413, refusal('BAD_USER_INPUT', 'The request body is too large.'));
    const parsed = parseOperation(body);
    if (!parsed)
      return sendJson(response, 400, refusal('BAD_USER_INPUT', 'The body is not a GraphQL request in JSON.'));
    const operation = { ...parsed, identity, requestId: String(request.headers[REQUEST_ID_HEADER] ?? '') };
    if (request.url === '/graphql/stream') return stream(operation, response);
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    sendJson(response, 200, await source.execute({ ...operation, signal: abort.signal }));
  }

  async function stream(operation: SubgraphRequest, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(':\n\n');
    const events = await source.subscribe(operation);
    const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_COMMENT_MS);
    const end = () => void events.return?.();
    streams.add(end);
    response.once('close', end);
    try {
      for await (const event of events) response.write(`event: next\ndata: ${JSON.stringify(event)}\n\n`);
      response.end('event: complete\ndata:\n\n');
    } finally {
      clearInterval(keepAlive);
      streams.delete(end);
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Whoever asked has left, and what was done for them was stopped.
      if (response.destroyed && error instanceof Unavailable) return;
      log.error({ err: error, subgraph: source.name }, 'subgraph request failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, refusal('INTERNAL', 'Something went wrong on our side.'));
    });
  });
  server.keepAliveTimeout = 75_000;
  const drain = drainable(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      const drained = drain();
      for (const end of streams) end();
      await drained;
    },
  };
}

function refusal(code: string, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

function parseOperation(body: string): Pick<SubgraphRequest, 'query' | 'variables' | 'operationName'> | undefined {
  try {
    const { query, variables, operationName } = JSON.parse(body) as Partial<SubgraphRequest>;
    return typeof query === 'string' ? { query, variables, operationName } : undefined;
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, body: ExecutionResult | object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
