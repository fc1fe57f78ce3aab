import { createHash } from 'node:crypto';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel, train, type TrainingParameters } from '../../nlu/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { decodeRows, toExample } from '../../pipeline/snapshot-rows.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import type { SnapshotExample } from '../../subgraphs/nlp/index.ts';
import { createTestBucket } from '../kit/aws.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/loop.ts';
import { noisyDesk } from '../nlu/noisy-desk.ts';
import { openLoop } from './loop-of-two.ts';
import { libraryExamples, type Taught } from './small-assistant.ts';

const ADMIN = { id: 'admin', roles: ['admin'] } as const;
const errorsLogged: string[] = [];
const destination = { write: (line: string) => void errorsLogged.push(line) };
const log = createLogger({ level: 'error', name: 'test', destination });

const RUN = `state progress error log stages { name finishedAt }
  trials { number parameters { name value } state score curve { step value } isChosen startedAt finishedAt }
  modelVersion { artifactSha256 datasetSnapshotId parameters seed trial { number } evaluation { accuracy { value } } }`;
interface RunAnswer {
  state: string;
  progress: number;
  error: string | null;
  log: string[];
  stages: { name: string; finishedAt: string | null }[];
  trials: {
    number: number;
    parameters: { name: string; value: number }[];
    state: string;
    score: number | null;
    curve: { step: number; value: number }[];
    isChosen: boolean;
    startedAt: string | null;
    finishedAt: string | null;
  }[];
  modelVersion: {
    artifactSha256: string;
    datasetSnapshotId: string;
    parameters: string;
    seed: number;
    trial: { number: number } | null;
    evaluation: { accuracy: { value: number } };
  } | null;
}

/** A desk whose labels are wrong four times in ten, judged by right ones. */
function noisyExamples(): SnapshotExample[] {
  const taught = noisyDesk({ count: 300, seed: 5 });
  const test = noisyDesk({ count: 100, seed: 99, wrong: 0 }).map((row) => ({
    ...row,
    id: `test_${row.id}`,
    split: 'test' as const,
  }));
  return [...taught, ...test].map(({ id: exampleId, ...row }) => ({ ...row, exampleId, source: 'SEED' }));
}

/** Two runs are not at the same time. */
function withoutTimes(trial: RunAnswer['trials'][number]) {
  return { ...trial, startedAt: null, finishedAt: null };
}

describe('a run that tries parameters', { timeout: 300_000 }, () => {
  let database: TestDatabase;
  let objects: ObjectStore;
  let loop: Awaited<ReturnType<typeof openLoop>>;
  const taught: Taught = { examples: noisyExamples(), labels: [] };

  beforeAll(async () => {
    [database, objects] = await Promise.all([createTestDatabase({ migrations: modelsMigrations }), createTestBucket()]);
    await migratePipeline({ databaseUrl: database.url });
    loop = await openLoop({ databaseUrl: database.url, objects, taught, log });
    await loop.models.start(loop.lifecycle);
    await loop.startExecutor();
  });
  afterAll(async () => {
    await loop.lifecycle.stop('test ends');
    await database.close();
  });

  async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await loop.source.execute({ query, variables, identity: ADMIN, requestId: 'test' });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }
  async function request(assistantId: string, policy: object): Promise<string> {
    const { setRetrainPolicy, requestRetraining } = await ask<{
      setRetrainPolicy: { errors: object[] };
      requestRetraining: { trainingRun: { id: string } };
    }>(
      `mutation($policy: SetRetrainPolicyInput!, $run: RequestRetrainingInput!) {
        setRetrainPolicy(input: $policy) { errors { code } }
        requestRetraining(input: $run) { trainingRun { id } } }`,
      { policy: { assistantId, ...policy }, run: { assistantId, reason: 'a test' } },
    );
    expect(setRetrainPolicy.errors).toEqual([]);
    return requestRetraining.trainingRun.id;
  }
  const read = async (id: string) =>
    (await ask<{ trainingRun: RunAnswer }>(`query($id: ID!) { trainingRun(id: $id) { ${RUN} } }`, { id })).trainingRun;
  const finished = (id: string) =>
    eventually(
      async () => {
        const run = await read(id);
        return ['QUEUED', 'RUNNING'].includes(run.state) ? undefined : run;
      },
      { timeoutMs: 200_000 },
    );
  const workflowsOf = async (runId: string) =>
    (
      await sql<{ id: string; status: string }>`
        select workflow_uuid as id, status from dbos.workflow_status where workflow_uuid like ${`${runId}-trial-%`}
        order by 1`.execute(loop.db)
    ).rows;

  it('chooses what does best on held-out rows, shows every trial with its curve, and trains with that', async () => {
    const run = await finished(await request('asst_noisy', { trialCount: 9 }));
    expect(run).toMatchObject({ state: 'SUCCEEDED', progress: 1, error: null });
    expect(run.stages.map(({ name }) => name)).toEqual(['snapshot', 'trials', 'train', 'evaluate', 'register', 'gate']);
    expect(run.stages.every(({ finishedAt }) => finishedAt)).toBe(true);
    expect(run.trials.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(run.trials[0]?.parameters).toEqual([
      { name: 'C', value: 1 },
      { name: 'longestChars', value: 4 },
      { name: 'longestWords', value: 2 },
      { name: 'pairWeight', value: 0.7 },
    ]);
    // One fold, three, nine: who is stopped has a point for each fold that it was judged by.
    expect([...new Set(run.trials.map(({ curve }) => curve.length))].toSorted((a, b) => a - b)).toEqual([1, 3, 9]);
    for (const { curve, score, state, startedAt, finishedAt } of run.trials) {
      expect(curve.map(({ step }) => step)).toEqual(curve.map((_, i) => i + 1));
      expect(curve.at(-1)?.value).toBe(score);
      expect(state).toBe(curve.length === 9 ? 'FINISHED' : 'STOPPED');
      expect(startedAt && finishedAt).toBeTruthy();
    }
    const [chosen, ...others] = run.trials.filter(({ isChosen }) => isChosen);
    expect(others).toEqual([]);
    expect(chosen?.score).toBeGreaterThan((run.trials[0]?.score ?? 1) + 0.03);
    const parameters = JSON.parse(run.modelVersion?.parameters ?? '{}') as Record<string, unknown>;
    expect(parameters).toMatchObject({
      ...Object.fromEntries(chosen?.parameters.map(({ name, value }) => [name, value]) ?? []),
      trial: chosen?.number,
    });
    expect(run.modelVersion?.trial).toEqual({ number: chosen?.number });
    expect(run.log.join('\n')).toContain(`trial ${chosen?.number} chosen: C `);

    const usual = await finished(await request('asst_noisy_without', {}));
    expect(usual.trials).toEqual([]);
    expect(usual.modelVersion?.trial).toBeNull();
    expect(run.modelVersion?.evaluation.accuracy.value).toBeGreaterThan(
      usual.modelVersion?.evaluation.accuracy.value ?? 1,
    );
  });

  /** Trains again, in one thread, from what is recorded of the version and nothing else. */
  async function trainedAgain({ parameters, seed, datasetSnapshotId }: NonNullable<RunAnswer['modelVersion']>) {
    const { datasetSnapshot } = await ask<{ datasetSnapshot: { uri: string } }>(
      'query($id: ID!) { datasetSnapshot(id: $id) { uri } }',
      { id: datasetSnapshotId },
    );
    const rows = decodeRows(await objects.get(objects.keyOf(datasetSnapshot.uri)));
    const examples = rows.filter(({ split }) => split !== 'test').map(toExample);
    const model = train({ examples, seed, parameters: JSON.parse(parameters) as TrainingParameters });
    return createHash('sha256').update(encodeModel(model)).digest('hex');
  }

  it('chooses the same again from the same rows, and what is recorded gives the same bytes', async () => {
    const [first, again] = [
      await finished(await request('asst_same', { trialCount: 4 })),
      await finished(await request('asst_same_again', { trialCount: 4 })),
    ];
    expect(again.trials.map(withoutTimes)).toEqual(first.trials.map(withoutTimes));
    expect(again.modelVersion?.artifactSha256).toBe(first.modelVersion?.artifactSha256);
    expect(await trainedAgain(first.modelVersion!)).toBe(first.modelVersion?.artifactSha256);
  });

  it('ends when its seconds are over, with the best of what was compared by then', async () => {
    const good = taught.examples;
    // Too much to try a hundred choices on in a second.
    taught.examples = libraryExamples(12);
    const run = await finished(await request('asst_hurried', { trialCount: 100, trialBudgetSeconds: 1 }));
    taught.examples = good;
    expect(run).toMatchObject({ state: 'SUCCEEDED', error: null });
    expect(run.trials.filter(({ state }) => state === 'OUT_OF_TIME').length).toBeGreaterThan(50);
    expect(run.trials.filter(({ finishedAt }) => !finishedAt)).toEqual([]);
    expect(run.trials.filter(({ isChosen }) => isChosen)).toHaveLength(1);
    expect(errorsLogged).toEqual([]);
    expect(await trainedAgain(run.modelVersion!)).toBe(run.modelVersion?.artifactSha256);
  });

  it('goes on without a trial that is cancelled or given up while the search waits for it', async () => {
    const good = taught.examples;
    taught.examples = libraryExamples(12);
    const runId = await request('asst_bereft', { trialCount: 4 });
    await eventually(async () => ((await workflowsOf(runId)).length === 4 ? true : undefined));
    for (const [number, status] of [
      [3, 'CANCELLED'],
      [4, 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
    ] as const)
      await sql`
        update dbos.workflow_status set status = ${status}, queue_name = null
        where workflow_uuid = ${`${runId}-trial-${number}`} and status in ('ENQUEUED', 'PENDING')`.execute(loop.db);
    const run = await finished(runId);
    taught.examples = good;
    expect(run).toMatchObject({ state: 'SUCCEEDED', error: null });
    expect(run.trials.slice(2).map(({ state }) => state)).toEqual(['FAILED', 'FAILED']);
    expect([1, 2]).toContain(run.modelVersion?.trial?.number);
    // Another executor that goes on with the search reads the same from what is remembered.
    const remembered = (await DBOS.listWorkflowSteps(runId))?.find(({ name }) => name === 'await trials');
    expect(remembered).toMatchObject({ error: null, output: [expect.anything(), expect.anything(), null, null] });
    expect(errorsLogged).toEqual([]);
  });

  it('takes its trials with it when it is cancelled', async () => {
    const good = taught.examples;
    taught.examples = libraryExamples(40);
    const runId = await request('asst_cancelled', { trialCount: 20 });
    await eventually(async () => {
      const isEnqueued = (await workflowsOf(runId)).length === 20;
      return isEnqueued && (await read(runId)).trials.some(({ state }) => state === 'RUNNING') ? true : undefined;
    });
    await ask('mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }', {
      input: { runId },
    });
    const run = await finished(runId);
    taught.examples = good;
    expect(run).toMatchObject({ state: 'CANCELLED', modelVersion: null });
    expect(new Set(run.trials.map(({ state }) => state))).toEqual(new Set(['CANCELLED']));
    const workflows = await workflowsOf(runId);
    expect(workflows).toHaveLength(20);
    expect(new Set(workflows.map(({ status }) => status))).toEqual(new Set(['CANCELLED']));
    // The queue of trials is free again.
    expect((await finished(await request('asst_cancelled', { trialCount: 2 }))).state).toBe('SUCCEEDED');
    expect(errorsLogged).toEqual([]);
  });
});
