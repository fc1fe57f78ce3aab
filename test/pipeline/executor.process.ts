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
  /** Begins the ids of the workflows that it speaks of. The clock's own, which may strike in any minute, is none of them. */
  follows: string;
  /** Dies, as by kill -9, in this step, a trial's being `trial-1: judge`… */
  diesIn: string | null;
  /** …before its work, or after it and before the engine has remembered it. */
  diesAt: 'begin' | 'end';
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
  heartbeat: { beatMs: 100, deadAfterMs: 1_500 },
  onStep({ workflowId, name, phase }) {
    if (!workflowId.startsWith(task.follows)) return;
    const trial = /-(trial-.*)$/.exec(workflowId)?.[1];
    const step = trial ? `${trial}: ${name}` : name;
    say({ step, phase });
    if (phase === task.diesAt && step === task.diesIn) process.kill(process.pid, 'SIGKILL');
  },
});
process.once('SIGTERM', () => void loop.lifecycle.stop('told to').then(() => process.exit(0)));
await loop.startExecutor();
say({ ready: true });
