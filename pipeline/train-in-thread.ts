import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TrainingProgress } from '../nlu/index.ts';
import { PermanentFailure } from './faces.ts';
import type { TrainingMessage, TrainingTask } from './train.worker.ts';

const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/**
 * Trains in a worker thread and gives the artefact's bytes. `onProgress` may be asynchronous; its rejection ends the training.
 * @throws PermanentFailure where the examples cannot be learned from; the signal's reason when it aborts, with the thread gone.
 */
export async function trainInThread(
  task: TrainingTask,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal | undefined; onProgress: (progress: TrainingProgress) => Promise<void> },
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(`./train.worker${EXTENSION}`, import.meta.url), { workerData: task, execArgv: [] });
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.on('message', (message: TrainingMessage) => {
        if (message.kind === 'trained') resolve(message.bytes);
        else if (message.kind === 'refused') reject(new PermanentFailure(message.message));
        else onProgress(message.progress).catch(reject);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the training thread ended with ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
}
