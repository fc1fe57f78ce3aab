import { appendFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeModel } from '../../nlu/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { encodersIn } from '../../platform/encoder/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestBucket } from '../kit/aws.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { encodersRoot, writeEncoder, writeMortalRuntime } from '../kit/encoders.ts';
import { eventually } from '../kit/loop.ts';
import { meaningfulExamples, wordVectors } from '../kit/travel-words.ts';
import { openLoop } from './loop-of-two.ts';
import { ASSISTANT, type Taught } from './small-assistant.ts';

const ADMIN = { id: 'admin', roles: ['admin'] } as const;

interface RunAnswer {
  state: string;
  error: string | null;
  log: string[];
  modelVersion: {
    encoder: string | null;
    artifactSha256: string;
    artifactUri: string;
    evaluation: { accuracy: { value: number } };
  } | null;
}

describe('a retraining with a sentence encoder', () => {
  let database: TestDatabase;
  let objects: ObjectStore;
  let encoders: Awaited<ReturnType<typeof encodersRoot>>;
  let loop: Awaited<ReturnType<typeof openLoop>>;
  const taught: Taught = {
    examples: meaningfulExamples().map(({ id: exampleId, ...row }) => ({ ...row, exampleId, source: 'SEED' })),
    labels: [],
  };

  beforeAll(async () => {
    encoders = await encodersRoot();
    writeEncoder(encoders.root, 'tiny', wordVectors());
    [database, objects] = await Promise.all([createTestDatabase({ migrations: modelsMigrations }), createTestBucket()]);
    await migratePipeline({ databaseUrl: database.url });
    loop = await openLoop({
      databaseUrl: database.url,
      objects,
      taught,
      log: createLogger({ level: 'silent', name: 'test' }),
      encodersRoot: encoders.root,
    });
    await loop.models.start(loop.lifecycle);
    await loop.startExecutor();
  }, 300_000);
  afterAll(async () => {
    await loop.lifecycle.stop('test ends');
    await database.close();
    await encoders.close();
  });

  async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await loop.source.execute({ query, variables, identity: ADMIN, requestId: 'test' });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }
  async function setPolicy(input: object) {
    const { setRetrainPolicy } = await ask<{
      setRetrainPolicy: {
        retrainPolicy: { encoder: string | null } | null;
        errors: { code: string; path: string[] }[];
      };
    }>(
      'mutation($input: SetRetrainPolicyInput!) { setRetrainPolicy(input: $input) { retrainPolicy { encoder } errors { code path } } }',
      { input: { assistantId: ASSISTANT, warmStart: false, ...input } },
    );
    return setRetrainPolicy;
  }
  async function requested(): Promise<string> {
    const { requestRetraining } = await ask<{ requestRetraining: { trainingRun: { id: string } } }>(
      'mutation($input: RequestRetrainingInput!) { requestRetraining(input: $input) { trainingRun { id } } }',
      { input: { assistantId: ASSISTANT, reason: 'a test' } },
    );
    return requestRetraining.trainingRun.id;
  }
  async function retrained(): Promise<RunAnswer> {
    return ended(await requested());
  }
  async function ended(id: string): Promise<RunAnswer> {
    return eventually(async () => {
      const { trainingRun } = await ask<{ trainingRun: RunAnswer }>(
        'query($id: ID!) { trainingRun(id: $id) { state error log modelVersion { encoder artifactSha256 artifactUri evaluation { accuracy { value } } } } }',
        { id },
      );
      return ['QUEUED', 'RUNNING'].includes(trainingRun.state) ? undefined : trainingRun;
    });
  }
  async function versionCount(): Promise<number> {
    const { modelVersions } = await ask<{ modelVersions: { edges: object[] } }>(
      'query($id: ID!) { modelVersions(assistantId: $id, first: 100) { edges { node { id } } } }',
      { id: ASSISTANT },
    );
    return modelVersions.edges.length;
  }

  it('learns what the words alone do not tell, the same bytes every time', { timeout: 300_000 }, async () => {
    const words = await retrained();
    expect(words.modelVersion?.encoder).toBeNull();
    expect(words.modelVersion?.evaluation.accuracy.value).toBeLessThan(0.6);

    expect(await setPolicy({ encoder: 'tiny' })).toMatchObject({ retrainPolicy: { encoder: 'tiny' }, errors: [] });
    const meaning = await retrained();
    expect(meaning.log.join('\n')).toContain('with the encoder tiny');
    expect(meaning.modelVersion).toMatchObject({ encoder: 'tiny' });
    expect(meaning.modelVersion?.evaluation.accuracy.value).toBeGreaterThan(0.9);
    const again = await retrained();
    expect(again.modelVersion?.artifactSha256).toBe(meaning.modelVersion?.artifactSha256);

    // Whoever serves the version encodes as the training did.
    const { sha256, encode } = await encodersIn(encoders.root).open('tiny');
    const model = decodeModel(await objects.get(objects.keyOf(meaning.modelVersion?.artifactUri ?? '')));
    expect(model.encoder).toEqual({ name: 'tiny', sha256, dimensions: 3 });
    const utterance = 'where is the shuttle';
    expect(model.interpret(utterance, { vector: await encode(utterance) }).intent).toBe('find_bus');
  });

  it.each([
    ['nowhere', 'UNKNOWN_ENCODER'],
    ['../tiny', 'ENCODER_NAME_INVALID'],
    ['', 'ENCODER_NAME_INVALID'],
  ])('is not asked of the encoder %j, and the policy stays', async (encoder, code) => {
    await setPolicy({ encoder: 'tiny' });
    expect(await setPolicy({ encoder })).toMatchObject({ errors: [{ code, path: ['input', 'encoder'] }] });
    const policy = await ask('query($id: ID!) { retrainPolicy(assistantId: $id) { encoder } }', { id: ASSISTANT });
    expect(policy).toEqual({ retrainPolicy: { encoder: 'tiny' } });
  });

  it(
    'fails with the reason, and registers nothing, where the encoder has gone or is broken',
    { timeout: 60_000 },
    async () => {
      writeEncoder(encoders.root, 'passing', wordVectors());
      await setPolicy({ encoder: 'passing' });
      const before = await versionCount();
      appendFileSync(path.join(encoders.root, 'passing', 'tokenizer.json'), '}');
      expect(await retrained()).toMatchObject({
        state: 'FAILED',
        error: expect.stringContaining('"passing" cannot be used') as string,
        modelVersion: null,
      });
      rmSync(path.join(encoders.root, 'passing'), { recursive: true });
      expect(await retrained()).toMatchObject({
        state: 'FAILED',
        error: 'UNKNOWN_ENCODER: There is no encoder "passing" in the folder of MALHA_ENCODERS.',
        modelVersion: null,
      });
      expect(await versionCount()).toBe(before);

      expect(await setPolicy({ encoder: null })).toMatchObject({ retrainPolicy: { encoder: null } });
      expect((await retrained()).modelVersion?.encoder).toBeNull();
    },
  );

  it('is cancelled whatever its encoder is at, and the process lives', { timeout: 300_000 }, async () => {
    const { examples } = taught;
    await setPolicy({ encoder: 'tiny' });
    const unbothered = await retrained();
    const before = await versionCount();
    // More to encode than is done before it is cancelled.
    taught.examples = Array.from({ length: 100 }, (_, copy) =>
      examples.map((row) => ({
        ...row,
        exampleId: `${row.exampleId}_${copy}`,
        utterance: `${row.utterance} ${'again '.repeat(copy)}`,
      })),
    ).flat();
    for (let i = 0; i < 8; i++) {
      const id = await requested();
      await eventually(async () => {
        const { trainingRun } = await ask<{ trainingRun: { stage: string } }>(
          'query($id: ID!) { trainingRun(id: $id) { stage } }',
          { id },
        );
        return trainingRun.stage === 'train' ? true : undefined;
      });
      // While the runtime loads, and while it encodes.
      await sleep(60 * i);
      await ask('mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }', {
        input: { runId: id, reason: 'changed my mind' },
      });
      expect(await ended(id)).toMatchObject({ state: 'CANCELLED', error: null, modelVersion: null });
    }
    taught.examples = examples;
    expect(await versionCount()).toBe(before);
    expect((await retrained()).modelVersion?.artifactSha256).toBe(unbothered.modelVersion?.artifactSha256);
  });

  it('goes on where the process of its encoder dies and another does what it could not', async () => {
    const before = await versionCount();
    const { examples } = taught;
    taught.examples = examples.map((row, i) => (i === 50 ? { ...row, utterance: 'falter' } : row));
    writeMortalRuntime(encoders.root);
    expect(await retrained()).toMatchObject({ error: null, modelVersion: { encoder: 'tiny' } });
    expect(await versionCount()).toBe(before + 1);
    expect(existsSync(path.join(encoders.root, 'node_modules/@huggingface/transformers/faltered'))).toBe(true);
    taught.examples = examples;
  });

  it('fails by a code where the process of its encoder dies each time', async () => {
    const before = await versionCount();
    taught.examples = taught.examples.map((row, i) => (i === 50 ? { ...row, utterance: 'die' } : row));
    writeMortalRuntime(encoders.root);
    expect(await retrained()).toMatchObject({
      state: 'FAILED',
      error: 'ENCODER_DIED: The process of the encoder "tiny" ended: SIGABRT.',
      modelVersion: null,
    });
    expect(await versionCount()).toBe(before);
  });
});
