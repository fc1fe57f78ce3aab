import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  const runOf = async (id: string) =>
    (
      await loop.read<{ trainingRun: { state: string; progress: number; sequence: number; error: string | null } }>(
        `{ trainingRun(id: "${id}") { state progress sequence error } }`,
      )
    ).trainingRun;

  it('leave a run to the next one in each step, and no finished step is done again', { timeout: 300_000 }, async () => {
    const runId = await loop.request();
    const begun: string[][] = [];
    let progress = 0;
    // One at a time, or a busy machine lets one that still lives pass for dead.
    for (const step of STEPS) {
      const executor = startExecutor(step);
      expect(await executor.exit).toEqual([null, 'SIGKILL']);
      begun.push(executor.stepsBegun());
      const present = await runOf(runId);
      expect(present.progress).toBeGreaterThanOrEqual(progress);
      progress = present.progress;
    }
    const last = await loop.finish(runId);

    // Each executor begins with the step in which the one before died, and dies in the next.
    expect(begun).toEqual([['begin'], ...STEPS.slice(1).map((step, i) => [STEPS[i], step])]);
    expect(last).toEqual(['gate']);
    expect((await runOf(runId)).state).toBe('SUCCEEDED');
    const { modelVersions } = await loop.read<{
      modelVersions: { edges: { node: { number: number; state: string } }[] };
    }>(`{ modelVersions(assistantId: "${ASSISTANT}", first: 10) { edges { node { number state } } } }`);
    expect(modelVersions.edges).toEqual([{ node: { number: 1, state: 'PENDING_APPROVAL' } }]);
  });

  it('five times in the same step fail the run, with a sentence for a person', { timeout: 300_000 }, async () => {
    const runId = await loop.request();
    for (let death = 1; death <= 5; death++) await startExecutor('train').exit;
    const survivor = startExecutor('train');
    const failed = await eventually(async () => {
      const present = await runOf(runId);
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
      const runId = await loop.request();
      const stopped = startExecutor(null, 60);
      await eventually(async () => (stopped.stepsBegun().includes('train') ? true : undefined));
      stopped.child.kill('SIGTERM');
      expect(await stopped.exit).toEqual([0, null]);
      expect(await runOf(runId)).toMatchObject({ state: 'RUNNING', error: null });
      expect((await loop.finish(runId))[0]).toBe('train');
      expect((await runOf(runId)).state).toBe('SUCCEEDED');
    },
  );

  it('that stop slowly begin no further step, and nothing has failed', { timeout: 300_000 }, async () => {
    const runId = await loop.request();
    const release = await loop.hold(runId);
    const stopped = startExecutor(null);
    await eventually(async () => (stopped.stepsBegun().length > 0 ? true : undefined));
    expect(await loop.stopSlowly(stopped, release)).toEqual([0, null]);
    expect(stopped.stepsBegun()).toEqual(['begin']);
    expect(await runOf(runId)).toMatchObject({ state: 'RUNNING', error: null });
    expect(await loop.statusOf(runId)).toBe('PENDING');
    expect((await loop.finish(runId))[0]).toBe('snapshot');
    expect(await runOf(runId)).toMatchObject({ state: 'SUCCEEDED', error: null });
  });
});
