import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import type pg from 'pg';
import { ADVISORY } from '../platform/db/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { AtWork } from './at-work.ts';

// DBOS resumes the workflows of an executor when that same executor starts again. Ours have a new id each time they start, and may run
// on other machines: executors say in a table that they live, and whoever notices that one no longer does puts its workflows back into
// their queues. Beside this loop we add two chores of the minute's tick: `lost-runs.ts` and `lost-decisions.ts` look for what ended without
// its end being written, `old-ticks.ts` forgets (docs/adr/0002).

export interface Heartbeat {
  beatMs: number;
  /** An executor that has not said for so long that it lives is dead: many beats, as a busy process may miss some. */
  deadAfterMs: number;
}
const HEARTBEAT: Heartbeat = { beatMs: 1_000, deadAfterMs: 5_000 };

/** So many executors may die in a row in the same step of a workflow; the last one's death ends it. */
const MAX_ATTEMPTS = 5;

/** Makes the tables of this loop. */
export async function createTakeoverTables(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await client.query(`
    create schema if not exists pipeline;
    create table if not exists pipeline.executor (id text primary key, beat_at timestamptz not null);
    create table if not exists pipeline.takeover (
      workflow_id text primary key, attempts int not null, steps_done int not null);`);
}

export interface TakeoverOptions {
  pool: pg.Pool;
  executorId: string;
  log: Logger;
  heartbeat?: Heartbeat | undefined;
  atWork: Pick<AtWork, 'has'>;
  /** A workflow was cancelled because every executor that tried it died. */
  onGivenUp: (workflowId: string) => Promise<void>;
}

/** One executor's part in the loop. */
export class Takeover {
  readonly #pool: pg.Pool;
  readonly #executorId: string;
  readonly #log: Logger;
  readonly #heartbeat: Heartbeat;
  readonly #atWork: Pick<AtWork, 'has'>;
  readonly #onGivenUp: (workflowId: string) => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;
  #holdsUntil = 0;
  /** What this executor should be at and is not, and since when. */
  #stranded = new Map<string, number>();

  constructor({ pool, executorId, log, heartbeat = HEARTBEAT, atWork, onGivenUp }: TakeoverOptions) {
    this.#pool = pool;
    this.#executorId = executorId;
    this.#log = log;
    this.#heartbeat = heartbeat;
    this.#atWork = atWork;
    this.#onGivenUp = onGivenUp;
  }

  /** Says that this executor lives: before it takes its first workflow, or another might take that for an orphan. */
  async beat(): Promise<void> {
    await this.#pool.query(
      'insert into pipeline.executor values ($1, now()) on conflict (id) do update set beat_at = now()',
      [this.#executorId],
    );
  }

  /** Beats, and takes over from the dead, until stopped. */
  start(): void {
    this.#timer = setInterval(() => {
      this.#turn ??= this.#takeTurn().finally(() => (this.#turn = undefined));
    }, this.#heartbeat.beatMs);
  }

  /** Says that this executor has gone: what it leaves is taken over at once, and that is nobody's failure. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
    await this.#pool.query('delete from pipeline.executor where id = $1', [this.#executorId]);
  }

  async #takeTurn(): Promise<void> {
    try {
      await this.beat();
      if (performance.now() >= this.#holdsUntil) await this.#takeOver();
    } catch (error) {
      // Nobody could say that it lives: after an outage the others get their time to, or the first to come back would take from them all.
      this.#holdsUntil = performance.now() + this.#heartbeat.deadAfterMs;
      this.#log.warn({ err: error }, 'the takeover of workflows waits for the database');
    }
  }

  async #takeOver(): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const { rows: locks } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_xact_lock($1::int, 1) as taken',
        [ADVISORY.workflows],
      );
      if (locks[0]?.taken) await this.#takeOrphans(client);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async #takeOrphans(client: pg.PoolClient): Promise<void> {
    // The workflows first: an executor says that it lives before it takes one, so none that has just come can be missing.
    const pending = await DBOS.listWorkflows({ status: 'PENDING', loadInput: false, loadOutput: false });
    const { rows: executors } = await client.query<{ id: string; alive: boolean }>(
      'select id, beat_at > now() - make_interval(secs => $1) as alive from pipeline.executor',
      [this.#heartbeat.deadAfterMs / 1_000],
    );
    const isAlive = new Map(executors.map(({ id, alive }) => [id, alive]));
    // Whoever looks lives, however late its own beat is: on a full machine it would take its own work from itself.
    isAlive.set(this.#executorId, true);
    const stranded = this.#findStranded(pending);
    for (const { workflowID, queueName, executorId } of pending) {
      if (isAlive.get(executorId ?? '') && !stranded.has(workflowID)) continue;
      // One that said goodbye has no row; one that has, died.
      const attempts = isAlive.get(executorId ?? '') === false ? await this.#countAttempt(client, workflowID) : 0;
      if (attempts >= MAX_ATTEMPTS) {
        this.#log.error({ workflowId: workflowID, attempts }, 'workflow given up: all that tried it died');
        await DBOS.cancelWorkflow(workflowID, { cancelChildren: true });
        await this.#onGivenUp(workflowID);
      } else {
        this.#log.warn({ workflowId: workflowID, from: executorId, attempts }, 'workflow taken over');
        await DBOS.resumeWorkflow(workflowID, queueName ? { queueName } : {});
      }
    }
    const dead = executors.filter(({ alive }) => !alive).map(({ id }) => id);
    if (dead.length > 0)
      await client.query(
        'delete from pipeline.executor where id = any($1) and beat_at <= now() - make_interval(secs => $2)',
        [dead, this.#heartbeat.deadAfterMs / 1_000],
      );
  }

  /**
   * The engine takes a workflow off its queue first and begins it second: where the database's answer to the one is lost, or what it asks for
   * the other fails, the workflow is ours for ever and nobody does it. One that begins or ends just now is in neither state for so long.
   */
  #findStranded(pending: readonly WorkflowStatus[]): ReadonlySet<string> {
    const now = performance.now();
    const idle = pending.filter(
      ({ workflowID, executorId }) => executorId === this.#executorId && !this.#atWork.has(workflowID),
    );
    this.#stranded = new Map(idle.map(({ workflowID }) => [workflowID, this.#stranded.get(workflowID) ?? now]));
    const isOverdue = ([, since]: [string, number]) => now - since > this.#heartbeat.deadAfterMs;
    return new Set([...this.#stranded].filter(isOverdue).map(([id]) => id));
  }

  /** How many executors have died in the step that the workflow is in; one that got further starts anew. */
  async #countAttempt(client: pg.PoolClient, workflowId: string): Promise<number> {
    const stepsDone = (await DBOS.listWorkflowSteps(workflowId))?.length ?? 0;
    const { rows } = await client.query<{ attempts: number }>(
      `insert into pipeline.takeover values ($1, 1, $2) on conflict (workflow_id) do update set
         attempts = case when takeover.steps_done = excluded.steps_done then takeover.attempts + 1 else 1 end,
         steps_done = excluded.steps_done
       returning attempts`,
      [workflowId, stepsDone],
    );
    return rows[0]?.attempts ?? 1;
  }
}
