import { DBOSClient } from '@dbos-inc/dbos-sdk';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUEUES, WORKFLOWS } from '../../pipeline/engine.ts';
import type { ExecutorTask } from './executor.process.ts';
import { eventually, KillableLoop } from './killable-loop.ts';
import { ASSISTANT } from './small-assistant.ts';
import { type Version, VersionAdmin } from './version-admin.ts';

const PLAN = [{ share: 0.1, minimumMinutes: 60 }, { share: 0.5, minimumMinutes: 60 }, { share: 1 }];
const DUE = 'trigger due runs';

interface Canary {
  state: string;
  trafficShare: number;
  deployments: { id: string; state: string; steps: { share: number; startedAt: string | null }[] }[];
}

describe('executors that are killed in the tick of the minute', { timeout: 600_000 }, () => {
  let loop: KillableLoop;
  let engine: DBOSClient;
  let admin: VersionAdmin;
  let champion: Version;
  let version: Version;
  beforeAll(async () => {
    loop = await KillableLoop.open();
    engine = await DBOSClient.create({ systemDatabaseUrl: loop.databaseUrl });
    admin = new VersionAdmin(loop);
    await loop.read(
      `mutation($plan: SetCanaryPlanInput!) { setCanaryPlan(input: $plan) { errors { code } }
        setRetrainPolicy(input: { assistantId: "${ASSISTANT}", rollout: CANARY }) { errors { code } } }`,
      { plan: { assistantId: ASSISTANT, steps: PLAN } },
    );
    const executor = start(null);
    champion = await admin.trained();
    await admin.approve(champion);
    await admin.deployed(champion);
    await admin.serve();
    version = await admin.trained();
    await admin.approve(version);
    await admin.deployed(version);
    await onlyOurTicks();
    executor.child.kill('SIGKILL');
    await executor.exit;
  });
  afterAll(async () => {
    await engine.destroy();
    await loop.close();
  });

  const start = (diesIn: string | null, diesAt: ExecutorTask['diesAt'] = 'end') =>
    loop.startExecutor({ follows: 'tick-', diesIn, diesAt });
  /** An executor that dies there; the steps that it began. */
  async function killed(diesIn: string, diesAt?: ExecutorTask['diesAt']): Promise<string[]> {
    const executor = start(diesIn, diesAt);
    expect(await executor.exit).toEqual([null, 'SIGKILL']);
    return executor.stepsBegun();
  }
  /** The clock would strike while executors die, and another tick do what the one that is killed was to do. */
  async function onlyOurTicks(): Promise<void> {
    await engine.pauseSchedule('due runs');
    await eventually(async () => {
      const { rows } = await sql`
        select from dbos.workflow_status where name = ${WORKFLOWS.tick} and status in ('ENQUEUED', 'PENDING')`.execute(
        loop.db,
      );
      return rows.length === 0 ? true : undefined;
    });
  }
  /** Has the tick begin as soon as there is an executor; gives its workflow's id. */
  async function tick(number: number): Promise<string> {
    const workflowID = `tick-${number}`;
    await engine.enqueue({ workflowName: WORKFLOWS.tick, queueName: QUEUES.deploy, workflowID }, new Date());
    return workflowID;
  }
  async function anHourPasses(): Promise<void> {
    await sql`update models.rollout_step set started_at = started_at - interval '1 hour' where passed_at is null`.execute(
      loop.db,
    );
  }
  async function canary(): Promise<Canary> {
    const { modelVersion } = await loop.read<{ modelVersion: Canary }>(
      `{ modelVersion(id: "${version.id}") { state trafficShare deployments { id state steps { share startedAt } } } }`,
    );
    return modelVersion;
  }
  async function stepsBegun(): Promise<number[]> {
    const { deployments } = await canary();
    return deployments.flatMap(({ steps }) => steps.flatMap(({ share, startedAt }) => (startedAt ? [share] : [])));
  }
  /** What the audit log has of the canary's steps: the shares that it came to. */
  async function advances(): Promise<string[]> {
    const { auditLog } = await loop.read<{
      auditLog: { edges: { node: { facts: { name: string; value: string }[] } }[] };
    }>(
      `{ auditLog(assistantId: "${ASSISTANT}", first: 100, filter: { actions: [CANARY_ADVANCED] }) {
        edges { node { facts { name value } } } } }`,
    );
    return auditLog.edges.flatMap(({ node }) =>
      node.facts.flatMap(({ name, value }) => (name === 'share' ? value : [])),
    );
  }

  it('leave a canary’s next step and a lost run to the next one in each step: each happens once', async () => {
    const begun = await canary();
    expect(begun).toMatchObject({ state: 'CANARY', trafficShare: 0.1, deployments: [{ state: 'CANARY' }] });
    const lostRun = await loop.request();
    await engine.cancelWorkflow(lostRun);
    await anHourPasses();
    const due = await canary();
    const workflowId = await tick(1);

    const steps = [await killed(DUE, 'begin')];
    expect(await canary()).toEqual(due);
    steps.push(await killed(DUE));
    const advanced = await canary();
    expect(advanced).toMatchObject({ state: 'CANARY', trafficShare: 0.5 });
    for (const step of ['end lost runs', 'end lost decisions', 'forget old ticks']) steps.push(await killed(step));
    steps.push(await loop.finish([workflowId, await tick(2)], { follows: workflowId }));
    expect(steps).toEqual([
      [DUE],
      [DUE],
      [DUE, 'end lost runs'],
      ['end lost runs', 'end lost decisions'],
      ['end lost decisions', 'forget old ticks'],
      ['forget old ticks'],
    ]);

    // Neither doing it again nor the next tick, which finds that the step has not had its time, changes anything more.
    expect(await canary()).toEqual(advanced);
    expect(await stepsBegun()).toEqual([0.1, 0.5]);
    expect(await advances()).toEqual(['0.5']);
    const { trainingRun } = await loop.read<{ trainingRun: { state: string; log: string[] } }>(
      `{ trainingRun(id: "${lostRun}") { state log } }`,
    );
    expect(trainingRun.state).toBe('FAILED');
    expect(trainingRun.log.filter((line) => line.includes('failed:'))).toHaveLength(1);
  });

  it('leave the step that makes it the champion to the next one: one deployment, which is live', async () => {
    const before = await canary();
    await anHourPasses();
    const workflowId = await tick(3);
    await killed(DUE, 'begin');
    expect(await stepsBegun()).toEqual([0.1, 0.5]);
    await killed(DUE);
    expect((await canary()).deployments).toMatchObject([{ id: before.deployments[0]?.id, state: 'ROLLING_OUT' }]);
    expect((await loop.finish(workflowId, { follows: workflowId }))[0]).toBe(DUE);
    await admin.serve();
    expect(await canary()).toMatchObject({
      state: 'LIVE',
      trafficShare: 1,
      deployments: [{ id: before.deployments[0]?.id, state: 'LIVE' }],
    });
    expect(await stepsBegun()).toEqual([0.1, 0.5, 1]);
    expect(await advances()).toEqual(['1', '0.5']);
    expect((await admin.versionOf(champion.id)).state).toBe('SUPERSEDED');
  });
});
