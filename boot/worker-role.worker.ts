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

/** It then has a third of what the thread that answers has, where both want all they can get. */
const NICER_BY = 5;
const NICEST = 19;

// Where both threads want a core, the one that answers has it first. On Linux a priority is the thread's own, and its children's: of other
// systems it would be the whole program's.
if (process.platform === 'linux') setPriority(Math.min(getPriority() + NICER_BY, NICEST));
enableCompileCache(COMPILED);
const config = loadConfig();
const log = createLogger({ level: config.log.level, name: 'malha' });
// Half of the time that the program has: what is left to stop after this thread stops too.
const lifecycle = new Lifecycle({ timeoutMs: config.lifecycle.stopTimeoutMs / 2, log });
parentPort?.on('message', () => void lifecycle.stop('the program stops').then(() => process.exit()));

// A fault ends the thread, and with it the program.
const { compose } = await import('./compose.ts');
await compose(config, (workerData as WorkerThreadData).engines, { roles: WORKING, lifecycle, log });
