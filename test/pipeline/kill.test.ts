import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { eventually, KillableLoop } from './killable-loop.ts';
import { ASSISTANT } from './small-assistant.ts';

const STEPS = ['begin', 'snapshot', 'train', 'evaluate', 'register', 'gate'] as const;

describe('executors that are killed', { timeout: 600_000 }, () => {
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

  /** One executor after another dies at the end of a step; the steps that each began, and last those of the one that ends the run. */
  async function killedInEachStep(runId: string, copies = 1): Promise<string[][]> {
    const begun: string[][] = [];
    let progress = 0;
    // One at a time, or a busy machine lets one that still lives pass for dead.
    for (const step of STEPS) {
      const executor = startExecutor(step, copies);
      expect(await executor.exit).toEqual([null, 'SIGKILL']);
      begun.push(executor.stepsBegun());
      const present = await runOf(runId);
      expect(present.progress).toBeGreaterThanOrEqual(progress);
      progress = present.progress;
    }
    return [...begun, await loop.finish(runId, { copies })];
  }
  /** Each begins with the step in which the one before died, and dies in the next. */
  const EACH_BEGUN_BY_TWO = [['begin'], ...STEPS.slice(1).map((step, i) => [STEPS[i], step]), ['gate']];

  /** All versions and what each learned from, the first one first. */
  async function learned(): Promise<Learned[]> {
    const { modelVersions } = await loop.read<{
      modelVersions: { edges: { node: Omit<Learned, 'snapshot'> & { datasetSnapshotId: string } }[] };
    }>(
      `{ modelVersions(assistantId: "${ASSISTANT}", first: 100) {
        edges { node { number state artifactSha256 datasetSnapshotId } } } }`,
    );
    const versions = modelVersions.edges.map(async ({ node: { datasetSnapshotId, ...version } }) => {
      const { datasetSnapshot } = await loop.read<{ datasetSnapshot: Learned['snapshot'] }>(
        `{ datasetSnapshot(id: "${datasetSnapshotId}") { id sha256 exampleCount restoredFromId } }`,
      );
      return { ...version, snapshot: datasetSnapshot };
    });
    return (await Promise.all(versions)).toReversed();
  }
  interface Learned {
    number: number;
    state: string;
    artifactSha256: string;
    snapshot: { id: string; sha256: string; exampleCount: number; restoredFromId: string | null };
  }

  it('leave a run to the next one in each step, and no finished step is done again', async () => {
    const runId = await loop.request();
    expect(await killedInEachStep(runId)).toEqual(EACH_BEGUN_BY_TWO);
    expect((await runOf(runId)).state).toBe('SUCCEEDED');
    expect(await learned()).toMatchObject([{ number: 1, state: 'PENDING_APPROVAL' }]);
  });

  it('leave a run that restores a snapshot to the next one in each step: its rows, whatever is taught, and one version', async () => {
    await loop.finish(await loop.request());
    const before = await learned();
    const { artifactSha256, snapshot } = before.at(-1)!;
    const { restoreDatasetSnapshot } = await loop.read<{
      restoreDatasetSnapshot: { trainingRun: { id: string } | null };
    }>(
      'mutation($input: RestoreDatasetSnapshotInput!) { restoreDatasetSnapshot(input: $input) { trainingRun { id } } }',
      { input: { assistantId: ASSISTANT, snapshotId: snapshot.id, reason: 'the last import was wrong' } },
    );
    // Twice as much is taught by now: who forgets what was wanted learns that.
    expect(await killedInEachStep(restoreDatasetSnapshot.trainingRun!.id, 2)).toEqual(EACH_BEGUN_BY_TWO);
    const after = await learned();
    const restored = after.at(-1)?.snapshot.id;
    expect(restored).not.toBe(snapshot.id);
    expect(after.slice(0, -1).map(({ number }) => number)).toEqual(before.map(({ number }) => number));
    expect(after.at(-1)).toMatchObject({
      artifactSha256,
      snapshot: { ...snapshot, id: restored, restoredFromId: snapshot.id },
    });
    const { rows } = await sql`
        select from models.dataset_snapshot where restored_from_id = ${snapshot.id}`.execute(loop.db);
    expect(rows).toHaveLength(1);
  });

  it('leave the failure of a run to the next one, and it fails once', async () => {
    const runId = await loop.request();
    const killed = startExecutor('fail', 0);
    expect(await killed.exit).toEqual([null, 'SIGKILL']);
    expect(await loop.finish(runId, { copies: 0 })).toEqual(['fail']);
    const { trainingRun } = await loop.read<{ trainingRun: { state: string; log: string[] } }>(
      `{ trainingRun(id: "${runId}") { state log } }`,
    );
    expect(trainingRun.state).toBe('FAILED');
    expect(trainingRun.log.filter((line) => line.includes('failed:'))).toHaveLength(1);
  });

  it('five times in the same step fail the run, with a sentence for a person', async () => {
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

  it('that stop in order leave what they were at to the next one, and nothing has failed', async () => {
    const runId = await loop.request();
    const stopped = startExecutor(null, 60);
    await eventually(async () => (stopped.stepsBegun().includes('train') ? true : undefined));
    stopped.child.kill('SIGTERM');
    expect(await stopped.exit).toEqual([0, null]);
    expect(await runOf(runId)).toMatchObject({ state: 'RUNNING', error: null });
    expect((await loop.finish(runId))[0]).toBe('train');
    expect((await runOf(runId)).state).toBe('SUCCEEDED');
  });

  it('that stop slowly begin no further step, and nothing has failed', async () => {
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

  it('that took a run off its queue and never heard of it begin it after a while', async () => {
    const executor = startExecutor(null);
    await eventually(() => Promise.resolve(executor.isReady() || undefined));
    // As it stands where the database's answer was lost: the executor lives, has the run, and does not know.
    const runId = await transaction(loop.db, async (tx) => {
      const id = await loop.request(tx);
      await sql`
        update dbos.workflow_status set status = 'PENDING', owner_xid = 'lost', executor_id =
          (select id from pipeline.executor order by beat_at desc limit 1)
        where workflow_uuid = ${id}`.execute(tx);
      return id;
    });
    await eventually(async () => ((await runOf(runId)).state === 'SUCCEEDED' ? true : undefined));
    expect(executor.stepsBegun()).toEqual(STEPS);
    executor.child.kill('SIGKILL');
    await executor.exit;
  });
});
