import { DBOS } from '@dbos-inc/dbos-sdk';
import type pg from 'pg';
import type { Logger } from '../platform/log/index.ts';

// DBOS resumes the workflows of an executor when that same executor starts again. Ours have a new id each time they start, and may run
// on other machines: executors say that they live in a table, and whoever notices that one stopped saying so puts its workflows back
// into their queues. This loop is all that we add to the engine (docs/adr/0002).

const BEAT_MS = 1_000;
const DEAD_AFTER_SECONDS = 5;
const MAX_ATTEMPTS = 5;
const LOCK = 7_006;

/** Makes the tables of this loop. */
export async function createTakeoverTables(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await client.query(`
    create schema if not exists pipeline;
    create table if not exists pipeline.executor (id text primary key, beat_at timestamptz not null);
    create table if not exists pipeline.takeover (workflow_id text primary key, attempts int not null);`);
}

/**
 * Says once a second that this executor lives, and takes over what dead ones left. A workflow that has brought down five executors is
 * cancelled and given to `onGivenUp`. Returns what stops it; stopped in order, an executor leaves nothing to take over.
 */
export async function startTakeover({
  pool,
  executorId,
  log,
  onGivenUp,
}: {
  pool: pg.Pool;
  executorId: string;
  log: Logger;
  onGivenUp: (workflowId: string) => Promise<void>;
}): Promise<() => Promise<void>> {
  const beat = () =>
    pool.query(`insert into pipeline.executor values ($1, now()) on conflict (id) do update set beat_at = now()`, [
      executorId,
    ]);

  async function takeOver(): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rows: locked } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_xact_lock($1::bigint) as taken',
        [LOCK],
      );
      if (locked[0]?.taken) {
        const { rows: dead } = await client.query<{ id: string }>(
          `delete from pipeline.executor where beat_at < now() - make_interval(secs => $1) returning id`,
          [DEAD_AFTER_SECONDS],
        );
        for (const { id } of dead) await requeue(client, id);
      }
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async function requeue(client: pg.PoolClient, deadExecutor: string): Promise<void> {
    for (const { workflowID, queueName } of await DBOS.listWorkflows({
      status: 'PENDING',
      executorId: [deadExecutor],
    })) {
      const { rows } = await client.query<{ attempts: number }>(
        `insert into pipeline.takeover values ($1, 1) on conflict (workflow_id) do update set attempts = takeover.attempts + 1 returning attempts`,
        [workflowID],
      );
      const attempts = rows[0]?.attempts ?? 1;
      if (attempts >= MAX_ATTEMPTS) {
        log.error(
          { workflowId: workflowID, attempts },
          'workflow given up: it brought down every executor that tried it',
        );
        await DBOS.cancelWorkflow(workflowID);
        await onGivenUp(workflowID);
        continue;
      }
      log.warn({ workflowId: workflowID, deadExecutor, attempts }, 'workflow taken over');
      await DBOS.resumeWorkflow(workflowID, queueName ? { queueName } : {});
    }
  }

  await beat();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    beat()
      .then(takeOver)
      .catch((error: unknown) => log.warn({ err: error }, 'the takeover loop waits for the database'))
      .finally(() => {
        isBusy = false;
      });
  }, BEAT_MS);
  return async () => {
    clearInterval(timer);
    // Still running workflows of ours are left as those of a dead executor: without a beat somebody takes them over soon.
    await pool
      .query(`update pipeline.executor set beat_at = now() - interval '1 hour' where id = $1`, [executorId])
      .catch(() => undefined);
  };
}
