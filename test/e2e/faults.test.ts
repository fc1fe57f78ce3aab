import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killEngine } from '../kit/faults.ts';
import { Chat, DEMO, eventually, feedbackHistory, type FeedbackNode, turnsOf } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { Outage } from '../kit/outage.ts';
import { SteadyUser } from '../kit/steady-user.ts';

const CONVERSATIONS = 4;
const FEEDBACKS = 6;
const DATABASE_KILLS = 2;
/** Turns that are said and judged before a fault, and after it. */
const GOING_ON = 3;

/** What people no longer get while a room is down. */
const LOST_WITHOUT: Readonly<Record<string, readonly string[]>> = {
  conversation: ['say', 'judge', 'turn', 'history.edges.node.turn'],
  nlp: ['say.turn.interpretation', 'say.turn.modelVersion', 'turn.interpretation', 'intents'],
  tagging: ['say.turn.tags', 'turn.tags', 'tags'],
  scraping: ['sources'],
  feedback: ['judge', 'turn.feedback', 'history'],
  models: ['say.turn.modelVersion', 'turn.modelVersion', 'versions'],
};

describe('with parts killed while it works, each role its own process', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('many');
  }, 300_000);
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
      { timeoutMs: 200_000, what: 'every feedback in the history' },
    );
  }

  /** What is kept: turns of these users, feedback that somebody gave, versions. */
  async function countsOf(users: readonly SteadyUser[]) {
    const turns = await Promise.all(users.map(({ conversationId }) => turnsOf(malha, conversationId)));
    const { feedbackHistory: history, modelVersions } = await malha
      .graph()
      .data<{ feedbackHistory: { totalCount: number }; modelVersions: { edges: unknown[] } }>(
        `{ feedbackHistory(filter: { assistantId: "${DEMO}", sources: [EXPLICIT] }, first: 1) { totalCount }
           modelVersions(assistantId: "${DEMO}", first: 100) { edges { cursor } } }`,
      );
    return { turns: turns.flat().length, feedback: history.totalCount, versions: modelVersions.edges.length };
  }

  it('loses no feedback that arrives while the queue is down', { timeout: 300_000 }, async () => {
    killEngine(malha, 'aws');
    const ids = await giveFeedback('the queue is down');
    const recorded = await allRecorded(ids);
    report('queue killed', ids.length, recorded);
    expect(recorded).toBe(CONVERSATIONS * FEEDBACKS);
  });

  it(
    'keeps what it acknowledged, once and in order, when the database is killed under messages and feedback',
    { timeout: 300_000 },
    async () => {
      const before = (await feedbackHistory(malha)).filter(isExplicit);
      const users = await Promise.all(Array.from({ length: CONVERSATIONS }, () => SteadyUser.start(malha)));
      for (let kill = 0; kill < DATABASE_KILLS; kill++) {
        await everyoneGoesOn(users);
        const failuresBefore = failuresOf(users).length;
        killEngine(malha, 'postgres');
        await eventually(async () => failuresOf(users).length > failuresBefore || undefined, { what: 'a failure' });
        await everyoneGoesOn(users);
      }
      await Promise.all(users.map((user) => user.stop()));

      expect(otherThanCoded(failuresOf(users))).toEqual([]);
      const acknowledged = users.flatMap(({ judged }) => judged.map(({ id }) => id));
      await allRecorded(acknowledged);
      const after = (await feedbackHistory(malha)).filter(isExplicit);
      let turns = 0;
      for (const { conversationId, said, judged } of users) {
        const kept = await turnsOf(malha, conversationId);
        turns += kept.length;
        expect(kept).toEqual(said);
        expect(kept.map(({ index }) => index)).toEqual(kept.map((_turn, i) => i));
        const history = after.filter((feedback) => feedback.conversationId === conversationId).toReversed();
        expect(history.map(({ id, comment }) => ({ id, comment }))).toEqual(judged);
      }
      report('database killed: turns', users.flatMap(({ said }) => said).length, turns);
      report('database killed: feedback', before.length + acknowledged.length, after.length);
      process.stdout.write(
        `database killed: ${failuresOf(users).length} attempts failed and were sent again under their keys\n`,
      );
      expect(after).toHaveLength(before.length + acknowledged.length);
      expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    },
  );

  it(
    'loses a killed subgraph’s own fields and nothing that was kept, whichever it is',
    { timeout: 300_000 },
    async () => {
      const outage = await Outage.prepare(malha);
      const users: SteadyUser[] = [];
      const rows: string[][] = [['killed', 'turns', 'feedback', 'versions', 'lost until it was back']];
      for (const [room, expected] of Object.entries(LOST_WITHOUT)) {
        const before = await countsOf(users);
        const user = await SteadyUser.start(malha);
        users.push(user);
        await everyoneGoesOn([user]);
        await malha.kill(`subgraph:${room}`);
        const { lost, codes, text } = await outage.look();
        await malha.start(`subgraph:${room}`);
        await eventually(async () => (await outage.look()).lost.length === 0 || undefined, {
          what: `the return of ${room}`,
        });
        await everyoneGoesOn([user]);
        await user.stop();
        const after = await countsOf(users);

        rows.push([
          room,
          `${before.turns} + ${user.said.length} = ${after.turns}`,
          `${before.feedback} + ${user.judged.length} = ${after.feedback}`,
          `${before.versions} = ${after.versions}`,
          lost.join(', '),
        ]);
        expect([room, ...lost]).toEqual([room, ...expected]);
        expect(codes).toEqual(['UNAVAILABLE']);
        expect(text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/);
        expect(otherThanCoded(user.failures)).toEqual([]);
        // Who asks for nothing that is lost does not even notice.
        const isNoticed = lost.includes('say') || lost.includes('judge');
        expect([room, ...(isNoticed ? [] : user.failures)]).toEqual([room]);
        expect(after).toEqual({
          turns: before.turns + user.said.length,
          feedback: before.feedback + user.judged.length,
          versions: before.versions,
        });
      }
      print(rows);
    },
  );

  it('keeps chatting with the version it served while models is down', { timeout: 300_000 }, async () => {
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
      { timeoutMs: 200_000, what: 'an interpretation without models' },
    );
    expect(intent).toBe('loan_renewal');
    await malha.start('subgraph:models');
  });

  it('finishes a run whose worker was killed, in another worker', { timeout: 300_000 }, async () => {
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

function isExplicit({ source }: FeedbackNode): boolean {
  return source === 'EXPLICIT';
}

function failuresOf(users: readonly SteadyUser[]): string[] {
  return users.flatMap(({ failures }) => failures);
}

function otherThanCoded(failures: readonly string[]): string[] {
  return failures.filter((code) => code !== 'UNAVAILABLE' && code !== 'INTERNAL');
}

/** Waits until each of them has had some more turns and feedback acknowledged. */
async function everyoneGoesOn(users: readonly SteadyUser[]): Promise<void> {
  const goals = users.map(({ judged }) => judged.length + GOING_ON);
  await eventually(async () => users.every(({ judged }, i) => judged.length >= (goals[i] ?? 0)) || undefined, {
    timeoutMs: 200_000,
    what: 'more turns and feedback of every user',
  });
}

function report(what: string, before: number, after: number): void {
  process.stdout.write(`${what}: ${before} before, ${after} after\n`);
}

/** Writes a table whose columns are as wide as what they hold. */
function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
