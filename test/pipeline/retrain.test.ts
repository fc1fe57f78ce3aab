import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { engineRevision } from '../../pipeline/engine-revision.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestBucket } from '../kit/aws.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually } from '../kit/loop.ts';
import { openLoop } from './loop-of-two.ts';
import { ASSISTANT, behind, libraryExamples, type Taught } from './small-assistant.ts';

const ADMIN = { id: 'admin', roles: ['admin'] } as const;
const log = createLogger({ level: 'silent', name: 'test' });

const LONG = { timeout: 300_000 };

describe('a retraining', () => {
  let database: TestDatabase;
  let objects: ObjectStore;
  let loop: Awaited<ReturnType<typeof openLoop>>;
  const taught: Taught = { examples: libraryExamples(), labels: [] };

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
  const RUN = `id state stage progress sequence error log metrics { name step value } stages { name startedAt finishedAt }
    modelVersion { id number state artifactSha256 artifactUri datasetSnapshotId evidenceHash evaluation { verdict support accuracy { value } championAccuracy championId pValue leftOut
      macroF1 macroF1Interval { value low high } latency { p50Ms p99Ms } crossValidation { folds support accuracy { value } } reliability { count } perIntent { f1 f1Interval { value low high } } }
    gate { verdict rules { name verdict } } }`;
  interface RunAnswer {
    id: string;
    state: string;
    progress: number;
    error: string | null;
    log: string[];
    metrics: { name: string; step: number; value: number }[];
    stages: { name: string; startedAt: string | null; finishedAt: string | null }[];
    modelVersion: {
      id: string;
      number: number;
      state: string;
      artifactSha256: string;
      datasetSnapshotId: string;
      evidenceHash: string;
      evaluation: {
        verdict: string;
        support: number;
        accuracy: { value: number };
        championAccuracy: number | null;
        championId: string | null;
        leftOut: number;
        macroF1: number;
        macroF1Interval: { value: number; low: number; high: number };
        latency: { p50Ms: number; p99Ms: number };
        crossValidation: { folds: number; support: number; accuracy: { value: number } } | null;
        reliability: { count: number }[];
        perIntent: { f1: number; f1Interval: { value: number; low: number; high: number } }[];
      };
      gate: { verdict: string; rules: { name: string; verdict: string }[] };
    } | null;
  }
  async function requestRun(assistantId = ASSISTANT, reason = 'a test'): Promise<string> {
    const { requestRetraining } = await ask<{ requestRetraining: { trainingRun: { id: string } } }>(
      'mutation($input: RequestRetrainingInput!) { requestRetraining(input: $input) { trainingRun { id } errors { code } } }',
      { input: { assistantId, reason } },
    );
    return requestRetraining.trainingRun.id;
  }
  async function finished(runId: string): Promise<RunAnswer> {
    return eventually(async () => {
      const { trainingRun } = await ask<{ trainingRun: RunAnswer }>(
        `query($id: ID!) { trainingRun(id: $id) { ${RUN} } }`,
        { id: runId },
      );
      return ['QUEUED', 'RUNNING'].includes(trainingRun.state) ? undefined : trainingRun;
    });
  }
  async function setPolicy(input: object): Promise<void> {
    const { setRetrainPolicy } = await ask<{ setRetrainPolicy: { errors: object[] } }>(
      'mutation($input: SetRetrainPolicyInput!) { setRetrainPolicy(input: $input) { errors { code } } }',
      { input: { assistantId: ASSISTANT, ...input } },
    );
    expect(setRetrainPolicy.errors).toEqual([]);
  }
  const retrained = async (assistantId?: string) => finished(await requestRun(assistantId));

  /** A serving process that takes up whatever is desired, once. */
  async function serve(): Promise<void> {
    const { desiredDeployments } = await ask<{ desiredDeployments: { deploymentId: string }[] }>(
      '{ desiredDeployments { deploymentId } }',
    );
    await ask('mutation($input: AcknowledgeDeploymentInput!) { acknowledgeDeployment(input: $input) }', {
      input: {
        processId: 'nlp-1',
        deployments: desiredDeployments.map(({ deploymentId }) => deploymentId),
        leaseSeconds: 60,
      },
    });
  }
  async function approve(version: { id: string; evidenceHash: string }): Promise<void> {
    const { approveModelVersion } = await ask<{ approveModelVersion: { __typename: string } }>(
      'mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { __typename ... on UserError { code message } } }',
      { input: { modelVersionId: version.id, expectedEvidenceHash: version.evidenceHash } },
    );
    expect(approveModelVersion).toMatchObject({ __typename: 'ApproveModelVersionSuccess' });
    await eventually(async () => {
      await serve();
      const { champion } = await ask<{ champion: { id: string } | null }>(
        `{ champion(assistantId: "${ASSISTANT}") { id } }`,
      );
      return champion?.id === version.id ? true : undefined;
    });
  }

  async function fateOf(id: string) {
    const { _entities } = await ask<{
      _entities: { fate: { datasetSnapshotId: string | null; modelVersion: { id: string } | null } }[];
    }>(
      'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Feedback { fate { datasetSnapshotId modelVersion { id } } } } }',
      { representations: [{ __typename: 'Feedback', id }] },
    );
    return _entities[0]?.fate;
  }

  it('makes, judges and registers a version that waits for approval', async () => {
    const run = await retrained();
    expect(run).toMatchObject({ state: 'SUCCEEDED', progress: 1, error: null });
    expect(run.modelVersion).toMatchObject({ number: 1, state: 'PENDING_APPROVAL' });
    expect(run.modelVersion?.evaluation).toMatchObject({ verdict: 'IMPROVED', championId: null });
    expect(run.modelVersion?.evaluation.accuracy.value).toBeGreaterThan(0.7);
    expect(run.modelVersion?.gate).toEqual({
      verdict: 'PASSED',
      rules: [{ name: 'against-champion', verdict: 'NOT_JUDGED' }],
    });
    expect(run.stages.map(({ name }) => name)).toEqual(['snapshot', 'train', 'evaluate', 'register', 'gate']);
    expect(run.stages.every(({ startedAt, finishedAt }) => startedAt && finishedAt)).toBe(true);
    expect(run.metrics.filter(({ name }) => name === 'loss').length).toBeGreaterThan(1);
    expect(run.metrics.find(({ name }) => name === 'train_seconds')?.value).toBeGreaterThan(0);
    expect(run.log.join('\n')).toContain('registered as version 1');
  });

  it('tells intervals, reliability and latency, and cross-validates where test items are few', async () => {
    const { modelVersion } = await retrained();
    const { macroF1, macroF1Interval, latency, crossValidation, reliability, perIntent, support } =
      modelVersion!.evaluation;
    expect(macroF1Interval.value).toBeCloseTo(macroF1, 9);
    expect(macroF1Interval.low).toBeLessThanOrEqual(macroF1);
    for (const { f1, f1Interval } of perIntent) expect(f1Interval.value).toBeCloseTo(f1, 9);
    expect(latency.p50Ms).toBeGreaterThan(0);
    expect(latency.p99Ms).toBeGreaterThanOrEqual(latency.p50Ms);
    expect(reliability.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(support);
    expect(crossValidation).toMatchObject({ folds: 5 });
    expect(crossValidation?.support).toBeGreaterThan(support);
  });

  it('keeps rows and artefact on S3 under their own sha256, the same again for the same data', async () => {
    const [first, second] = [await retrained(), await retrained()];
    const { uri, sha256, lineageUri, counts, exampleCount } = (
      await ask<{
        datasetSnapshot: {
          uri: string;
          sha256: string;
          lineageUri: string;
          exampleCount: number;
          counts: { split: string; count: number }[];
        };
      }>(
        'query($id: ID!) { datasetSnapshot(id: $id) { uri sha256 lineageUri exampleCount counts { split source count } } }',
        { id: first.modelVersion?.datasetSnapshotId },
      )
    ).datasetSnapshot;
    const rows = await objects.get(objects.keyOf(uri));
    expect(createHash('sha256').update(rows).digest('hex')).toBe(sha256);
    const lines = Buffer.from(rows).toString().trimEnd().split('\n');
    expect(lines).toEqual(lines.toSorted());
    expect(lines.length).toBe(exampleCount);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(exampleCount);
    expect(Buffer.from(await objects.get(objects.keyOf(lineageUri))).toString()).toContain('"source":"SEED"');
    expect(second.modelVersion?.artifactSha256).toBe(first.modelVersion?.artifactSha256);
    expect(second.modelVersion?.id).not.toBe(first.modelVersion?.id);
    const { modelVersion } = await ask<{ modelVersion: { state: string } }>(
      'query($id: ID!) { modelVersion(id: $id) { state } }',
      { id: first.modelVersion?.id },
    );
    expect(modelVersion.state).toBe('EXPIRED');
  });

  it('learns labels, shows their fate, and lets none teach that is near a test example', async () => {
    const nearTest =
      libraryExamples().find(({ split, intent }) => split === 'test' && intent !== null)?.utterance ?? '';
    taught.labels = [
      {
        utterance: 'my paperback is due',
        intent: 'renew_loan',
        language: 'en',
        weight: 1,
        ...behind('feedback_a', 'feedback_b'),
      },
      { utterance: `${nearTest}!`, intent: 'reserve', language: 'en', weight: 1, ...behind('feedback_c') },
    ];
    taught.unlabelled = [{ turnId: 'turn_said', utterance: 'may that loan last longer' }];
    const run = await retrained();
    delete taught.unlabelled;
    await approve(run.modelVersion!);
    expect(await fateOf('feedback_a')).toEqual({
      datasetSnapshotId: run.modelVersion?.datasetSnapshotId,
      modelVersion: { id: run.modelVersion?.id },
    });
    expect(await fateOf('feedback_c')).toEqual({ datasetSnapshotId: null, modelVersion: null });
    expect(run.log.join('\n')).toContain('1 labels left out: they are near test examples');
  });

  it('refuses a version that is significantly worse, and registers it all the same', async () => {
    const good = taught.examples;
    // Every label of training wrong in the same way: whatever is learned fails the test.
    taught.examples = good.map((row) =>
      row.split === 'train' && row.intent !== null
        ? {
            ...row,
            intent: { renew_loan: 'reserve', reserve: 'report_loss', report_loss: 'renew_loan' }[row.intent] ?? null,
          }
        : row,
    );
    taught.labels = [];
    const run = await retrained();
    expect(run).toMatchObject({ state: 'GATE_REFUSED', progress: 1 });
    expect(run.modelVersion).toMatchObject({ state: 'GATE_REFUSED', evaluation: { verdict: 'SIGNIFICANTLY_WORSE' } });
    const { approveModelVersion } = await ask<{ approveModelVersion: object }>(
      'mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) { ... on ApprovalRefused { code } } }',
      { input: { modelVersionId: run.modelVersion?.id, expectedEvidenceHash: run.modelVersion?.evidenceHash } },
    );
    expect(approveModelVersion).toEqual({ code: 'GATE_NOT_PASSED' });
    taught.examples = good;
  });

  it('judges by no example that the champion has learned or guessed at', async () => {
    const good = taught.examples;
    const learned = good.filter(({ split, intent }) => split === 'train' && intent !== null).slice(0, 5);
    taught.examples = [
      ...good.map((row) => (learned.includes(row) ? { ...row, split: 'test' as const } : row)),
      { ...learned[0]!, exampleId: 'imported', utterance: 'may that loan last longer', split: 'test' },
    ];
    const run = await retrained();
    expect(run.modelVersion?.evaluation.leftOut).toBe(6);
    expect(run.modelVersion?.evaluation.support).toBe(good.filter(({ split }) => split === 'test').length);
    taught.examples = good;
  });

  it('renews evidence against the champion of now', async () => {
    const first = (await retrained()).modelVersion!;
    const { refreshEvidence } = await ask<{ refreshEvidence: { errors: object[] } }>(
      'mutation($input: RefreshEvidenceInput!) { refreshEvidence(input: $input) { errors { code } } }',
      { input: { modelVersionId: first.id } },
    );
    expect(refreshEvidence.errors).toEqual([]);
    const renewed = await eventually(async () => {
      const { modelVersion } = await ask<{ modelVersion: { isRefreshingEvidence: boolean } }>(
        'query($id: ID!) { modelVersion(id: $id) { evidenceHash isRefreshingEvidence isEvidenceStale } }',
        { id: first.id },
      );
      return modelVersion.isRefreshingEvidence ? undefined : modelVersion;
    });
    expect(renewed).toMatchObject({ evidenceHash: first.evidenceHash, isEvidenceStale: false });
  });

  it('starts from what the champion has learned, and can be done again from what is recorded', LONG, async () => {
    const [first, again] = [await retrained(), await retrained()];
    const { champion } = await ask<{ champion: { id: string; number: number } }>(
      `{ champion(assistantId: "${ASSISTANT}") { id number } }`,
    );
    const madeOf = async (id?: string) =>
      (
        await ask<{ modelVersion: { recipe: string; startedFrom: { id: string } | null; parameters: string } }>(
          'query($id: ID!) { modelVersion(id: $id) { recipe startedFrom { id } parameters } }',
          { id },
        )
      ).modelVersion;
    const made = await madeOf(first.modelVersion?.id);
    expect(made).toMatchObject({ recipe: 'FAST', startedFrom: { id: champion.id } });
    expect(JSON.parse(made.parameters)).toMatchObject({
      recipe: 'fast',
      parentVersion: champion.id,
      engine: engineRevision(),
    });
    expect(first.log.join('\n')).toContain(`starting from version ${champion.number}`);
    expect(again.modelVersion?.artifactSha256).toBe(first.modelVersion?.artifactSha256);

    await setPolicy({ recipe: 'BEST', warmStart: false });
    const best = await retrained();
    expect(await madeOf(best.modelVersion?.id)).toMatchObject({ recipe: 'BEST', startedFrom: null });
    expect(best.metrics.map(({ name }) => name)).toContain('text_loss');
    await setPolicy({ recipe: 'FAST', warmStart: true });
  });

  it('starts from nothing, and says so, where what the champion had learned is gone', async () => {
    const { rows } = await sql<{ trainingStateUri: string }>`
      select training_state_uri from models.model_version where state = 'LIVE' and assistant_id = ${ASSISTANT}`.execute(
      loop.db,
    );
    expect(rows).toHaveLength(1);
    await sql`update models.model_version set training_state_uri = ${objects.uri('training-states/gone')} where state = 'LIVE'`.execute(
      loop.db,
    );
    const run = await retrained();
    expect(run).toMatchObject({ state: 'SUCCEEDED' });
    expect(run.log.join('\n')).toContain('training starts from nothing');
    await sql`update models.model_version set training_state_uri = ${rows[0]?.trainingStateUri} where state = 'LIVE'`.execute(
      loop.db,
    );
  });

  it.each([
    ['nothing', [], 'There are training examples of no intent; at least 2 intents are needed.'],
    [
      'one intent',
      libraryExamples().filter(({ intent }) => intent === 'reserve'),
      'There are training examples of one intent; at least 2 intents are needed.',
    ],
    [
      'no test',
      libraryExamples().filter(({ split }) => split === 'train'),
      'There is no test example with an intent, so no version could be judged. Import some.',
    ],
  ])('fails with a sentence for a person where there is %s', async (_, examples, sentence) => {
    const good = taught.examples;
    taught.examples = examples;
    const run = await retrained('asst_empty');
    expect(run).toMatchObject({ state: 'FAILED', error: sentence, modelVersion: null });
    taught.examples = good;
  });

  it('stops when it is cancelled while training, and makes no version', async () => {
    const good = taught.examples;
    // Enough to train on for longer than it takes to cancel.
    taught.examples = libraryExamples(40);
    const runId = await requestRun('asst_large');
    await eventually(async () => {
      const { trainingRun } = await ask<{ trainingRun: { stage: string } }>(
        'query($id: ID!) { trainingRun(id: $id) { stage } }',
        { id: runId },
      );
      return trainingRun.stage === 'train' ? true : undefined;
    });
    await ask('mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }', {
      input: { runId, reason: 'changed my mind' },
    });
    const run = await finished(runId);
    expect(run).toMatchObject({ state: 'CANCELLED', modelVersion: null });
    expect(run.log.at(-1)).toContain('cancelled by admin: changed my mind');
    taught.examples = good;
    // The queue of the assistant is free again: the next run is done to its end.
    expect((await retrained('asst_large')).state).toBe('SUCCEEDED');
  });

  it('makes the first version of an assistant by itself, once', async () => {
    const seeded = { assistantId: 'asst_seeded', reason: 'first start', signal: AbortSignal.timeout(20_000) };
    await loop.models.seedFirstVersion(seeded);
    await loop.models.seedFirstVersion(seeded);
    const { modelVersions } = await ask<{
      modelVersions: { edges: { node: { number: number; approval: { by: string } } }[] };
    }>('{ modelVersions(assistantId: "asst_seeded", first: 10) { edges { node { number approval { by } } } } }');
    expect(modelVersions.edges).toEqual([{ node: { number: 1, approval: { by: 'seed' } } }]);
  });

  it('enqueues nothing where the request rolls back', async () => {
    await expect(
      transaction(loop.db, async (tx) => {
        await loop.models.runs.want(tx, {
          assistantId: 'asst_rolled_back',
          trigger: 'MANUAL',
          reason: 'x',
          requestedBy: null,
        });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const runs = await ask<{ trainingRuns: { edges: unknown[] } }>(
      '{ trainingRuns(assistantId: "asst_rolled_back", first: 1) { edges { cursor } } }',
    );
    expect(runs.trainingRuns.edges).toEqual([]);
  });
});
