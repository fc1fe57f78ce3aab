import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { deploy } from './deploy.ts';
import { PermanentFailure, type StepContext } from './faces.ts';
import { refresh } from './refresh.ts';
import { retrain } from './retrain.ts';

/** Runs one step of a workflow: once, remembered, tried again after a passing fault. The signal aborts when the workflow is cancelled. */
export type StepRunner = <T>(name: string, work: (signal: AbortSignal | undefined) => Promise<T>) => Promise<T>;

export const APPLICATION = 'malha';
/**
 * One for ever: an executor of another version would never take a workflow over, and approvals outlive releases.
 * A change of a workflow's order of steps goes behind `DBOS.patch`.
 */
export const APPLICATION_VERSION = 'malha';
export const QUEUES = { retrain: 'retrain', deploy: 'deploy' } as const;
export const WORKFLOWS = { retrain: 'retrain', deploy: 'deploy', refresh: 'refresh', tick: 'tick' } as const;

const RUNS_SIDE_BY_SIDE = 2;
const DEPLOYS_SIDE_BY_SIDE = 50;
const MIGRATION_LOCK = 7_003;
const LOCK_POLL_MS = 50;
const POLLING_MS = 100;

/** Makes DBOS's tables. Its own migrations do not survive being run by two processes at once, so the lock is ours. */
export async function migrateEngine(
  { databaseUrl }: { databaseUrl: string },
  createOwnTables: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Asked for again and again, not waited for: a session that waits in a statement holds a snapshot, and DBOS builds indexes
    // concurrently, which waits for all snapshots to end.
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1::bigint) as taken', [
        MIGRATION_LOCK,
      ]);
      if (rows[0]?.taken) break;
      await sleep(LOCK_POLL_MS);
    }
    await DBOS.migrate(databaseUrl);
    await createOwnTables(client);
  } finally {
    await client.end();
  }
}

/** Once per workflow; a passing fault is tried again three times over some seconds. */
const step: StepRunner = (name, work) =>
  DBOS.runStep(() => work(DBOS.stepStatus?.cancelSignal), {
    name,
    retriesAllowed: true,
    maxAttempts: 4,
    intervalSeconds: 0.5,
    backoffRate: 3,
    shouldRetry: (error) => !(error instanceof PermanentFailure) && !isRunOver(error),
  });

/** Registers the workflows and starts an executor. Once a process: DBOS keeps one registry. */
export async function launchExecutor({
  pool,
  executorId,
  context,
}: {
  pool: Pool;
  executorId: string;
  context: StepContext;
}): Promise<void> {
  DBOS.setConfig({
    name: APPLICATION,
    systemDatabasePool: pool,
    applicationVersion: APPLICATION_VERSION,
    executorID: executorId,
    logLevel: 'error',
  });
  const { models, log } = context;

  DBOS.registerWorkflow(
    async (run: { runId: string; assistantId: string }) => {
      try {
        await retrain(context, step, run);
      } catch (error) {
        // A run that was cancelled meanwhile has said so itself.
        if (isRunOver(error)) return;
        if (DBOS.stepStatus?.cancelSignal?.aborted || isCancelled(error)) throw error;
        log.error({ err: error, runId: run.runId }, 'training run failed');
        await step('fail', () => models.recorder.fail(run.runId, sentenceOf(error)));
      }
    },
    { name: WORKFLOWS.retrain },
  );
  DBOS.registerWorkflow(
    (version: { versionId: string; approvedBy: string }) => deploy(context, step, (ms) => DBOS.sleep(ms), version),
    { name: WORKFLOWS.deploy },
  );
  DBOS.registerWorkflow(
    async (version: { versionId: string }) => {
      try {
        await refresh(context, step, version);
      } catch (error) {
        log.error({ err: error, ...version }, 'evidence was not renewed');
        await step('abandon', () => models.registry.abandonRefresh(version.versionId));
      }
    },
    { name: WORKFLOWS.refresh },
  );
  const tick = DBOS.registerWorkflow(
    async (_at: Date, _context: unknown) => {
      await step('trigger due runs', () => models.triggerDue());
    },
    {
      name: WORKFLOWS.tick,
    },
  );

  await DBOS.launch();
  const options = { minPollingIntervalMs: POLLING_MS, onConflict: 'always_update' } as const;
  await DBOS.registerQueue(QUEUES.retrain, {
    ...options,
    workerConcurrency: RUNS_SIDE_BY_SIDE,
    partitionConcurrency: 1,
  });
  await DBOS.registerQueue(QUEUES.deploy, { ...options, workerConcurrency: DEPLOYS_SIDE_BY_SIDE });
  await DBOS.applySchedules([{ scheduleName: 'due runs', workflowFn: tick, schedule: '* * * * *' }]);
}

export async function stopExecutor(): Promise<void> {
  await DBOS.shutdown();
}

export function createClient(pool: Pool, databaseUrl: string): Promise<DBOSClient> {
  return DBOSClient.create({ systemDatabaseUrl: databaseUrl, systemDatabasePool: pool, applicationName: APPLICATION });
}

/** Errors come back from a checkpoint as plain ones, so names count, not classes. */
function isRunOver(error: unknown): boolean {
  return error instanceof Error && (error.name === 'RunIsOver' || (error as { code?: unknown }).code === 'RUN_IS_OVER');
}
function isCancelled(error: unknown): boolean {
  return error instanceof Error && /cancel/i.test(error.name);
}
function sentenceOf(error: unknown): string {
  if (error instanceof Error && error.name === 'PermanentFailure') return error.message;
  return 'Something went wrong on our side; the log has the cause.';
}
