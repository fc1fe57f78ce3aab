import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { eventually, KillableLoop } from './killable-loop.ts';
import { ASSISTANT } from './small-assistant.ts';

const STEPS = ['begin', 'snapshot', 'train', 'evaluate', 'register', 'gate'] as const;

describe('executors that are killed', () => {
  let loop: KillableLoop;
  beforeAll(async () => {
    loop = await KillableLoop.open();
  });
  afterAll(() => loop.close());

  const startExecutor = (diesIn: string | null, copies = 1) => loop.startExecutor({ follows: 'run_', diesIn, copies });
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
  const runOf = async (id: string) =>
    (
      await loop.read<{ trainingRun: { state: string; progress: number; sequence: number; error: string | null } }>(
        `{ trainingRun(id: "${id}") { state progress sequence error } }`,
      )
    ).trainingRun;

  it('leave a run to the next one in each step, and no finished step is done again', { timeout: 300_000 }, async () => {
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
    const { modelVersions } = await loop.read<{
      modelVersions: { edges: { node: { number: number; state: string } }[] };
    }>(`{ modelVersions(assistantId: "${ASSISTANT}", first: 10) { edges { node { number state } } } }`);
    expect(modelVersions.edges).toEqual([{ node: { number: 1, state: 'PENDING_APPROVAL' } }]);
    last.child.kill('SIGKILL');
    await last.exit;
  });

  it('five times in the same step fail the run, with a sentence for a person', { timeout: 300_000 }, async () => {
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
    { timeout: 300_000 },
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
    { timeout: 300_000 },
    async () => {
      await loop.read(
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
      const { trainingRun } = await loop.read<{ trainingRun: { trials: { curve: object[]; isChosen: boolean }[] } }>(
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
