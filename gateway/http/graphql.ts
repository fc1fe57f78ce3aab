import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { Caller } from '../caller.ts';
import type { ClientAddress } from '../client-address.ts';
import type { OperationContext } from '../context.ts';
import type { Door } from '../door.ts';
import { checkText, type TextLimits } from '../operations/documents.ts';
import { readJson } from './body.ts';
import { sendText } from './respond.ts';

/** The headers that Apollo Server reads: content negotiation and its prevention of cross-site request forgery. */
const APOLLO_HEADERS = ['accept', 'content-type', 'x-apollo-operation-name', 'apollo-require-preflight'];

/** Queries and mutations over plain HTTP. Rejects with what `sendErrors` answers. */
export async function answerGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  {
    server,
    door,
    addressOf,
    requestId,
    maxBodyBytes,
    textLimits,
  }: {
    server: ApolloServer<OperationContext>;
    door: Door;
    addressOf: ClientAddress;
    requestId: string;
    maxBodyBytes: number;
    textLimits: TextLimits;
  },
): Promise<void> {
  const { method = 'GET', url = '', headers: given } = request;
  const address = addressOf(request);
  const identity = await door.enter(given.authorization, address);
  const body = method === 'POST' ? await readJson(request, { maxBytes: maxBodyBytes }) : undefined;
  const headers = new HeaderMap();
  for (const name of APOLLO_HEADERS) {
    const value = given[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const caller = new Caller();
  response.once('close', () => {
    if (!response.writableFinished) caller.leave();
  });
  const queryAt = url.indexOf('?');
  const search = queryAt < 0 ? '' : url.slice(queryAt);
  // Here and not in Apollo's pipeline: its hooks before the parser can only fail, not refuse.
  checkText(textOf(body, search), textLimits);
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search, body },
    context: () => Promise.resolve({ identity, requestId, address, caller }),
  });
  if (answer.body.kind !== 'complete') throw new Error('Apollo Gateway does not answer incrementally');
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  sendText(
    response,
    answer.status ?? 200,
    answer.body.string,
    answer.headers.get('content-type') ?? 'application/json',
  );
}

function textOf(body: unknown, search: string): string {
  if (body === undefined) return new URLSearchParams(search).get('query') ?? '';
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  return typeof query === 'string' ? query : '';
}
