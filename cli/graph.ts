import { createClient } from 'graphql-sse';
import type { Connection } from './environment.ts';
import { CliError } from './errors.ts';

interface GraphError {
  message: string;
  extensions?: { code?: string; requestId?: string };
}
interface GraphAnswer {
  data?: unknown;
  errors?: readonly GraphError[];
}

/** The graph as the CLI uses it: one request, one answer; or a stream of events. */
export interface Graph {
  readonly connection: Connection;
  /** @throws CliError with the graph's code, or UNREACHABLE. */
  request<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** Events until the server completes the stream; reconnects by itself. `return()` unsubscribes. */
  subscribe<T>(query: string, variables: () => Record<string, unknown>, signal: AbortSignal): AsyncIterableIterator<T>;
}

export function connect(connection: Connection): Graph {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(connection.token && { authorization: `Bearer ${connection.token}` }),
  };
  return {
    connection,
    async request<T>(query: string, variables: Record<string, unknown> = {}) {
      const response = await fetch(`${connection.url}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      }).catch((error: unknown) => {
        throw new CliError(
          'UNREACHABLE',
          `${connection.url} does not answer (${causeOf(error)}). Is Malha running? Set MALHA_URL.`,
        );
      });
      const answer = (await response.json().catch(() => ({}))) as GraphAnswer;
      refuse(answer, response.status);
      return answer.data as T;
    },
    async *subscribe<T>(query: string, variables: () => Record<string, unknown>, signal: AbortSignal) {
      const client = createClient({
        url: `${connection.url}/graphql/stream`,
        headers: () => headers,
        retryAttempts: 20,
        abortControllerImpl: AbortController,
      });
      const dispose = () => client.dispose();
      signal.addEventListener('abort', dispose, { once: true });
      try {
        for await (const event of client.iterate({ query, variables: variables() })) {
          refuse(event, 200);
          yield event.data as T;
        }
      } finally {
        signal.removeEventListener('abort', dispose);
        dispose();
      }
    },
  };
}

/** Stops with the first error of a mutation's payload. */
export function refuseUserErrors(errors: readonly { code: string; message: string }[]): void {
  const error = errors[0];
  if (error) throw new CliError(error.code, error.message);
}

function refuse(answer: GraphAnswer, status: number): void {
  const error = answer.errors?.[0];
  if (!error && answer.data !== undefined) return;
  if (!error) throw new CliError('UNEXPECTED_ANSWER', `The gateway answered HTTP ${status} without a GraphQL result.`);
  const { code = 'UNKNOWN', requestId } = error.extensions ?? {};
  throw new CliError(code, requestId ? `${error.message} (request ${requestId})` : error.message);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? ('code' in cause && String(cause.code)) || cause.message : String(cause);
}
