import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** As long as between the attempts of a step: what ended the encoder's process, want of memory say, may have passed by then. */
const WAITS_AFTER_DEATH_MS = [500, 1_500, 4_500];

/**
 * Runs `<name>.worker` on the task in a thread of its own, so that this process goes on answering; the thread is gone afterwards, and the
 * encoders that it has asked, each in a process of its own, are with it.
 * @throws PermanentFailure where the thread refuses the task or an encoder cannot be used, or dies each time; the signal's reason when it aborts.
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
  const over = new AbortController();
  const encode = async ({ encoder: { name: wanted, sha256 }, texts }: EncodeRequest) => {
    try {
      const reply = await outliving(async (): Promise<EncodeReply> => {
        const encoder = await encoders.open(wanted, sha256);
        const vectors = await encoder.encodeAll(texts);
        return { encoder: { name: encoder.name, sha256: encoder.sha256 }, vectors };
      }, over.signal);
      worker.postMessage(reply, []);
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
    over.abort();
    encoders.close();
    await worker.terminate();
  }
}

/** Does the work again where the encoder's process dies of it: the next call starts another, and what the thread has done so far is kept. */
async function outliving<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const waitMs of WAITS_AFTER_DEATH_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EncoderUnavailable) || error.code !== 'ENCODER_DIED') throw error;
    }
    await sleep(waitMs, undefined, { signal });
  }
  return work();
}
