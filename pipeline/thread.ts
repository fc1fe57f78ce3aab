import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { encodersIn, EncoderUnavailable } from '../platform/encoder/index.ts';
import { PermanentFailure } from './faces.ts';

/** What a thread says: news on the way, texts that it wants encoded, and last its result or why there is none. */
export type ThreadMessage<TResult, TNews = never> =
  | { kind: 'news'; news: TNews }
  | EncodeRequest
  | { kind: 'done'; result: TResult }
  | { kind: 'refused'; message: string };

/** Asks for the texts' vectors by an encoder of this machine: by those very files where `sha256` is given. */
export interface EncodeRequest {
  kind: 'encode';
  encoder: { name: string; sha256?: string };
  texts: string[];
}
/** The vectors in the order of the texts, and the encoder as it was found. */
export interface EncodeReply {
  encoder: { name: string; sha256: string };
  vectors: Float32Array[];
}

export interface ThreadOptions<TNews> {
  signal: AbortSignal;
  /** The folder of the encoders that the thread may ask. */
  encodersRoot?: string | undefined;
  onNews?: (news: TNews) => void;
}

// Source runs as it is, by Node's own type stripping; what is built is JavaScript.
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/**
 * Runs `<name>.worker` on the task in a thread of its own, so that this process goes on answering; the thread is gone afterwards, and the
 * encoders that it has asked, each in a process of its own, are with it.
 * @throws PermanentFailure where the thread refuses the task or an encoder cannot be used; the signal's reason when it aborts.
 */
export async function runInThread<TResult, TNews = never>(
  name: 'train' | 'trial' | 'evaluate',
  task: object,
  { signal, encodersRoot, onNews }: ThreadOptions<TNews>,
): Promise<TResult> {
  signal.throwIfAborted();
  const worker = new Worker(new URL(`./${name}.worker${EXTENSION}`, import.meta.url), {
    workerData: task,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<TResult>();
  const encoders = encodersIn(encodersRoot);
  const abort = () => reject(signal.reason as Error);
  const encode = async ({ encoder: { name: wanted, sha256 }, texts }: EncodeRequest) => {
    try {
      const encoder = await encoders.open(wanted, sha256);
      const vectors = await encoder.encodeAll(texts);
      worker.postMessage(
        { encoder: { name: encoder.name, sha256: encoder.sha256 }, vectors } satisfies EncodeReply,
        [],
      );
    } catch (error) {
      reject(error instanceof EncoderUnavailable ? new PermanentFailure(`${error.code}: ${error.message}`) : error);
    }
  };
  signal.addEventListener('abort', abort, { once: true });
  worker.on('message', (message: ThreadMessage<TResult, TNews>) => {
    if (message.kind === 'done') resolve(message.result);
    else if (message.kind === 'refused') reject(new PermanentFailure(message.message));
    else if (message.kind === 'encode') void encode(message);
    else onNews?.(message.news);
  });
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the ${name} thread ended with ${code}`)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    encoders.close();
    await worker.terminate();
  }
}
