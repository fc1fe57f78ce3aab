import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO, eventually, feedbackHistory, retrain } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { drawOf } from '../kit/simulation/people.ts';

const FLOODERS_ADDRESS = '203.0.113.7';
const SOMEBODYS_ADDRESS = '198.51.100.9';
/** Conversations that an address may start in a second, and five times as many at once. */
const STARTS_PER_SECOND = 4;
const STARTS_AT_ONCE = 5 * STARTS_PER_SECOND;
/** So many all at once that a machine would have to take ten seconds over them for none to be refused. */
const ATTEMPTS = 60;
const CORRECTIONS_EACH = 10;
const WRONG = 'library_hours';
const RIGHT = 'student_card';
/** What the anonymous users of one address may weigh together in a day. */
const MOST_WEIGHT = 100;

interface Started {
  from: string;
  conversationId: string;
  token: string;
}
interface Answer {
  data?: Record<string, Record<string, unknown> | null> | null;
  errors?: { extensions: { code: string } }[];
}

describe('a flood of anonymous conversations from one address', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one', {
      MALHA_TRUSTED_PROXIES: '127.0.0.1',
      MALHA_ANONYMOUS_RATE_PER_SECOND: String(STARTS_PER_SECOND),
    });
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  /** One operation from an address, as the proxy in front passes it on. */
  function ask(from: string, token: string | null, query: string, input: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'x-forwarded-for': from,
        ...(token && { authorization: `Bearer ${token}` }),
      };
      const sent = request(`${malha.url}/graphql`, { method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as Answer));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ query, variables: { input } }));
    });
  }
  /** Starts a conversation; the code of the refusal where there is one. */
  async function start(from: string): Promise<Started | string> {
    const { data, errors } = await ask(
      from,
      null,
      'mutation($input: StartConversationInput!) { startConversation(input: $input) { conversation { id } conversationToken } }',
      { assistantId: DEMO, language: 'en' },
    );
    if (errors) return errors[0]!.extensions.code;
    const { conversation, conversationToken: token } = data!['startConversation'] as {
      conversation: { id: string };
      conversationToken: string;
    };
    return { from, conversationId: conversation.id, token };
  }
  /** Says something, and corrects the reply. */
  async function correct({ from, conversationId, token }: Started, text: string, correctedIntent: string) {
    const said = await ask(
      from,
      token,
      'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { id } } }',
      { conversationId, text },
    );
    expect(said.errors).toBeUndefined();
    const { turn } = said.data!['sendMessage'] as { turn: { id: string } };
    const corrected = await ask(
      from,
      token,
      'mutation($input: SubmitFeedbackInput!) { submitFeedback(input: $input) { feedback { id } errors { code } } }',
      { turnId: turn.id, verdict: 'CORRECTION', correctedIntent },
    );
    expect(corrected).toMatchObject({ data: { submitFeedback: { errors: [] } } });
  }

  it(
    'is refused beyond its rate, keeps nobody else from being served, and weighs no more than ten users',
    { timeout: 300_000 },
    async () => {
      const starts = await Promise.all(Array.from({ length: ATTEMPTS }, () => start(FLOODERS_ADDRESS)));
      const refused = starts.filter((outcome) => typeof outcome === 'string');
      const flooders = starts.filter((outcome) => typeof outcome !== 'string');
      expect(new Set(refused)).toEqual(new Set(['RATE_LIMITED']));
      expect(flooders.length).toBeGreaterThanOrEqual(STARTS_AT_ONCE);

      const flooded = Promise.all(
        flooders.map(async (flooder, f) => {
          for (let i = 0; i < CORRECTIONS_EACH; i++)
            await correct(flooder, nonsenseOf(f * CORRECTIONS_EACH + i), WRONG);
        }),
      );
      // Meanwhile somebody elsewhere is heard.
      const somebody = (await start(SOMEBODYS_ADDRESS)) as Started;
      await correct(somebody, 'the red light blinks when I hold it to the reader', RIGHT);
      await flooded;
      const corrections = flooders.length * CORRECTIONS_EACH;
      expect(corrections).toBeGreaterThan(MOST_WEIGHT);

      await eventually(
        async () => {
          const accepted = (await feedbackHistory(malha)).filter(({ status }) => status === 'ACCEPTED');
          return accepted.length === corrections + 1 ? true : undefined;
        },
        { what: 'the acceptance of all corrections' },
      );
      const { datasetSnapshotId } = await retrain(malha, 'after the flood');
      const taught = await labelsIn(datasetSnapshotId);
      const wrong = taught.filter(({ intent }) => intent === WRONG);
      const weight = wrong.reduce((sum, label) => sum + label.weight, 0);
      expect(wrong.length).toBeGreaterThan(MOST_WEIGHT);
      expect(weight).toBeGreaterThan(MOST_WEIGHT / 2);
      expect(weight).toBeLessThanOrEqual(MOST_WEIGHT + 0.01);
      expect(taught.filter(({ intent }) => intent === RIGHT)).toMatchObject([{ weight: 1 }]);
      process.stdout.write(
        `flood: of ${ATTEMPTS} conversations ${refused.length} refused; ${corrections} corrections weigh ${weight.toFixed(1)}\n`,
      );
    },
  );

  /** The labels that feedback gave, in a snapshot. */
  async function labelsIn(snapshotId: string): Promise<{ intent: string | null; weight: number }[]> {
    const labels: { intent: string | null; weight: number }[] = [];
    let after: string | null = null;
    do {
      const page: ExamplesPage = await malha.graph().data<ExamplesPage>(
        `query($id: ID!, $after: String) { datasetSnapshot(id: $id) { examples(first: 100, after: $after) {
          edges { node { intent weight feedbackIds } } pageInfo { hasNextPage endCursor } } } }`,
        { id: snapshotId, after },
      );
      const { edges, pageInfo } = page.datasetSnapshot.examples;
      labels.push(...edges.map(({ node }) => node).filter(({ feedbackIds }) => feedbackIds.length > 0));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    return labels;
  }
});

interface ExamplesPage {
  datasetSnapshot: {
    examples: {
      edges: { node: { intent: string | null; weight: number; feedbackIds: string[] } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

/** Words that nobody has used, others for each number. */
function nonsenseOf(n: number): string {
  const draw = drawOf(n, 5);
  const letters = (of: string) => of[Math.floor(draw() * of.length)]!;
  const word = () => Array.from({ length: 4 }, () => letters('bcdfgjklmnprstvz') + letters('aeiou')).join('');
  return `${word()} ${word()} ${word()}`;
}
