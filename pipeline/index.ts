import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { Pool } from 'pg';
import { openPool } from '../platform/db/index.ts';
import type { Encoders } from '../platform/encoder/index.ts';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { ObjectStore } from '../platform/objects/index.ts';
import { newProcessName } from '../platform/processes/index.ts';
import type { Workflows } from '../subgraphs/models/index.ts';
import { AtWork } from './at-work.ts';
import { createClient, launchExecutor, migrateEngine, stopExecutor } from './engine.ts';
import type { Faces } from './faces.ts';
import { giveUp } from './lost-decisions.ts';
import type { Patience } from './outage.ts';
import { createStepRunner, type OnStep } from './step.ts';
import { createTakeoverTables, type Heartbeat, Takeover } from './takeover.ts';
import { workflowsOver } from './workflows.ts';

export interface PipelineOptions {
  databaseUrl: string;
  objects: ObjectStore;
  encoders: Pick<Encoders, 'root'>;
  lifecycle: Lifecycle;
  log: Logger;
  heartbeat?: Heartbeat;
  onStep?: OnStep;
  /** How long a step waits for a database that is away. */
  patience?: Patience;
}

export interface Pipeline {
  /** What models asks of the engine; usable in processes that run no workflow. */
  readonly workflows: Workflows;
  /** Starts this process's executor: it takes workflows off the queues, and over from executors that died. Once a process. */
  start(faces: Faces): Promise<void>;
}

/** Opens nothing before the first use. What is cut off when the lifecycle stops is left to another executor, or to the next start. */
export function createPipeline({
  databaseUrl,
  objects,
  encoders,
  lifecycle,
  log,
  heartbeat,
  onStep,
  patience,
}: PipelineOptions): Pipeline {
  const pool = openPool({ connectionString: databaseUrl, max: 10, application_name: 'malha workflows' }, log);
  lifecycle.onStop('workflow connections', () => pool.end());
  let opened: Promise<DBOSClient> | undefined;
  const client = () => (opened ??= createClient({ pool, databaseUrl, log }));

  return {
    workflows: workflowsOver(client),
    async start(faces) {
      const executorId = newProcessName();
      const context = { ...faces, objects, encoders, log };
      const atWork = new AtWork();
      const takeover = new Takeover({
        pool,
        executorId,
        log,
        heartbeat,
        atWork,
        onGivenUp: (workflowId) => giveUp(context, workflowId),
      });
      await takeover.beat();
      const step = createStepRunner({
        stopping: lifecycle.signal,
        onStep,
        isAnswering: () => answers(pool),
        log,
        patience,
      });
      await launchExecutor({
        pool,
        client: await client(),
        executorId,
        context,
        step,
        atWork,
        stopping: lifecycle.signal,
      });
      takeover.start();
      lifecycle.onStop('workflow executor', async () => {
        // Gone first, said so second: what still runs here must not run elsewhere too.
        await stopExecutor();
        await takeover.stop();
      });
    },
  };
}

async function answers(pool: Pick<Pool, 'query'>): Promise<boolean> {
  try {
    await pool.query('select 1');
    return true;
  } catch {
    return false;
  }
}

/** Makes the engine's tables, once, however many processes start together. */
export async function migratePipeline({ databaseUrl }: { databaseUrl: string }): Promise<void> {
  await migrateEngine(databaseUrl, createTakeoverTables);
}
