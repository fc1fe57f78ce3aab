import { createClient, type FormattedExecutionResult } from 'graphql-ws';
import type { GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';

/** The first answer to an operation of any kind over graphql-ws, with its errors; a socket that does not answer rejects. */
export async function overSocket(url: string, token: string | null, query: string): Promise<FormattedExecutionResult> {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  try {
    const { value, done } = await client.iterate({ query }).next();
    if (done) throw new Error('the operation ended without an answer');
    return value as FormattedExecutionResult;
  } catch (error) {
    // An operation that is refused before it begins is answered with an `error` message, which the client throws.
    if (!Array.isArray(error)) throw error;
    return { errors: error as GraphQLFormattedError[] };
  } finally {
    await client.dispose();
  }
}
