import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import { Pool } from 'pg';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { ObjectStore } from '../platform/objects/index.ts';
import type { Workflows } from '../subgraphs/models/index.ts';
import { createClient, launchExecutor, migrateEngine, stopExecutor } from './engine.ts';
import type { Faces } from './faces.ts';
import { createTakeoverTables, startTakeover } from './takeover.ts';
import { workflowsOver } from './workflows.ts';

export type { Faces } from './faces.ts';

export interface Pipeline {
  /** What models asks of the engine; usable in processes that run no workflow. */
  readonly workflows: Workflows;
  /** Starts this process's executor: it takes workflows off the queues, and over from executors that died. Once a process. */
  start(faces: Faces): Promise<void>;
}

/** Opens nothing before the first use. */
export function createPipeline({
  databaseUrl,
  objects,
  lifecycle,
  log,
}: {
  databaseUrl: string;
  objects: ObjectStore;
  lifecycle: Lifecycle;
  log: Logger;
}): Pipeline {
  const pool = new Pool({ connectionString: databaseUrl, max: 10, application_name: 'malha workflows' });
  // A connection lost while idle; the pool replaces it, and without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'workflow connection lost'));
  lifecycle.onStop('workflow connections', () => pool.end());
  let client: Promise<DBOSClient> | undefined;

  return {
    workflows: workflowsOver(() => (client ??= createClient(pool, databaseUrl))),
    async start(faces) {
      const executorId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
      await launchExecutor({ pool, executorId, context: { ...faces, objects, log } });
      lifecycle.onStop('workflow executor', stopExecutor);
      const stopTakeover = await startTakeover({
        pool,
        executorId,
        log,
        onGivenUp: (workflowId) =>
          faces.models.recorder.fail(workflowId, 'The run brought down every process that tried it.'),
      });
      lifecycle.onStop('workflow takeover', stopTakeover);
    },
  };
}

/** Makes the engine's tables, once, however many processes start together. */
export async function migratePipeline(options: { databaseUrl: string }): Promise<void> {
  await migrateEngine(options, createTakeoverTables);
}
