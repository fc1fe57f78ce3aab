import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { eventually, KillableLoop } from './killable-loop.ts';
import { ASSISTANT } from './small-assistant.ts';

interface Version {
  id: string;
  number: number;
  state: string;
  evidenceHash: string;
  deployments: { id: string; state: string }[];
}

describe('executors that are killed while they carry out a decision', { timeout: 300_000 }, () => {
  let loop: KillableLoop;
  beforeAll(async () => {
    loop = await KillableLoop.open();
  });
  afterAll(() => loop.close());

  const start = (follows: string, diesIn: string | null = null) => loop.startExecutor({ follows, diesIn });
  async function versionOf(id: string): Promise<Version> {
    const { modelVersion } = await loop.read<{ modelVersion: Version }>(
      'query($id: ID!) { modelVersion(id: $id) { id number state evidenceHash deployments { id state } } }',
      { id },
    );
    return modelVersion;
  }
  /** A version that waits for approval, trained by an executor that is gone afterwards. */
  async function trainedVersion(): Promise<Version> {
    const run = await transaction(loop.db, (tx) =>
      loop.models.runs.want(tx, { assistantId: ASSISTANT, trigger: 'MANUAL', reason: 'test', requestedBy: null }),
    );
    const executor = loop.startExecutor({ follows: 'run_', diesIn: null });
    const id = await eventually(async () => {
      const { trainingRun } = await loop.read<{
        trainingRun: { state: string; modelVersion: { id: string } | null };
      }>(`{ trainingRun(id: "${run.id}") { state modelVersion { id } } }`);
      return trainingRun.state === 'SUCCEEDED' ? trainingRun.modelVersion?.id : undefined;
    });
    executor.child.kill('SIGKILL');
    await executor.exit;
    return versionOf(id);
  }
  async function approve({ id, evidenceHash }: Version): Promise<void> {
    const { approveModelVersion } = await loop.read<{ approveModelVersion: { __typename: string } }>(
      'mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { __typename } }',
      { input: { modelVersionId: id, expectedEvidenceHash: evidenceHash } },
    );
    expect(approveModelVersion.__typename).toBe('ApproveModelVersionSuccess');
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
  /** A process that serves takes up what is desired. */
  async function serve(): Promise<void> {
    const { desiredDeployments } = await loop.read<{ desiredDeployments: { deploymentId: string }[] }>(
      '{ desiredDeployments { deploymentId } }',
    );
    await loop.read('mutation($input: AcknowledgeDeploymentInput!) { acknowledgeDeployment(input: $input) }', {
      input: {
        processId: 'nlp-1',
        deployments: desiredDeployments.map(({ deploymentId }) => deploymentId),
        leaseSeconds: 60,
      },
    });
  }

  it('leave a roll-out to the next one in each step: one deployment, and no finished step again', async () => {
    const version = await trainedVersion();
    await approve(version);

    const first = start('deploy-', 'begin roll-out');
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    const { deployments } = await versionOf(version.id);
    expect(deployments).toMatchObject([{ state: 'ROLLING_OUT' }]);

    const second = start('deploy-', 'await acknowledgements');
    await eventually(async () => (second.stepsBegun().includes('await acknowledgements') ? true : undefined));
    await serve();
    expect(await second.exit).toEqual([null, 'SIGKILL']);

    const last = start('deploy-');
    await eventually(async () => (last.stepsBegun().length > 0 ? true : undefined));
    expect([first, second, last].map(({ stepsBegun }) => stepsBegun())).toEqual([
      ['begin roll-out'],
      ['begin roll-out', 'await acknowledgements'],
      ['await acknowledgements'],
    ]);
    expect(await versionOf(version.id)).toMatchObject({
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
    expect(await versionOf(version.id)).toMatchObject({ state: version.state, evidenceHash: version.evidenceHash });
    last.child.kill('SIGKILL');
    await last.exit;
  });

  it('five times in the same step take an approval back, and it may be given again', async () => {
    const version = await trainedVersion();
    await approve(version);
    const survivor = await dieOf('begin roll-out', 'deploy-');
    await eventually(async () => ((await versionOf(version.id)).state === 'PENDING_APPROVAL' ? true : undefined));
    expect(survivor.stepsBegun()).toEqual([]);
    expect((await versionOf(version.id)).deployments).toEqual([]);

    await approve(await versionOf(version.id));
    await eventually(async () => ((await versionOf(version.id)).deployments.length > 0 ? true : undefined));
    await serve();
    expect(await versionOf(version.id)).toMatchObject({ state: 'LIVE', deployments: [{ state: 'LIVE' }] });
    survivor.child.kill('SIGKILL');
    await survivor.exit;
  });

  it('five times in the same step give new evidence up, and the old one stands', async () => {
    const version = await trainedVersion();
    await askForEvidence(version);
    const survivor = await dieOf('evaluate', 'refresh-');
    await eventually(async () => ((await loop.models.decisions.refreshes()).length === 0 ? true : undefined));
    expect(survivor.stepsBegun()).toEqual([]);
    expect(await versionOf(version.id)).toMatchObject({ state: version.state, evidenceHash: version.evidenceHash });
    survivor.child.kill('SIGKILL');
    await survivor.exit;
  });

  it('leave the beginning of a canary to the next one in each step: one deployment, in its first step once', async () => {
    const champion = await trainedVersion();
    await approve(champion);
    const survivor = start('deploy-');
    await eventually(async () => ((await versionOf(champion.id)).deployments.length > 0 ? true : undefined));
    await serve();
    expect((await versionOf(champion.id)).state).toBe('LIVE');
    survivor.child.kill('SIGKILL');
    await survivor.exit;
    await loop.read(
      'mutation($input: SetRetrainPolicyInput!) { setRetrainPolicy(input: $input) { errors { code } } }',
      { input: { assistantId: ASSISTANT, rollout: 'CANARY' } },
    );

    const version = await trainedVersion();
    await approve(version);
    const first = start('deploy-', 'begin roll-out');
    expect(await first.exit).toEqual([null, 'SIGKILL']);
    const begun = await versionOf(version.id);
    expect(begun).toMatchObject({ state: 'CANARY', deployments: [{ state: 'CANARY' }] });
    const second = start('deploy-', 'await acknowledgements');
    expect(await second.exit).toEqual([null, 'SIGKILL']);
    const last = start('deploy-');
    await eventually(async () => (last.stepsBegun().length > 0 ? true : undefined));
    // Two ticks at once find nothing to do before the step has had its time.
    await Promise.all([loop.models.triggerDue(), loop.models.triggerDue()]);
    expect(await versionOf(version.id)).toEqual(begun);
    const { modelVersion } = await loop.read<{
      modelVersion: { deployments: { steps: { startedAt: string | null }[] }[] };
    }>(`{ modelVersion(id: "${version.id}") { deployments { steps { startedAt } } } }`);
    expect(modelVersion.deployments.map(({ steps }) => steps.filter(({ startedAt }) => startedAt).length)).toEqual([1]);
    last.child.kill('SIGKILL');
    await last.exit;
  });
});
