import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killEngine } from '../kit/faults.ts';
import { Chat, DEMO, eventually, feedbackHistory } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

const CONVERSATIONS = 4;
const FEEDBACKS = 6;

describe('with parts killed while it works, each role its own process', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('many');
  }, 120_000);
  afterAll(() => malha?.stop(), 30_000);

  /** Feedback of several conversations, one after another in each; every one is accepted or this rejects. */
  async function giveFeedback(comment: string): Promise<string[]> {
    const perConversation = await Promise.all(
      Array.from({ length: CONVERSATIONS }, async () => {
        const chat = await Chat.start(malha);
        const ids: string[] = [];
        for (let i = 0; i < FEEDBACKS; i++) {
          const turn = await chat.say('how do I renew a book?');
          ids.push((await chat.feedback(turn, { verdict: 'HELPFUL', comment: `${comment} ${i}` })).id);
        }
        return ids;
      }),
    );
    return perConversation.flat();
  }
  async function allRecorded(ids: readonly string[]): Promise<number> {
    return eventually(
      async () => {
        const recorded = new Set(
          (await feedbackHistory(malha)).filter(({ status }) => status !== 'QUEUED').map(({ id }) => id),
        );
        return ids.every((id) => recorded.has(id)) ? ids.filter((id) => recorded.has(id)).length : undefined;
      },
      { timeoutMs: 60_000, what: 'every feedback in the history' },
    );
  }

  it('loses no feedback that arrives while the queue is down', { timeout: 120_000 }, async () => {
    killEngine(malha, 'aws');
    const ids = await giveFeedback('the queue is down');
    const recorded = await allRecorded(ids);
    report('queue killed', ids.length, recorded);
    expect(recorded).toBe(CONVERSATIONS * FEEDBACKS);
  });

  it('keeps everything committed when the database is killed, and goes on', { timeout: 120_000 }, async () => {
    const before = await feedbackHistory(malha);
    killEngine(malha, 'postgres');
    const after = await eventually(() => feedbackHistory(malha).catch(() => undefined), {
      timeoutMs: 60_000,
      what: 'the database’s return',
    });
    report('database killed', before.length, after.length);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const ids = await eventually(() => giveFeedback('after the database').catch(() => undefined), {
      timeoutMs: 60_000,
    });
    expect(await allRecorded(ids)).toBe(ids.length);
  });

  it(
    'answers without the fields of a subgraph that was killed, and with them when it is back',
    { timeout: 120_000 },
    async () => {
      const chat = await Chat.start(malha);
      const turn = await chat.say('how do I renew a book?');
      const ask = () =>
        malha.graph().send('query($id: ID!) { turn(id: $id) { utterance tags { name } } }', { id: turn.id });
      await malha.kill('subgraph:tagging');
      const { data, errors } = await ask();
      expect(data).toEqual({ turn: { utterance: 'how do I renew a book?', tags: null } });
      expect(errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/);
      const { sendMessage } = await malha
        .graph(chat.token)
        .data<{ sendMessage: { turn: { index: number } } }>(
          'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { index } } }',
          { input: { conversationId: chat.conversationId, text: 'and without tags?' } },
        );
      expect(sendMessage.turn.index).toBe(1);
      await malha.start('subgraph:tagging');
      const back = await eventually(async () => {
        const answer = await ask();
        return answer.errors ? undefined : answer.data;
      });
      expect(back).toMatchObject({ turn: { tags: [{ name: expect.any(String) }] } });
    },
  );

  it('keeps chatting with the version it served while models is down', { timeout: 120_000 }, async () => {
    await malha.kill('subgraph:models');
    await malha.kill('subgraph:nlp');
    malha.launch('subgraph:nlp');
    const intent = await eventually(
      async () => {
        const { data } = await malha
          .graph(null)
          .send(
            `mutation { startConversation(input: { assistantId: "${DEMO}", language: "en" }) { conversation { id } conversationToken } }`,
          );
        const { conversation, conversationToken } = (data ?? {})['startConversation'] as {
          conversation: { id: string };
          conversationToken: string;
        };
        const said = await malha
          .graph(conversationToken)
          .send(
            'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { interpretation { intent } } } }',
            { input: { conversationId: conversation.id, text: 'how do I renew a book?' } },
          );
        const { turn } = (said.data ?? {})['sendMessage'] as { turn: { interpretation: { intent: string } | null } };
        return turn.interpretation?.intent;
      },
      { timeoutMs: 60_000, what: 'an interpretation without models' },
    );
    expect(intent).toBe('loan_renewal');
    await malha.start('subgraph:models');
  });

  it('finishes a run whose worker was killed, in another worker', { timeout: 180_000 }, async () => {
    const { requestRetraining } = await malha
      .graph()
      .data<{ requestRetraining: { trainingRun: { id: string } } }>(
        `mutation { requestRetraining(input: { assistantId: "${DEMO}", reason: "a worker will die" }) { trainingRun { id } } }`,
      );
    const { id } = requestRetraining.trainingRun;
    const readRun = async () =>
      (
        await malha
          .graph()
          .data<{ trainingRun: { state: string; stage: string; modelVersion: { id: string } | null } }>(
            `query($id: ID!) { trainingRun(id: $id) { state stage modelVersion { id } } }`,
            { id },
          )
      ).trainingRun;
    await eventually(async () => ((await readRun()).state === 'RUNNING' ? true : undefined), {
      what: 'the start of the run',
    });
    await malha.kill('worker');
    await malha.start('worker#2');
    const run = await eventually(
      async () => {
        const seen = await readRun();
        return seen.state === 'RUNNING' || seen.state === 'QUEUED' ? undefined : seen;
      },
      { timeoutMs: 120_000, what: 'the end of the run' },
    );
    expect(run.state).toBe('SUCCEEDED');
    const { modelVersions } = await malha
      .graph()
      .data<{ modelVersions: { edges: { node: { id: string } }[] } }>(
        `{ modelVersions(assistantId: "${DEMO}", first: 100) { edges { node { id } } } }`,
      );
    report('worker killed: versions', 1, modelVersions.edges.length);
    expect(modelVersions.edges).toHaveLength(2);
  });
});

function report(what: string, before: number, after: number): void {
  process.stdout.write(`${what}: ${before} before, ${after} after\n`);
}
