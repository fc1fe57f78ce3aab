import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface GraphResult {
  status: number;
  data: Record<string, unknown> | null | undefined;
  errors:
    | { message: string; path?: (string | number)[]; extensions?: { code?: string; requestId?: string } }[]
    | undefined;
  headers: Headers;
}

/** The public graph as a stranger uses it. */
export interface TestGraph {
  /** Sends one operation and returns all of the answer. */
  send(query: string, variables?: Record<string, unknown>): Promise<GraphResult>;
  /** The data of an operation that must succeed. */
  data<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** Events of a subscription over graphql-ws until the iterator is returned or the server completes. */
  subscribe<T>(query: string, variables?: Record<string, unknown>): AsyncIterableIterator<T>;
}

export function connectGraph(url: string, token: string | null): TestGraph {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  async function send(query: string, variables: Record<string, unknown> = {}): Promise<GraphResult> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as GraphResult;
    return { status: response.status, data, errors, headers: response.headers };
  }
  return {
    send,
    async data<T>(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await send(query, variables);
      if (errors || !data) throw new Error(`the graph refused: ${JSON.stringify(errors)}`);
      return data as T;
    },
    async *subscribe<T>(query: string, variables: Record<string, unknown> = {}) {
      const client = createClient({
        url: `${url.replace(/^http/, 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: authorization,
        retryAttempts: 5,
      });
      try {
        for await (const event of client.iterate<T>({ query, variables })) {
          if (event.errors) throw new Error(`the graph refused: ${JSON.stringify(event.errors)}`);
          yield event.data as T;
        }
      } finally {
        await client.dispose();
      }
    },
  };
}
