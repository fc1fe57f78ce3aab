import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-sse';
import { Pool } from 'undici';
import type { InternalIdentity } from '../../platform/auth/index.ts';
import { Unavailable } from './errors.ts';
import { postJson } from './http-post.ts';
import { IDENTITY_HEADER, REQUEST_ID_HEADER } from './http-server.ts';
import type { SubgraphRequest, SubgraphSource } from './request.ts';

/** The subgraph behind `url` (…/graphql), over a pool of kept-alive connections; the caller's identity travels signed. */
export function httpSource(
  name: string,
  url: string,
  { internalIdentity, connections = 16 }: { internalIdentity: InternalIdentity; connections?: number },
): SubgraphSource {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: 60_000 });

  function headersOf({ identity, requestId }: SubgraphRequest): Record<string, string> {
    return {
      'content-type': 'application/json',
      [IDENTITY_HEADER]: internalIdentity.sign(identity),
      [REQUEST_ID_HEADER]: requestId,
    };
  }

  return {
    name,
    async execute(request) {
      const { query, variables, operationName, signal } = request;
      try {
        const body = JSON.stringify({ query, variables, operationName });
        const { statusCode, text } = await postJson(pool, {
          path: pathname,
          headers: headersOf(request),
          body,
          signal,
        });
        // 401 is between the two of us, not the caller's: our keys differ, or our clocks.
        if (statusCode >= 500 || statusCode === 401)
          throw new Unavailable(`The ${name} subgraph failed (${statusCode}).`);
        return JSON.parse(text) as ExecutionResult;
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        // The cause names an internal address: it is for the log, not for the caller.
        throw Object.assign(new Unavailable(`The ${name} subgraph does not answer.`), { cause: error });
      }
    },
    subscribe(request) {
      const { query, variables, operationName } = request;
      const client = createClient({
        url: `${url}/stream`,
        headers: () => headersOf(request),
        retryAttempts: 10,
        singleConnection: false,
      });
      return Promise.resolve(
        closing(
          client.iterate({
            query,
            ...(variables && { variables }),
            ...(operationName && { operationName }),
          }) as AsyncIterableIterator<ExecutionResult>,
          () => client.dispose(),
        ),
      );
    },
    close: () => pool.close(),
  };
}

function closing<T>(events: AsyncIterableIterator<T>, onReturn: () => void): AsyncIterableIterator<T> {
  return {
    next: () => events.next(),
    async return() {
      // Disposing first ends a pending next(); the generator's own return() would wait behind it.
      onReturn();
      void events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
