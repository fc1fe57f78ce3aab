import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../platform/log/index.ts';
import { isTransportCode, type TransportCode } from '../subgraphs/kit/index.ts';

/** Codes of graphql-js and Apollo that mean: the request itself is wrong. Their messages speak of the request alone. */
const REQUEST_IS_WRONG = new Set([
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'MAX_RECURSIVE_SELECTIONS_EXCEEDED',
]);

/** Turns any error into what a caller may see. */
export type MaskError = (error: unknown, requestId: string) => GraphQLFormattedError;

/** An error that the gateway itself answers with; `status` is the HTTP status where the answer is HTTP. */
export function refusal(
  code: TransportCode | 'NOT_FOUND',
  message: string,
  { status, retryAfterSeconds }: { status: number; retryAfterSeconds?: number },
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status }, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
  });
}

/** The HTTP status that an error asks for; 500 where it asks for none. */
export function statusOf(error: unknown): number {
  const http =
    error instanceof GraphQLError ? (error.extensions['http'] as { status?: number } | undefined) : undefined;
  return http?.status ?? 500;
}

/**
 * The one place where errors are masked, for HTTP, sockets and streams alike: what is expected keeps its code and message,
 * everything else becomes INTERNAL and is logged with the request's id. What a subgraph masked, it has also logged.
 */
export function createErrorMask(log: Logger): MaskError {
  return (error, requestId) => {
    const { code, message } = publicPart(error);
    if (code === 'INTERNAL' && !isFromSubgraph(error))
      log.error({ err: error, requestId }, 'request failed in the gateway');
    const { locations, path } = error instanceof GraphQLError ? error.toJSON() : {};
    const retryAfterSeconds = error instanceof GraphQLError ? error.extensions['retryAfterSeconds'] : undefined;
    return {
      message,
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code, requestId, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
    };
  };
}

function publicPart(error: unknown): { code: string; message: string } {
  const internal = { code: 'INTERNAL', message: 'Something went wrong on our side.' };
  if (!(error instanceof GraphQLError)) return internal;
  const { code } = error.extensions;
  if (typeof code !== 'string' || code === 'INTERNAL') return internal;
  if (REQUEST_IS_WRONG.has(code)) return { code: 'BAD_USER_INPUT', message: error.message };
  if (isTransportCode(code) || code === 'NOT_FOUND') return { code, message: error.message };
  // A room's own code (NOT_FOUND, …): rooms mask before they answer, so their message is meant for callers.
  return isFromSubgraph(error) && code !== 'DOWNSTREAM_SERVICE_ERROR' ? { code, message: error.message } : internal;
}

function isFromSubgraph(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions['serviceName'] !== undefined;
}
