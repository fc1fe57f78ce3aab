import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode, type ServerOptions } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { ClientAddress } from './client-address.ts';
import type { Door } from './door.ts';
import { type MaskError, refusal } from './errors.ts';
import type { GatewayLimits } from './limits.ts';
import { RequestRefused } from './operations/documents.ts';
import type { AdmittedOperation, GraphOperations } from './operations/graph-operations.ts';
import { requestIdOf } from './request-id.ts';
import type { Seats } from './seats.ts';

export interface SocketOptions {
  operations: GraphOperations;
  door: Door;
  addressOf: ClientAddress;
  maskError: MaskError;
  seats: Seats;
  limits: GatewayLimits;
}

const CLOSE_HANDSHAKE_MS = 1_000;
/** When an address with too many sockets may look again: others of it have to leave first. */
const RETRY_AFTER_SECONDS = 10;

interface ConnectionExtra extends Record<PropertyKey, unknown> {
  authorization?: string | undefined;
  stopWatch?: () => void;
}
type Connection = Parameters<
  NonNullable<ServerOptions<Record<string, unknown>, Extra & ConnectionExtra>['onConnect']>
>[0];

/**
 * Operations of every kind over WebSockets at /graphql (protocol graphql-transport-ws). The caller's token comes with
 * `connection_init` as `authorization`, or as the header of the same name; an invalid one closes the socket with 4403, one that expires with 4401.
 * Returns how to end all sockets.
 */
export function serveSockets(
  http: Server,
  { operations, door, addressOf, maskError, seats, limits }: SocketOptions,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.maxBodyBytes });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node leaves an upgrading socket without a listener for errors, and one that is reset would end the process.
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?', 1)[0] !== '/graphql') {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    const leave = seats.socket(addressOf(request));
    if (!leave) {
      socket.end(`HTTP/1.1 429 Too Many Requests\r\nretry-after: ${RETRY_AFTER_SECONDS}\r\nconnection: close\r\n\r\n`);
      return;
    }
    socket.once('close', leave);
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });

  async function onConnect({ extra, connectionParams }: Connection): Promise<boolean> {
    const given = connectionParams?.['authorization'] ?? extra.request.headers.authorization;
    if (given !== undefined && typeof given !== 'string') return false;
    try {
      await door.identify(given, addressOf(extra.request));
    } catch (error) {
      if (maskError(error, requestIdOf(undefined)).extensions?.['code'] === 'INTERNAL')
        extra.socket.close(CloseCode.InternalServerError, 'Internal server error');
      return false;
    }
    extra.authorization = given;
    extra.stopWatch = door.watch(given, () => extra.socket.close(CloseCode.Unauthorized, 'Unauthorized'));
    return true;
  }

  // The library would close the whole socket, with the error's message as the reason.
  const run = (admitted: AdmittedOperation) =>
    operations
      .run(admitted)
      .catch((error: unknown) => ({ errors: [asGraphQLError(maskError(error, admitted.context.requestId))] }));

  const { dispose } = useServer<Record<string, unknown>, ConnectionExtra>(
    {
      connectionInitWaitTimeout: 10_000,
      onConnect,
      onClose: ({ extra }) => extra.stopWatch?.(),
      async onSubscribe({ extra, subscriptions }, _id, { query, operationName, variables }) {
        const requestId = requestIdOf(undefined);
        try {
          if (Object.keys(subscriptions).length > limits.maxOperationsPerSocket)
            throw refusal('RATE_LIMITED', `One socket carries at most ${limits.maxOperationsPerSocket} operations.`, {
              status: 429,
            });
          const address = addressOf(extra.request);
          const identity = await door.enter(extra.authorization, address);
          return argumentsOf(operations.prepare({ query, operationName, variables }, { identity, requestId, address }));
        } catch (error) {
          const causes = error instanceof RequestRefused ? error.errors : [error];
          return causes.map((cause) => asGraphQLError(maskError(cause, requestId)));
        }
      },
      execute: ({ contextValue }) => run(contextValue as AdmittedOperation),
      subscribe: ({ contextValue }) => run(contextValue as AdmittedOperation),
      // Both are masked already; the library would call toJSON() on what is plain by now.
      onNext: (_context, _id, _payload, _arguments, result) => result as FormattedExecutionResult,
    },
    sockets,
  );
  return async () => {
    // A client that is gone without a word would hold up the closing handshake for half a minute.
    const impatience = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, CLOSE_HANDSHAKE_MS);
    await dispose();
    clearTimeout(impatience);
  };
}

/** graphql-ws chooses between `execute` and `subscribe` by the document; both run the admitted operation. */
function argumentsOf(admitted: AdmittedOperation): ExecutionArgs {
  const { schema, document, operationName, variables } = admitted;
  return { schema, document, operationName, variableValues: variables, contextValue: admitted };
}

function asGraphQLError({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}
