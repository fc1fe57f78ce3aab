import { cacheExchange, Client, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSocket } from 'graphql-ws';
import { codeOf } from './failure.ts';
import type { LiveStateStore } from './live-state.ts';

const HTTP_URL = '/graphql';
const REFUSED = new Set([4401, 4403]);

export interface GraphOptions {
  /** The bearer token of the moment; null is anonymous. */
  token: () => string | null;
  onUnauthenticated: () => void;
  live: LiveStateStore;
}

/** Queries over fetch, subscriptions over one socket that reconnects for as long as something is followed. */
export function createGraph({ token, onUnauthenticated, live }: GraphOptions): Client {
  const authorization = () => {
    const value = token();
    return value === null ? {} : { authorization: `Bearer ${value}` };
  };
  const socket = createSocket({
    url: `${location.origin.replace(/^http/, 'ws')}${HTTP_URL}`,
    connectionParams: authorization,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (attempts) => pause(Math.min(500 * 2 ** attempts, 4_000) * (0.75 + Math.random() / 2)),
    // A gateway that restarts closes sockets in every way there is; only a refused token is final.
    shouldRetry: (closed) => !(closed instanceof CloseEvent && REFUSED.has(closed.code)),
    keepAlive: 20_000,
    on: {
      connecting: () => live.connecting(),
      connected: () => live.connected(),
      closed: (closed) => {
        const { code, wasClean } = closed as CloseEvent;
        live.closed({ wasClean: wasClean && code === 1000 });
        if (REFUSED.has(code)) onUnauthenticated();
      },
    },
  });
  return new Client({
    url: HTTP_URL,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: authorization() }),
    exchanges: [
      mapExchange({
        onError(error) {
          if (codeOf(error) === 'UNAUTHENTICATED') onUnauthenticated();
        },
      }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query, variables: variables as Record<string, unknown> }, sink as never),
          }),
        }),
      }),
    ],
  });
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
