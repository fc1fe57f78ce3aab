import type { ServerResponse } from 'node:http';
import { type MaskError, statusOf } from '../errors.ts';
import { RequestRefused } from '../operations/documents.ts';

export function sendJson(response: ServerResponse, status: number, body: object): void {
  sendText(response, status, JSON.stringify(body), 'application/json; charset=utf-8');
}

export function sendText(response: ServerResponse, status: number, text: string, contentType: string): void {
  response.statusCode = status;
  response.setHeader('content-type', contentType);
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}

/** Answers with errors in the GraphQL shape and the status that they ask for. */
export function sendErrors(
  response: ServerResponse,
  cause: unknown,
  { maskError, requestId }: { maskError: MaskError; requestId: string },
): void {
  const errors = cause instanceof RequestRefused ? cause.errors : [cause];
  const masked = errors.map((error) => maskError(error, requestId));
  const status = statusOf(errors[0]);
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  const retryAfterSeconds = masked[0]?.extensions?.['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') response.setHeader('retry-after', retryAfterSeconds);
  sendJson(response, status, { errors: masked });
}
