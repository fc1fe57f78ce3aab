import 'reflect-metadata';
import { enableCompileCache } from 'node:module';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { loadConfig } from '../platform/config/index.ts';
import { Lifecycle } from '../platform/lifecycle/index.ts';
import { createLogger } from '../platform/log/index.ts';
import { WORKING } from './roles.ts';
import { COMPILED } from './root.ts';
import type { WorkerThreadData } from './worker-thread.ts';

/** This thread then has a third of what the thread that answers has, where both want all they can get. */
const NICER_BY = 5;
const NICEST = 19;

enableCompileCache(COMPILED);
const config = loadConfig();
const log = createLogger({ level: config.log.level, name: 'malha' });
yieldToAnswers();
// Half of the time that the program has: what is left to stop after this thread stops too.
const lifecycle = new Lifecycle({ timeoutMs: config.lifecycle.stopTimeoutMs / 2, log });
parentPort?.on('message', () => void lifecycle.stop('the program stops').then(() => process.exit()));

// A fault ends the thread, and with it the program.
const { compose } = await import('./compose.ts');
await compose(config, (workerData as WorkerThreadData).engines, { roles: WORKING, lifecycle, log });

/** On Linux a priority is the thread's own, and of the threads and processes that it starts; on other systems it would be the whole program's. */
function yieldToAnswers(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(getPriority() + NICER_BY, NICEST));
  } catch (error) {
    // A filter of system calls may forbid it; the work is done all the same.
    log.warn({ err: error }, 'the worker does not yield to answers');
  }
}
