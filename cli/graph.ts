import { setTimeout as sleep } from 'node:timers/promises';
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
  /** The same, and again for some seconds while what hinders it may pass: for queries, and for mutations with an idempotency key. */
  requestAgain<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** Events until the server completes the stream, the connection breaks (it rejects) or `signal` aborts. `return()` unsubscribes. */
  subscribe<T>(query: string, variables: Record<string, unknown>, signal: AbortSignal): AsyncIterableIterator<T>;
}

const REQUEST_TIMEOUT_MS = 60_000;
const PAUSES_MS = [250, 500, 1_000, 2_000];
const PASSING_CODES = new Set(['UNREACHABLE', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNEXPECTED_ANSWER']);

/** True for a failure of the connection, or of Malha for a while: the same again may succeed. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof CliError) || PASSING_CODES.has(error.code);
}

export function connect(connection: Connection): Graph {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(connection.token && { authorization: `Bearer ${connection.token}` }),
  };
  async function request<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { status, answer } = await post(connection.url, headers, { query, variables });
    refuse(answer, status);
    return answer.data as T;
  }
  return {
    connection,
    request,
    async requestAgain<T>(query: string, variables?: Record<string, unknown>) {
      for (const pauseMs of PAUSES_MS)
        try {
          return await request<T>(query, variables);
        } catch (error) {
          if (!mayPass(error)) throw error;
          await sleep(pauseMs);
        }
      return request<T>(query, variables);
    },
    async *subscribe<T>(query: string, variables: Record<string, unknown>, signal: AbortSignal) {
      const client = createClient({
        url: `${connection.url}/graphql/stream`,
        headers: () => headers,
        // Who follows a run subscribes anew, and first looks where it stands.
        retryAttempts: 0,
        abortControllerImpl: AbortController,
      });
      const dispose = () => client.dispose();
      signal.addEventListener('abort', dispose, { once: true });
      try {
        for await (const event of client.iterate({ query, variables })) {
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

/** @throws CliError UNREACHABLE where no answer comes, or half of one. */
async function post(
  url: string,
  headers: Record<string, string>,
  body: object,
): Promise<{ status: number; answer: GraphAnswer }> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, answer: parsed(text) };
  } catch (error) {
    throw new CliError('UNREACHABLE', `${url} does not answer (${causeOf(error)}). Is Malha running? Set MALHA_URL.`);
  }
}

function parsed(text: string): GraphAnswer {
  try {
    return JSON.parse(text) as GraphAnswer;
  } catch {
    return {};
  }
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
