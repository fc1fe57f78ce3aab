import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { ClientAddress } from '../client-address.ts';
import type { Door } from '../door.ts';
import { refusal } from '../errors.ts';
import type { GraphOperations, OperationRequest } from '../operations/graph-operations.ts';
import { readJson } from './body.ts';

const KEEP_ALIVE_COMMENT_MS = 12_000;

/** Event streams that are open; closing ends them at once, where waiting for them would last until their clients leave. */
export class OpenStreams {
  readonly #ends = new Set<() => void>();

  add(end: () => void): () => void {
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  endAll(): void {
    for (const end of this.#ends) end();
  }
}

/**
 * One operation as server-sent events: the "distinct connections mode" of graphql-sse (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
 * Rejects, before the first event, with what `sendErrors` answers.
 */
export async function answerEventStream(
  request: IncomingMessage,
  response: ServerResponse,
  {
    operations,
    door,
    addressOf,
    streams,
    requestId,
    maxBodyBytes,
  }: {
    operations: GraphOperations;
    door: Door;
    addressOf: ClientAddress;
    streams: OpenStreams;
    requestId: string;
    maxBodyBytes: number;
  },
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    throw refusal('BAD_USER_INPUT', 'An event stream is asked for with POST.', { status: 405 });
  }
  const { authorization } = request.headers;
  const address = addressOf(request);
  const identity = await door.enter(authorization, address);
  const body = await readJson(request, { maxBytes: maxBodyBytes });
  const admitted = operations.prepare(operationIn(body), { identity, requestId, address });
  const result = await operations.run(admitted);
  const events = Symbol.asyncIterator in result ? result : single(result);

  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.write(':\n\n');
  const leave = () => void events.return?.();
  const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_COMMENT_MS);
  const stopCheck = door.watch(authorization, leave);
  const forget = streams.add(leave);
  response.once('close', leave);
  if (response.destroyed) leave();
  try {
    for await (const event of events)
      // A reader that is slower than the events is waited for: the rest queues up, with a bound, in its subscription.
      if (!response.write(`event: next\ndata: ${JSON.stringify(event)}\n\n`) && !response.destroyed)
        await drained(response);
    response.end('event: complete\ndata:\n\n');
  } finally {
    clearInterval(keepAlive);
    stopCheck();
    forget();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

async function* single(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield result;
}

function operationIn(body: unknown): OperationRequest {
  const { query, operationName, variables } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  if (typeof query !== 'string') throw refusal('BAD_USER_INPUT', 'The body is JSON with a `query`.', { status: 400 });
  if (operationName != null && typeof operationName !== 'string')
    throw refusal('BAD_USER_INPUT', '`operationName` is a string.', { status: 400 });
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    throw refusal('BAD_USER_INPUT', '`variables` is an object.', { status: 400 });
  return { query, operationName, variables: variables as OperationRequest['variables'] };
}
