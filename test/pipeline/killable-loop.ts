import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { type Database, type Transaction, transaction } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createObjectStore } from '../../platform/objects/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { type Models, modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually as look } from '../kit/loop.ts';
import type { ExecutorTask } from './executor.process.ts';
import { openLoop } from './loop-of-two.ts';
import { ASSISTANT } from './small-assistant.ts';

const ENTRY = path.join(import.meta.dirname, 'executor.process.ts');

/** An executor that nothing holds up does in it what it can do. */
const A_WHILE_MS = 500;

/** Processes come up slowly on a busy machine: this ends what hangs. */
export const eventually = <T>(seen: () => Promise<T | undefined>) => look(seen, { timeoutMs: 240_000 });

/** The room of models beside executors in processes of their own, which a test may kill. It asks for work and looks at it, and does none. */
export class KillableLoop {
  readonly #database: TestDatabase;
  readonly #bucket: string;
  readonly #loop: Awaited<ReturnType<typeof openLoop>>;
  readonly #children: ChildProcess[] = [];

  private constructor(database: TestDatabase, bucket: string, loop: Awaited<ReturnType<typeof openLoop>>) {
    this.#database = database;
    this.#bucket = bucket;
    this.#loop = loop;
  }

  static async open(): Promise<KillableLoop> {
    const bucket = `test-${randomBytes(6).toString('hex')}`;
    const database = await createTestDatabase({ migrations: modelsMigrations });
    const objects = await createObjectStore({ connection: inject('aws'), bucket, createBucket: true });
    await migratePipeline({ databaseUrl: database.url });
    const log = createLogger({ level: 'silent', name: 'test' });
    const taught = { examples: [], labels: [] };
    return new KillableLoop(database, bucket, await openLoop({ databaseUrl: database.url, objects, taught, log }));
  }

  get databaseUrl(): string {
    return this.#database.url;
  }
  get db(): Database {
    return this.#loop.db;
  }
  get models(): Models {
    return this.#loop.models;
  }

  startExecutor(what: Pick<ExecutorTask, 'follows' | 'diesIn'> & Partial<ExecutorTask>) {
    const task: ExecutorTask = {
      diesAt: 'end',
      copies: 1,
      ...what,
      databaseUrl: this.#database.url,
      aws: inject('aws'),
      bucket: this.#bucket,
    };
    const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', ENTRY], {
      env: { ...process.env, EXECUTOR_TASK: JSON.stringify(task) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const lines = () =>
      said
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { step?: string; phase?: string; ready?: boolean });
    return {
      child,
      exit: once(child, 'exit'),
      isReady: () => lines().some(({ ready }) => ready),
      stepsBegun: () => lines().flatMap(({ step, phase }) => (step && phase === 'begin' ? [step] : [])),
    };
  }

  /** Asks for a training run, within a transaction where one is given; gives its id. */
  async request(within?: Transaction): Promise<string> {
    const wanted = { assistantId: ASSISTANT, trigger: 'MANUAL', reason: 'test', requestedBy: null } as const;
    const want = (tx: Transaction) => this.models.runs.want(tx, wanted);
    return (await (within ? want(within) : transaction(this.db, want))).id;
  }

  /** How the engine remembers that a workflow stands. */
  async statusOf(workflowId: string): Promise<string | undefined> {
    const { rows } = await sql<{ status: string }>`
      select status from dbos.workflow_status where workflow_uuid = ${workflowId}`.execute(this.db);
    return rows[0]?.status;
  }

  /**
   * Has an executor do what is left of workflows, and kills it once the engine remembers their end: what a workflow did last shows before
   * that. Gives the steps that it began.
   */
  async finish(workflowIds: string | readonly string[], { follows = 'run_', copies = 1 } = {}): Promise<string[]> {
    const last = this.startExecutor({ follows, diesIn: null, copies });
    for (const id of [workflowIds].flat())
      await eventually(async () => {
        const status = await this.statusOf(id);
        if (status === 'ERROR' || status === 'CANCELLED') throw new Error(`workflow ${id} has ended as ${status}`);
        return status === 'SUCCESS' ? true : undefined;
      });
    last.child.kill('SIGKILL');
    await last.exit;
    return last.stepsBegun();
  }

  /** Nobody can write to the run before the function that it gives is called. */
  async hold(runId: string): Promise<() => Promise<void>> {
    const [held, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = transaction(this.db, async (tx) => {
      await sql`select from models.training_run where id = ${runId} for update`.execute(tx);
      held.resolve();
      await ended.promise;
    });
    await Promise.race([held.promise, holding]);
    return async () => {
      ended.resolve();
      await holding;
    };
  }

  /** Tells an executor to stop, and lets `meanwhile` happen when its engine has stopped and it has not said so yet. Gives how it exited. */
  async stopSlowly(executor: ReturnType<KillableLoop['startExecutor']>, meanwhile: () => Promise<void>) {
    await transaction(this.db, async (tx) => {
      await sql`select from pipeline.executor for update`.execute(tx);
      executor.child.kill('SIGTERM');
      await sleep(A_WHILE_MS);
      await meanwhile();
      await sleep(A_WHILE_MS);
    });
    return executor.exit;
  }

  async read<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.#loop.source.execute({
      query,
      variables,
      identity: { id: 'test', roles: ['admin', 'service'] },
      requestId: 'test',
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await this.#loop.lifecycle.stop('test ends');
    await this.#database.close();
  }
}
