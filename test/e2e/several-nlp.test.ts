import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../platform/processes/index.ts';
import { type ShortEngines, startShortEngines } from '../kit/engines.ts';
import {
  approve,
  approveAndWait,
  champion,
  Chat,
  DEMO,
  eventually,
  type LearnedVersion,
  retrain,
  sendWithoutPause,
} from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { Relay } from '../kit/relay.ts';

const QUESTION = 'how do I renew a book?';
const USERS = 3;
/** Of each phase, so many messages are waited for: its figures are of no fewer. */
const MESSAGES = 100;
const ROLES = [
  ...['conversation', 'nlp#1', 'nlp#2', 'tagging', 'scraping', 'feedback', 'models'].map((room) => `subgraph:${room}`),
  'worker',
  'gateway',
];

interface DeploymentAnswer {
  state: string;
  faults: { processId: string; message: string }[];
}

describe('two nlp processes behind one address', () => {
  let engines: ShortEngines;
  let malha: RunningMalha;
  /** In front of both. */
  let nlp: Relay;
  /** S3 as the second alone sees it. */
  let objects: Relay;
  let ports: readonly [number, number];
  let objectsPort: number;
  beforeAll(async () => {
    engines = await startShortEngines();
    objectsPort = Number(new URL(engines.aws.endpoint).port);
    ports = [await freePort(), await freePort()];
    [nlp, objects] = await Promise.all([Relay.open(ports), Relay.open([objectsPort])]);
    const engineEnvironment = {
      DATABASE_URL: engines.databaseUrl,
      AWS_ENDPOINT_URL: engines.aws.endpoint,
      AWS_ACCESS_KEY_ID: engines.aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: engines.aws.credentials.secretAccessKey,
    };
    malha = await startMalha('many', engineEnvironment, {
      roles: ROLES,
      environmentOf: (role, { MALHA_SUBGRAPHS }) => {
        const at = (url: string) => ({ MALHA_SUBGRAPHS: `${MALHA_SUBGRAPHS},nlp=${url}/graphql` });
        if (role === 'subgraph:nlp#1') return at(`http://127.0.0.1:${ports[0]}`);
        if (role !== 'subgraph:nlp#2') return at(nlp.url);
        return { ...at(`http://127.0.0.1:${ports[1]}`), AWS_ENDPOINT_URL: objects.url };
      },
    });
    await bothAnswerBy(await champion(malha));
  }, 300_000);
  afterAll(async () => {
    await malha?.stop();
    await Promise.all([nlp?.close(), objects?.close()]);
    await engines?.stop();
  }, 60_000);

  /** The version by which each of the two answers a message now. */
  async function answering(): Promise<(string | undefined)[]> {
    const versions: (string | undefined)[] = [];
    try {
      for (const port of ports) {
        nlp.use([port]);
        versions.push((await (await Chat.start(malha)).say(QUESTION)).modelVersion?.id);
      }
    } finally {
      nlp.use(ports);
    }
    return versions;
  }
  /**
   * Both answer so. At once where both hold their leases; on a machine so busy that one has not been able to renew its own for ten seconds, a
   * version is LIVE without it, and it follows.
   */
  async function bothAnswerBy({ id }: Pick<LearnedVersion, 'id'>): Promise<void> {
    await eventually(async () => ((await answering().catch(() => [])).join() === `${id},${id}` ? true : undefined), {
      what: `${id} in both processes`,
    });
  }
  async function deploymentOf({ id }: LearnedVersion): Promise<DeploymentAnswer | undefined> {
    const { modelVersion } = await malha
      .graph()
      .data<{ modelVersion: { deployments: DeploymentAnswer[] } }>(
        'query($id: ID!) { modelVersion(id: $id) { deployments { state faults { processId message } } } }',
        { id },
      );
    return modelVersion.deployments.at(-1);
  }
  /** A version that has learned one thing more: from the same examples again come the same bytes, which both would have already. */
  async function newVersion(text: string): Promise<LearnedVersion> {
    const example = { text, intent: 'student_card', language: 'en', split: 'TRAIN' };
    const { importExamples } = await malha
      .graph()
      .data<{ importExamples: { imported: number } }>(
        'mutation($input: ImportExamplesInput!) { importExamples(input: $input) { imported errors { code } } }',
        { input: { assistantId: DEMO, examples: [example] } },
      );
    expect(importExamples.imported).toBe(1);
    return retrain(malha, text);
  }
  async function rollBackTo(before: LearnedVersion): Promise<void> {
    const left = await champion(malha);
    const { rollBackDeployment } = await malha
      .graph()
      .data<{ rollBackDeployment: { errors: { code: string }[] } }>(
        'mutation($input: RollBackDeploymentInput!) { rollBackDeployment(input: $input) { errors { code } } }',
        { input: { assistantId: DEMO, reason: 'end of the test', expectedChampionId: left.id } },
      );
    expect(rollBackDeployment.errors).toEqual([]);
    await eventually(
      async () => {
        const { id, state } = await champion(malha);
        return id === before.id && state === 'LIVE' ? true : undefined;
      },
      { what: 'the roll back' },
    );
  }

  it(
    'lose and delay no message while a version goes LIVE in both, and while it is rolled back',
    { timeout: 300_000 },
    async () => {
      const before = await champion(malha);
      const version = await newVersion('my turnstile swallows cards');
      const traffic = new Traffic(malha);
      const figures = [await traffic.phase('before', () => Promise.resolve())];
      figures.push(
        await traffic.phase('while a version goes LIVE', async () => {
          await approveAndWait(malha, version);
          await bothAnswerBy(version);
        }),
        await traffic.phase('while it is rolled back', async () => {
          await rollBackTo(before);
          await bothAnswerBy(before);
        }),
        await traffic.phase('after', () => Promise.resolve()),
      );
      const { sent, failures } = await traffic.stop();
      expect(failures).toEqual([]);
      process.stdout.write(`two nlp processes: ${sent} messages, 0 failed\n${figures.join('\n')}\n`);
    },
  );

  it(
    'of which one cannot load a version: it keeps the old one and says so, and the version is not LIVE until it can',
    { timeout: 300_000 },
    async () => {
      const before = await champion(malha);
      const version = await newVersion('the reader eats my card');
      const traffic = new Traffic(malha);
      objects.use([]);
      await approve(malha, version);
      // The deployment is read after the answers: the one process serves the version already, and it is not LIVE.
      const { faults } = await eventually(
        async () => {
          const answers = await answering().catch(() => []);
          const deployment = await deploymentOf(version);
          const isKeptByOne = answers.join() === `${version.id},${before.id}`;
          return isKeptByOne && deployment?.state === 'ROLLING_OUT' && deployment.faults.length > 0
            ? deployment
            : undefined;
        },
        { what: 'a process that keeps the old version and says so' },
      );
      expect(faults).toEqual([{ processId: expect.any(String), message: expect.stringMatching(/./) }]);

      objects.use([objectsPort]);
      await eventually(async () => ((await champion(malha)).id === version.id ? true : undefined), {
        what: 'the swap',
      });
      await bothAnswerBy(version);
      await eventually(async () => ((await deploymentOf(version))?.faults.length === 0 ? true : undefined), {
        what: 'the end of the fault',
      });
      expect(await deploymentOf(version)).toMatchObject({ state: 'LIVE' });
      const { sent, failures } = await traffic.stop();
      expect(failures).toEqual([]);
      expect(sent).toBeGreaterThan(0);
    },
  );
});

/** Users who send one message after another all the time. */
class Traffic {
  readonly #users: ReturnType<typeof sendWithoutPause>[];

  constructor(malha: RunningMalha) {
    this.#users = Array.from({ length: USERS }, () => sendWithoutPause(malha));
  }

  /** Does something under the traffic; resolves to how long its messages took, in words. */
  async phase(name: string, work: () => Promise<void>): Promise<string> {
    this.#took();
    await work();
    const took = this.#took();
    await eventually(
      () => {
        took.push(...this.#took());
        return Promise.resolve(took.length >= MESSAGES ? true : undefined);
      },
      { what: `${MESSAGES} messages ${name}` },
    );
    took.sort((a, b) => a - b);
    const [median, tail, slowest] = [0.5, 0.95, 1].map((share) => took[Math.ceil(share * took.length) - 1]?.toFixed(0));
    return `  ${name}: ${took.length} messages, ${median} ms at the median, ${tail} ms at the 95th percentile, ${slowest} ms the slowest`;
  }

  async stop(): Promise<{ sent: number; failures: unknown[] }> {
    const ends = await Promise.all(this.#users.map((user) => user.stop()));
    return {
      sent: ends.reduce((sum, { sent }) => sum + sent, 0),
      failures: ends.flatMap(({ failures }) => failures),
    };
  }

  #took(): number[] {
    return this.#users.flatMap((user) => user.took());
  }
}
