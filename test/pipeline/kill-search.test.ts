import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, KillableLoop } from './killable-loop.ts';
import { ASSISTANT } from './small-assistant.ts';

/** What a search comes to, whoever did it. */
interface SearchedRun {
  state: string;
  error: string | null;
  trials: {
    number: number;
    parameters: { name: string; value: number }[];
    state: string;
    curve: { step: number; value: number }[];
    isChosen: boolean;
  }[];
  modelVersion: { artifactSha256: string } | null;
}
const SEARCHED = `state error trials { number parameters { name value } state curve { step value } isChosen }
  modelVersion { artifactSha256 }`;

describe('executors that are killed while a run searches parameters', { timeout: 600_000 }, () => {
  let loop: KillableLoop;
  let undisturbed: SearchedRun;
  beforeAll(async () => {
    loop = await KillableLoop.open();
    await loop.read(
      `mutation { setRetrainPolicy(input: { assistantId: "${ASSISTANT}", trialCount: 4 }) { errors { code } } }`,
    );
    const runId = await loop.request();
    await loop.finish(runId);
    undisturbed = await searched(runId);
  });
  afterAll(() => loop.close());

  const start = (diesIn: string | null = null) => loop.startExecutor({ follows: 'run_', diesIn });
  async function searched(runId: string): Promise<SearchedRun> {
    const query = `{ trainingRun(id: "${runId}") { ${SEARCHED} } }`;
    return (await loop.read<{ trainingRun: SearchedRun }>(query)).trainingRun;
  }
  /** Trials whose first part the engine remembers as done. */
  async function finishedTrials(runId: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select workflow_uuid as id from dbos.workflow_status
      where status = 'SUCCESS' and workflow_uuid like ${`${runId}-trial-%`}`.execute(loop.db);
    return rows.map(({ id }) => id.slice(runId.length + 1));
  }
  async function versionCount(): Promise<number> {
    const { modelVersions } = await loop.read<{ modelVersions: { edges: object[] } }>(
      `{ modelVersions(assistantId: "${ASSISTANT}", first: 100) { edges { cursor } } }`,
    );
    return modelVersions.edges.length;
  }

  it('leave it to the next one in any of its trials, and no finished trial is done again', async () => {
    const runId = await loop.request();
    const killed = start('trial-3: judge');
    expect(await killed.exit).toEqual([null, 'SIGKILL']);
    const done = await finishedTrials(runId);
    expect(done.length).toBeGreaterThan(0);
    expect(done).not.toContain('trial-3');

    // Told to stop in the next stage: nothing has failed.
    const stopped = start();
    await eventually(async () => (stopped.stepsBegun().includes('end rung') ? true : undefined));
    stopped.child.kill('SIGTERM');
    expect(await stopped.exit).toEqual([0, null]);
    expect(stopped.stepsBegun()).toContain('trial-3: judge');
    expect(stopped.stepsBegun().filter((step) => done.some((trial) => step === `${trial}: judge`))).toEqual([]);
    expect(stopped.stepsBegun()).not.toContain('plan trials');
    expect(await searched(runId)).toMatchObject({ state: 'RUNNING', error: null });

    const last = await loop.finish(runId);
    expect(last.filter((step) => /^trial-\d: judge$/.test(step))).toEqual([]);
    expect(last).toContain('train');
    expect(await searched(runId)).toEqual(undisturbed);
    // One in three goes on from the first three folds, and the default trial with it.
    const folds = undisturbed.trials.map(({ curve }) => curve.length);
    expect(folds).toContain(9);
    expect(folds.every((count) => count === 3 || count === 9)).toBe(true);
    expect(undisturbed.trials.filter(({ isChosen }) => isChosen)).toHaveLength(1);
  });

  it('leave it to the next one in each of its own steps: the same trials and choice, and one version', async () => {
    const before = await versionCount();
    const runId = await loop.request();
    const steps = ['plan trials', 'await trials', 'end rung', 'choose trial'];
    const begun: string[][] = [];
    for (const step of steps) {
      const killed = start(step);
      expect(await killed.exit).toEqual([null, 'SIGKILL']);
      begun.push(killed.stepsBegun().filter((name) => steps.includes(name)));
    }
    const last = await loop.finish(runId);
    expect(begun).toEqual([
      ['plan trials'],
      ['plan trials', 'await trials'],
      ['await trials', 'end rung'],
      ['end rung', 'await trials', 'choose trial'],
    ]);
    expect(last).toEqual(['choose trial', 'train', 'evaluate', 'register', 'gate']);
    expect(await searched(runId)).toEqual(undisturbed);
    expect(await versionCount()).toBe(before + 1);
  });

  it('leave a trial that fails to the next one, which ends it and goes on without it', async () => {
    await sql`create function models.refuse() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$`.execute(loop.db);
    await sql`create trigger refuse before insert on models.trial_metric
      for each row when (new.number = 2) execute function models.refuse()`.execute(loop.db);
    const runId = await loop.request();
    const first = start('trial-2: give up');
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    expect(first.stepsBegun()).toContain('trial-2: judge');
    const second = start('end unjudged');
    expect(await second.exit).toEqual([null, 'SIGKILL']);
    expect(second.stepsBegun()).toContain('trial-2: give up');
    expect(second.stepsBegun()).not.toContain('trial-2: judge');
    expect((await loop.finish(runId))[0]).toBe('end unjudged');
    await sql`drop trigger refuse on models.trial_metric`.execute(loop.db);
    const { state, error, trials } = await searched(runId);
    expect({ state, error }).toEqual({ state: 'SUCCEEDED', error: null });
    expect(trials.map((trial) => trial.state === 'FAILED')).toEqual([false, true, false, false]);
  });

  it('that stop slowly while it waits for its trials have not failed it', async () => {
    const runId = await loop.request();
    const stopped = start();
    await eventually(async () => (stopped.stepsBegun().includes('await trials') ? true : undefined));
    expect(await loop.stopSlowly(stopped, await loop.hold(runId))).toEqual([0, null]);
    expect(await searched(runId)).toMatchObject({ state: 'RUNNING', error: null });
    expect((await loop.finish(runId)).filter((step) => step === 'plan trials' || step === 'fail')).toEqual([]);
    expect(await searched(runId)).toEqual(undisturbed);
  });
});
