import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Engines } from './engines.ts';

/** What the thread is given to begin with; any message afterwards tells it to stop. */
export interface WorkerThreadData {
  readonly engines: Engines;
}

// `npm run dev` runs the source, compiled as it is loaded; a build is JavaScript.
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

/**
 * The worker role as a thread beside the one that answers, so that no reply waits for messages that are moved, versions that are trained or
 * figures that are counted. It opens its own connections: what both see is in the database, as between processes. It works until
 * `lifecycle` stops: told at once, so that both threads stop side by side, and waited for in its turn.
 * @returns a promise that only ever rejects, with the fault by which the thread ended.
 */
export function startWorkerThread(engines: Engines, lifecycle: Lifecycle): Promise<never> {
  // Told to stop while the rest was being made: there is nothing to work for.
  if (lifecycle.signal.aborted) return new Promise(() => undefined);
  const workerData: WorkerThreadData = { engines };
  const thread = new Worker(new URL(`./worker-role.worker${EXTENSION}`, import.meta.url), { workerData });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  lifecycle.signal.addEventListener('abort', () => thread.postMessage('stop', []), { once: true });
  lifecycle.onStop('worker thread', () => ended);
  return new Promise((_resolve, reject) => {
    thread.once('error', reject);
    // Without the thread the program answers and never learns: no other end than the one asked for will do.
    thread.once('exit', (code) => !lifecycle.signal.aborted && reject(new Error(`the worker ended with ${code}`)));
  });
}
