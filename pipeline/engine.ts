import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { Client, type Pool } from 'pg';
import { ADVISORY } from '../platform/db/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { AtWork } from './at-work.ts';
import { deploy } from './deploy.ts';
import type { OpenRefresh } from '../subgraphs/models/index.ts';
import type { Approved, Run, StepContext } from './faces.ts';
import { endLostDecisions } from './lost-decisions.ts';
import { endLostRuns } from './lost-runs.ts';
import { forgetOldTicks } from './old-ticks.ts';
import { refresh } from './refresh.ts';
import { retrain } from './retrain.ts';
import { registerTrials } from './trial-workflow.ts';
import { isNoLongerOurs, isPermanent, isRunOver, type StepRunner } from './step.ts';

const APPLICATION = 'malha';
/**
 * One for ever: an executor of another version would never take a workflow over. A change of a workflow's order of steps goes behind
 * `DBOS.patch`, or hangs on what an earlier step has remembered.
 */
export const APPLICATION_VERSION = 'malha';
export const QUEUES = { retrain: 'retrain', trial: 'trial', deploy: 'deploy' } as const;
export const WORKFLOWS = {
  retrain: 'retrain',
  trial: 'trial',
  deploy: 'deploy',
  refresh: 'refresh',
  tick: 'tick',
} as const;

const RUNS_SIDE_BY_SIDE = 2;
/** Each computes in one thread. */
const TRIALS_SIDE_BY_SIDE = 2;
const DEPLOYS_SIDE_BY_SIDE = 50;
/** A small assistant's trial takes no longer, and who has approved a version waits for it. */
const POLLING_MS = 200;
const LOCK_POLL_MS = 50;

/** Makes DBOS's tables and ours. DBOS's own migrations do not survive being run by two processes at once, so the lock is ours. */
export async function migrateEngine(
  databaseUrl: string,
  createOwnTables: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await takeLock(client);
    await DBOS.migrate(databaseUrl);
    await createOwnTables(client);
  } finally {
    await client.end();
  }
}

// Asked for again and again, never waited for: a session that waits in a statement holds a snapshot, DBOS builds indexes concurrently,
// and that waits for all snapshots to end. Role processes that started together held each other up for ever.
async function takeLock(client: Client): Promise<void> {
  for (;;) {
    const lock = 'select pg_try_advisory_lock($1::int, 0) as taken';
    const { rows } = await client.query<{ taken: boolean }>(lock, [ADVISORY.workflows]);
    if (rows[0]?.taken) return;
    await sleep(LOCK_POLL_MS);
  }
}

export interface ExecutorOptions {
  pool: Pool;
  client: DBOSClient;
  executorId: string;
  context: StepContext;
  step: StepRunner;
  atWork: AtWork;
  /** Aborts when this process is about to end. */
  stopping: AbortSignal;
}

/** Registers the workflows and starts an executor. Once a process: DBOS keeps one registry. */
export async function launchExecutor(options: ExecutorOptions): Promise<void> {
  const { pool, client, executorId, context } = options;
  DBOS.setConfig({
    name: APPLICATION,
    systemDatabasePool: pool,
    applicationVersion: APPLICATION_VERSION,
    executorID: executorId,
    runMigrations: false,
    logger: quietLogger(context.log),
  });
  const tick = registerWorkflows(options);
  // Before the launch: a queue that comes after it is not looked at for a second.
  await registerQueues(client);
  await DBOS.launch();
  await DBOS.applySchedules([{ scheduleName: 'due runs', workflowFn: tick, schedule: '* * * * *' }]);
}

async function registerQueues(client: DBOSClient): Promise<void> {
  // The partition is the assistant: one run of each at a time, in the order in which they were asked for.
  await client.registerQueue(QUEUES.retrain, {
    minPollingIntervalMs: POLLING_MS,
    workerConcurrency: RUNS_SIDE_BY_SIDE,
    partitionConcurrency: 1,
  });
  await client.registerQueue(QUEUES.trial, {
    minPollingIntervalMs: POLLING_MS,
    workerConcurrency: TRIALS_SIDE_BY_SIDE,
  });
  await client.registerQueue(QUEUES.deploy, {
    minPollingIntervalMs: POLLING_MS,
    workerConcurrency: DEPLOYS_SIDE_BY_SIDE,
  });
}

function registerWorkflows({ context, step, stopping, atWork }: ExecutorOptions) {
  const { models, log } = context;
  const trials = { workflowName: WORKFLOWS.trial, queueName: QUEUES.trial, pollingMs: POLLING_MS };
  const judgeTrials = registerTrials(context, { ...trials, step, stopping, atWork });
  DBOS.registerWorkflow(
    atWork.counted(async (run: Run) => {
      try {
        await retrain(context, { step, judgeTrials }, run);
      } catch (error) {
        if (isNoLongerOurs(error)) throw error;
        // A run that was cancelled meanwhile has said so itself.
        if (isRunOver(error)) return;
        log.error({ err: error, runId: run.runId }, 'training run failed');
        await step('fail', () => models.recorder.fail(run.runId, sentenceOf(error)));
      }
    }),
    { name: WORKFLOWS.retrain },
  );
  DBOS.registerWorkflow(
    atWork.counted(async (approval: Approved) => {
      try {
        await deploy(context, step, approval);
      } catch (error) {
        if (isNoLongerOurs(error)) throw error;
        log.error({ err: error, ...approval }, 'roll-out failed');
        await step('take back', () => models.decisions.takeBack(approval, sentenceOf(error)));
      }
    }),
    { name: WORKFLOWS.deploy },
  );
  DBOS.registerWorkflow(
    atWork.counted(async (asked: OpenRefresh) => {
      try {
        await refresh(context, step, asked);
      } catch (error) {
        if (isNoLongerOurs(error)) throw error;
        log.error({ err: error, ...asked }, 'evidence was not renewed');
        await step('abandon', () => models.decisions.abandonRefresh(asked));
      }
    }),
    { name: WORKFLOWS.refresh },
  );
  return DBOS.registerWorkflow(
    atWork.counted(async (_at: Date, _context: unknown) => {
      await step('trigger due runs', () => models.triggerDue());
      await step('end lost runs', () => endLostRuns(context));
      await step('end lost decisions', () => endLostDecisions(context));
      await step('forget old ticks', () => forgetOldTicks(WORKFLOWS.tick, new Date()));
    }),
    { name: WORKFLOWS.tick },
  );
}

/** What a person reads of a failed run. Anything unexpected may hold what is not for every reader: the log has it. */
function sentenceOf(error: unknown): string {
  return isPermanent(error) ? error.message : 'Something went wrong on our side; the log has the cause.';
}

export async function stopExecutor(): Promise<void> {
  await DBOS.shutdown();
}

export function createClient({
  pool,
  databaseUrl,
  log,
}: {
  pool: Pool;
  databaseUrl: string;
  log: Logger;
}): Promise<DBOSClient> {
  return DBOSClient.create({
    systemDatabaseUrl: databaseUrl,
    systemDatabasePool: pool,
    applicationName: APPLICATION,
    logger: quietLogger(log),
  });
}

/** DBOS tells much of what is ordinary here; what it warns of comes again as an error of ours where it matters. */
function quietLogger(log: Logger) {
  return {
    info: () => undefined,
    debug: () => undefined,
    warn: (entry: unknown) => log.debug({ engine: String(entry) }, 'workflow engine'),
    error: (entry: unknown) => log.warn({ engine: String(entry) }, 'workflow engine'),
  };
}
