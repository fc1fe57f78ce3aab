import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createObjectStore, type ObjectStore } from '../../platform/objects/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually as look } from '../kit/loop.ts';
import type { ExecutorTask } from './executor.process.ts';
import { openLoop } from './loop-of-two.ts';
import { ASSISTANT } from './small-assistant.ts';

const STEPS = ['begin', 'snapshot', 'train', 'evaluate', 'register', 'gate'] as const;
/** Processes come up slowly on a busy machine. */
const eventually = <T>(seen: () => Promise<T | undefined>) => look(seen, { timeoutMs: 60_000 });
const ENTRY = path.join(import.meta.dirname, 'executor.process.ts');

describe('executors that are killed', () => {
  const bucket = `test-${randomBytes(6).toString('hex')}`;
  const children: ChildProcess[] = [];
  let database: TestDatabase;
  let objects: ObjectStore;
  let loop: Awaited<ReturnType<typeof openLoop>>;

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: modelsMigrations });
    objects = await createObjectStore({ connection: inject('aws'), bucket, createBucket: true });
    await migratePipeline({ databaseUrl: database.url });
    const log = createLogger({ level: 'silent', name: 'test' });
    // It asks for runs and looks at them, and works on none.
    loop = await openLoop({ databaseUrl: database.url, objects, taught: { examples: [], labels: [] }, log });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await loop.lifecycle.stop('test ends');
    await database.close();
  });

  function startExecutor(diesIn: string | null, copies = 1) {
    const task: ExecutorTask = { databaseUrl: database.url, aws: inject('aws'), bucket, diesIn, copies };
    const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', ENTRY], {
      env: { ...process.env, EXECUTOR_TASK: JSON.stringify(task) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
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
      stepsBegun: () => lines().flatMap(({ step, phase }) => (step && phase === 'begin' ? [step] : [])),
    };
  }
  const request = () =>
    transaction(loop.db, (tx) =>
      loop.models.runs.want(tx, { assistantId: ASSISTANT, trigger: 'MANUAL', reason: 'test', requestedBy: null }),
    );
  /** Trials whose first part the engine remembers as done. */
  async function finishedTrials(runId: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select workflow_uuid as id from dbos.workflow_status
      where status = 'SUCCESS' and workflow_uuid like ${`${runId}-trial-%`}`.execute(loop.db);
    return rows.map(({ id }) => id.slice(runId.length + 1));
  }
  async function read<T>(query: string): Promise<T> {
    const { data, errors } = await loop.source.execute({
      query,
      identity: { id: 'test', roles: ['admin'] },
      requestId: 'test',
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }
  const runOf = async (id: string) =>
    (
      await read<{ trainingRun: { state: string; progress: number; sequence: number; error: string | null } }>(
        `{ trainingRun(id: "${id}") { state progress sequence error } }`,
      )
    ).trainingRun;

  it('leave a run to the next one in each step, and no finished step is done again', { timeout: 180_000 }, async () => {
    const run = await request();
    const begun: string[][] = [];
    let progress = 0;
    // One at a time, or a busy machine lets one that still lives pass for dead.
    for (const step of STEPS) {
      const executor = startExecutor(step);
      expect(await executor.exit).toEqual([null, 'SIGKILL']);
      begun.push(executor.stepsBegun());
      const present = await runOf(run.id);
      expect(present.progress).toBeGreaterThanOrEqual(progress);
      progress = present.progress;
    }
    const last = startExecutor(null);
    await eventually(async () => ((await runOf(run.id)).state === 'SUCCEEDED' ? true : undefined));

    // Each executor begins with the step in which the one before died, and dies in the next.
    expect(begun).toEqual([['begin'], ...STEPS.slice(1).map((step, i) => [STEPS[i], step])]);
    await eventually(async () => (last.stepsBegun().includes('gate') ? true : undefined));
    expect(last.stepsBegun()).toEqual(['gate']);
    const { modelVersions } = await read<{ modelVersions: { edges: { node: { number: number; state: string } }[] } }>(
      `{ modelVersions(assistantId: "${ASSISTANT}", first: 10) { edges { node { number state } } } }`,
    );
    expect(modelVersions.edges).toEqual([{ node: { number: 1, state: 'PENDING_APPROVAL' } }]);
    last.child.kill('SIGKILL');
    await last.exit;
  });

  it('five times in the same step fail the run, with a sentence for a person', { timeout: 120_000 }, async () => {
    const run = await request();
    for (let death = 1; death <= 5; death++) await startExecutor('train').exit;
    const survivor = startExecutor('train');
    const failed = await eventually(async () => {
      const present = await runOf(run.id);
      return present.state === 'FAILED' ? present : undefined;
    });
    expect(failed.error).toBe('Every process that worked on this run died in the same step.');
    expect(survivor.stepsBegun()).toEqual([]);
    survivor.child.kill('SIGKILL');
    expect(await survivor.exit).toEqual([null, 'SIGKILL']);
  });

  it(
    'that stop in order leave what they were at to the next one, and nothing has failed',
    { timeout: 120_000 },
    async () => {
      const run = await request();
      const stopped = startExecutor(null, 60);
      await eventually(async () => (stopped.stepsBegun().includes('train') ? true : undefined));
      stopped.child.kill('SIGTERM');
      expect(await stopped.exit).toEqual([0, null]);
      expect(await runOf(run.id)).toMatchObject({ state: 'RUNNING', error: null });
      const next = startExecutor(null);
      await eventually(async () => ((await runOf(run.id)).state === 'SUCCEEDED' ? true : undefined));
      expect(next.stepsBegun()[0]).toBe('train');
      next.child.kill('SIGKILL');
      await next.exit;
    },
  );

  it(
    'leave a search to the next one in any of its trials, and no finished trial is done again',
    { timeout: 180_000 },
    async () => {
      await read(
        `mutation { setRetrainPolicy(input: { assistantId: "${ASSISTANT}", trialCount: 4 }) { errors { code } } }`,
      );
      const run = await request();
      const killed = startExecutor('trial-3: judge');
      expect(await killed.exit).toEqual([null, 'SIGKILL']);
      const done = await finishedTrials(run.id);
      expect(done.length).toBeGreaterThan(0);
      expect(done).not.toContain('trial-3');

      // Told to stop in the next stage: nothing has failed.
      const stopped = startExecutor(null);
      await eventually(async () => (stopped.stepsBegun().includes('end rung') ? true : undefined));
      stopped.child.kill('SIGTERM');
      expect(await stopped.exit).toEqual([0, null]);
      expect(stopped.stepsBegun()).toContain('trial-3: judge');
      expect(stopped.stepsBegun().filter((step) => done.some((trial) => step === `${trial}: judge`))).toEqual([]);
      expect(stopped.stepsBegun()).not.toContain('plan trials');
      expect(await runOf(run.id)).toMatchObject({ state: 'RUNNING', error: null });

      const last = startExecutor(null);
      await eventually(async () => ((await runOf(run.id)).state === 'SUCCEEDED' ? true : undefined));
      expect(last.stepsBegun().filter((step) => /^trial-\d: judge$/.test(step))).toEqual([]);
      expect(last.stepsBegun()).toContain('train');
      const { trainingRun } = await read<{ trainingRun: { trials: { curve: object[]; isChosen: boolean }[] } }>(
        `{ trainingRun(id: "${run.id}") { trials { curve { step } isChosen } } }`,
      );
      // One in three goes on from the first three folds, and the default trial with it.
      expect(trainingRun.trials.filter(({ curve }) => curve.length === 9).length).toBeGreaterThanOrEqual(1);
      expect(trainingRun.trials.every(({ curve }) => curve.length === 3 || curve.length === 9)).toBe(true);
      expect(trainingRun.trials.filter(({ isChosen }) => isChosen)).toHaveLength(1);
      last.child.kill('SIGKILL');
      await last.exit;
    },
  );
});
