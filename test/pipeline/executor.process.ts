// An executor in a process of its own, for tests that kill it. Says on stdout, a line of JSON each, what it does; kills itself where told.
import 'reflect-metadata';
import { writeSync } from 'node:fs';
import { createLogger } from '../../platform/log/index.ts';
import { createObjectStore } from '../../platform/objects/index.ts';
import { openLoop } from './loop-of-two.ts';
import { libraryExamples } from './small-assistant.ts';

/** What the test tells it, in the environment as JSON. */
export interface ExecutorTask {
  databaseUrl: string;
  aws: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  bucket: string;
  /** Dies, as by kill -9, at the end of this step's work, before the engine has remembered it. A trial's step is `trial-1: judge`. */
  diesIn: string | null;
  /** How many times over there is something to learn: more takes longer. */
  copies: number;
}

const task = JSON.parse(process.env['EXECUTOR_TASK'] ?? '') as ExecutorTask;
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

const loop = await openLoop({
  databaseUrl: task.databaseUrl,
  objects: await createObjectStore({ connection: task.aws, bucket: task.bucket }),
  taught: { examples: libraryExamples(task.copies), labels: [] },
  log: createLogger({ level: 'error', name: 'executor' }),
  heartbeat: { beatMs: 100, deadAfterMs: 400 },
  onStep({ workflowId, name, phase }) {
    // The clock's own workflow, which may strike in any minute, is no part of a run.
    if (!workflowId.startsWith('run_')) return;
    const trial = /-(trial-.*)$/.exec(workflowId)?.[1];
    const step = trial ? `${trial}: ${name}` : name;
    say({ step, phase });
    if (phase === 'end' && step === task.diesIn) process.kill(process.pid, 'SIGKILL');
  },
});
process.once('SIGTERM', () => void loop.lifecycle.stop('told to').then(() => process.exit(0)));
await loop.startExecutor();
say({ ready: true });
