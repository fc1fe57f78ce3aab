import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { PermanentFailure } from './faces.ts';

/** What a thread says: news on the way, and last its result or why there is none. */
export type ThreadMessage<TResult, TNews = never> =
  | { kind: 'news'; news: TNews }
  | { kind: 'done'; result: TResult }
  | { kind: 'refused'; message: string };

export interface ThreadOptions<TNews> {
  signal: AbortSignal;
  onNews?: (news: TNews) => void;
}

// Source runs as it is, by Node's own type stripping; what is built is JavaScript.
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/**
 * Runs `<name>.worker` on the task in a thread of its own, so that this process goes on answering; the thread is gone afterwards.
 * @throws PermanentFailure where the thread refuses the task; the signal's reason when it aborts.
 */
export async function runInThread<TResult, TNews = never>(
  name: 'train' | 'trial' | 'evaluate',
  task: object,
  { signal, onNews }: ThreadOptions<TNews>,
): Promise<TResult> {
  signal.throwIfAborted();
  const worker = new Worker(new URL(`./${name}.worker${EXTENSION}`, import.meta.url), {
    workerData: task,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<TResult>();
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  worker.on('message', (message: ThreadMessage<TResult, TNews>) => {
    if (message.kind === 'done') resolve(message.result);
    else if (message.kind === 'refused') reject(new PermanentFailure(message.message));
    else onNews?.(message.news);
  });
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the ${name} thread ended with ${code}`)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
