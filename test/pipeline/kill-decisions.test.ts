import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, KillableLoop } from './killable-loop.ts';
import { ASSISTANT } from './small-assistant.ts';
import { type Version, VersionAdmin } from './version-admin.ts';

describe('executors that are killed while they carry out a decision', { timeout: 600_000 }, () => {
  let loop: KillableLoop;
  let admin: VersionAdmin;
  beforeAll(async () => {
    loop = await KillableLoop.open();
    admin = new VersionAdmin(loop);
  });
  afterAll(() => loop.close());

  const start = (follows: string, diesIn: string | null = null) => loop.startExecutor({ follows, diesIn });
  /** A version that waits for approval, trained by an executor that is gone afterwards. */
  async function trainedVersion(): Promise<Version> {
    const executor = start('run_');
    const version = await admin.trained();
    executor.child.kill('SIGKILL');
    await executor.exit;
    return version;
  }
  async function askForEvidence({ id }: Version): Promise<void> {
    const ask = 'mutation($input: RefreshEvidenceInput!) { refreshEvidence(input: $input) { errors { code } } }';
    await loop.read(ask, { input: { modelVersionId: id } });
  }
  /** Five executors die one after another before the step has done anything; the next one gives up. */
  async function dieOf(step: string, follows: string): Promise<ReturnType<KillableLoop['startExecutor']>> {
    for (let death = 1; death <= 5; death++) {
      const executor = loop.startExecutor({ follows, diesIn: step, diesAt: 'begin' });
      expect(await executor.exit).toEqual([null, 'SIGKILL']);
    }
    return loop.startExecutor({ follows, diesIn: null });
  }

  it('leave a roll-out to the next one in each step: one deployment, and no finished step again', async () => {
    const version = await trainedVersion();
    await admin.approve(version);

    const first = start('deploy-', 'begin roll-out');
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    const { deployments } = await admin.versionOf(version.id);
    expect(deployments).toMatchObject([{ state: 'ROLLING_OUT' }]);

    const second = start('deploy-', 'await acknowledgements');
    await eventually(async () => (second.stepsBegun().includes('await acknowledgements') ? true : undefined));
    await admin.serve();
    expect(await second.exit).toEqual([null, 'SIGKILL']);

    const last = start('deploy-');
    await eventually(async () => (last.stepsBegun().length > 0 ? true : undefined));
    expect([first, second, last].map(({ stepsBegun }) => stepsBegun())).toEqual([
      ['begin roll-out'],
      ['begin roll-out', 'await acknowledgements'],
      ['await acknowledgements'],
    ]);
    expect(await admin.versionOf(version.id)).toMatchObject({
      state: 'LIVE',
      deployments: [{ id: deployments[0]?.id, state: 'LIVE' }],
    });
    last.child.kill('SIGKILL');
    await last.exit;
  });

  it('leave new evidence to the next one in each step, and no finished step is done again', async () => {
    const version = await trainedVersion();
    await askForEvidence(version);
    expect(await loop.models.decisions.refreshes()).toMatchObject([{ versionId: version.id }]);

    const first = start('refresh-', 'evaluate');
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    const second = start('refresh-', 'renew');
    expect(await second.exit).toEqual([null, 'SIGKILL']);
    const last = start('refresh-');
    await eventually(async () => (last.stepsBegun().length > 0 ? true : undefined));
    expect([first, second, last].map(({ stepsBegun }) => stepsBegun())).toEqual([
      ['evaluate'],
      ['evaluate', 'renew'],
      ['renew'],
    ]);
    expect(await loop.models.decisions.refreshes()).toEqual([]);
    // Judged against the same champion on the same rows, it is the same evidence.
    expect(await admin.versionOf(version.id)).toMatchObject({
      state: version.state,
      evidenceHash: version.evidenceHash,
    });
    last.child.kill('SIGKILL');
    await last.exit;
  });

  it('leave what fails to the next one: evidence is given up, and an approval taken back once', async () => {
    const version = await trainedVersion();
    /** Dies when the failure is written; gives what the next one begins. */
    async function diesGivingUp(step: string, follows: string): Promise<string[]> {
      expect(await start(follows, step).exit).toEqual([null, 'SIGKILL']);
      const last = start(follows);
      await eventually(async () => ((await open(follows)) === 0 ? true : undefined));
      last.child.kill('SIGKILL');
      await last.exit;
      return last.stepsBegun();
    }
    /** Workflows that the engine does not remember as ended. */
    async function open(follows: string): Promise<number> {
      const { rows } = await sql`
        select from dbos.workflow_status where workflow_uuid like ${`${follows}%`} and status in ('ENQUEUED', 'PENDING')`.execute(
        loop.db,
      );
      return rows.length;
    }

    await sql`update models.dataset_snapshot set uri = uri || '.gone'`.execute(loop.db);
    await askForEvidence(version);
    expect(await diesGivingUp('abandon', 'refresh-')).toEqual(['abandon']);
    await sql`update models.dataset_snapshot set uri = replace(uri, '.gone', '')`.execute(loop.db);
    expect(await loop.models.decisions.refreshes()).toEqual([]);

    await sql`create function models.refuse() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$`.execute(loop.db);
    await sql`create trigger refuse before insert on models.deployment
      for each row execute function models.refuse()`.execute(loop.db);
    await admin.approve(version);
    expect(await diesGivingUp('take back', 'deploy-')).toEqual(['take back']);
    await sql`drop trigger refuse on models.deployment`.execute(loop.db);
    expect(await admin.versionOf(version.id)).toEqual(version);
    const { auditLog } = await loop.read<{ auditLog: { edges: object[] } }>(
      `{ auditLog(assistantId: "${ASSISTANT}", first: 100, filter: { actions: [ROLL_OUT_FAILED], subjects: ["${version.id}"] }) {
        edges { cursor } } }`,
    );
    expect(auditLog.edges).toHaveLength(1);
  });

  it('five times in the same step take an approval back, and it may be given again', async () => {
    const version = await trainedVersion();
    await admin.approve(version);
    const survivor = await dieOf('begin roll-out', 'deploy-');
    await eventually(async () => ((await admin.versionOf(version.id)).state === 'PENDING_APPROVAL' ? true : undefined));
    expect(survivor.stepsBegun()).toEqual([]);
    expect((await admin.versionOf(version.id)).deployments).toEqual([]);

    await admin.approve(await admin.versionOf(version.id));
    await admin.deployed(version);
    await admin.serve();
    expect(await admin.versionOf(version.id)).toMatchObject({ state: 'LIVE', deployments: [{ state: 'LIVE' }] });
    survivor.child.kill('SIGKILL');
    await survivor.exit;
  });

  it('five times in the same step give new evidence up, and the old one stands', async () => {
    const version = await trainedVersion();
    await askForEvidence(version);
    const survivor = await dieOf('evaluate', 'refresh-');
    await eventually(async () => ((await loop.models.decisions.refreshes()).length === 0 ? true : undefined));
    expect(survivor.stepsBegun()).toEqual([]);
    expect(await admin.versionOf(version.id)).toMatchObject({
      state: version.state,
      evidenceHash: version.evidenceHash,
    });
    survivor.child.kill('SIGKILL');
    await survivor.exit;
  });

  it('leave the beginning of a canary to the next one in each step: one deployment, in its first step once', async () => {
    const champion = await trainedVersion();
    await admin.approve(champion);
    const survivor = start('deploy-');
    await admin.deployed(champion);
    await admin.serve();
    expect((await admin.versionOf(champion.id)).state).toBe('LIVE');
    survivor.child.kill('SIGKILL');
    await survivor.exit;
    await loop.read(
      'mutation($input: SetRetrainPolicyInput!) { setRetrainPolicy(input: $input) { errors { code } } }',
      { input: { assistantId: ASSISTANT, rollout: 'CANARY' } },
    );

    const version = await trainedVersion();
    await admin.approve(version);
    const first = start('deploy-', 'begin roll-out');
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    const begun = await admin.versionOf(version.id);
    expect(begun).toMatchObject({ state: 'CANARY', deployments: [{ state: 'CANARY' }] });
    const second = start('deploy-', 'await acknowledgements');
    expect(await second.exit).toEqual([null, 'SIGKILL']);
    const last = start('deploy-');
    await eventually(async () => (last.stepsBegun().length > 0 ? true : undefined));
    // Two ticks at once find nothing to do before the step has had its time.
    await Promise.all([loop.models.triggerDue(), loop.models.triggerDue()]);
    expect(await admin.versionOf(version.id)).toEqual(begun);
    const { modelVersion } = await loop.read<{
      modelVersion: { deployments: { steps: { startedAt: string | null }[] }[] };
    }>(`{ modelVersion(id: "${version.id}") { deployments { steps { startedAt } } } }`);
    expect(modelVersion.deployments.map(({ steps }) => steps.filter(({ startedAt }) => startedAt).length)).toEqual([1]);
    last.child.kill('SIGKILL');
    await last.exit;
  });
});
