import type { IncomingMessage } from 'node:http';
import { refusal } from '../errors.ts';

/**
 * The JSON body of a request; undefined where its content type is not JSON.
 * @throws GraphQLError BAD_USER_INPUT with 413 for a body over `maxBytes`, 400 for one that is not JSON.
 */
export async function readJson(request: IncomingMessage, { maxBytes }: { maxBytes: number }): Promise<unknown> {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  try {
    return JSON.parse((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8'));
  } catch {
    throw refusal('BAD_USER_INPUT', 'The request body is not JSON.', { status: 400 });
  }
}

function tooLarge(maxBytes: number) {
  return refusal('BAD_USER_INPUT', `The request body is larger than ${maxBytes} bytes.`, { status: 413 });
}
