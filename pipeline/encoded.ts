import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import type { Model } from '../nlu/index.ts';
import type { EncodeReply, EncodeRequest } from './thread.ts';

interface Spoken {
  readonly utterance: string;
}
type Encoded<T> = T & { readonly vector?: Float32Array };

/** Texts of one request: each is a round through two processes, and one that lasts would keep back whoever cancels. */
const AT_ONCE = 256;

/** In a thread: examples, or turns, with what the encoder makes of each beside them, and the encoder as it was found. */
export async function encoded<T extends Spoken>(
  spoken: readonly T[],
  wanted: EncodeRequest['encoder'],
): Promise<{ rows: Encoded<T>[]; encoder: EncodeReply['encoder'] }> {
  const rows: Encoded<T>[] = [];
  let found: EncodeReply['encoder'] | undefined;
  while (!found || rows.length < spoken.length) {
    const some = spoken.slice(rows.length, rows.length + AT_ONCE);
    const { encoder, vectors } = await ask({
      kind: 'encode',
      encoder: wanted,
      texts: some.map(({ utterance }) => utterance),
    });
    found = encoder;
    for (const [i, vector] of vectors.entries()) rows.push({ ...some[i]!, vector });
  }
  return { rows, encoder: found };
}

/** The same as the model reads them. */
export async function encodedFor<T extends Spoken>(
  { encoder }: Model,
  spoken: readonly T[],
): Promise<readonly Encoded<T>[]> {
  if (!encoder) return spoken;
  return (await encoded(spoken, { name: encoder.name, sha256: encoder.sha256 })).rows;
}

/** Whatever refuses ends the thread from outside. */
async function ask(request: EncodeRequest): Promise<EncodeReply> {
  if (!parentPort) throw new Error('only a thread asks for vectors');
  const reply = once(parentPort, 'message');
  parentPort.postMessage(request, []);
  const [message] = (await reply) as [EncodeReply];
  return message;
}
