import type { IncomingMessage } from 'node:http';
import { refusal } from '../errors.ts';

/**
 * The JSON body of a request; undefined where its content type is not JSON.
 * @throws GraphQLError BAD_USER_INPUT with 413 for a body over `maxBytes`, 400 for one that is not JSON.
 */
export async function readJson(request: IncomingMessage, { maxBytes }: { maxBytes: number }): Promise<unknown> {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('BAD_USER_INPUT', 'The request body is not JSON.', { status: 400 });
  }
}

// By events: iterating over the stream costs several times as much, in every request.
function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      reject(tooLarge(maxBytes));
      request.removeAllListeners('data').resume();
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
  });
}

function tooLarge(maxBytes: number) {
  return refusal('BAD_USER_INPUT', `The request body is larger than ${maxBytes} bytes.`, { status: 413 });
}
