import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadHelpDesk } from '../../demo/help-desk.ts';
import { Chat, DEMO, eventually, type UserErrorAnswer } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

const UNKNOWN = 'qwxz vbnrt plomk grufz';
const LANGUAGE = 'en';
/** Short, so that a test sees it; the chore looks once a minute. */
const ABANDONED_AFTER_SECONDS = 2;

interface Reply {
  id: string;
  reply: { kind: string; options: { intent: string }[] };
}
interface Noticed {
  turnId: string;
  signal: string;
  verdict: string;
  source: string;
  status: string;
  labelWeight: number;
  correctedIntent: string | null;
}

describe('what users do, over the public graph', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one', { MALHA_ABANDONED_AFTER_SECONDS: String(ABANDONED_AFTER_SECONDS) });
  }, 300_000);
  afterAll(() => malha?.stop(), 30_000);

  async function say(chat: Chat, text: string, chosenIntent?: string): Promise<Reply> {
    const { sendMessage } = await malha
      .graph(chat.token)
      .data<{ sendMessage: { turn: Reply; errors: UserErrorAnswer[] } }>(
        'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { id reply { kind options { intent } } } errors { code } } }',
        { input: { conversationId: chat.conversationId, text, ...(chosenIntent && { chosenIntent }) } },
      );
    expect(sendMessage.errors).toEqual([]);
    return sendMessage.turn;
  }
  /** A conversation in which the first reply to one of these texts is of this kind. */
  async function ask(kind: string, ...texts: string[]): Promise<{ chat: Chat; turn: Reply }> {
    for (const text of texts) {
      const chat = await Chat.start(malha);
      const turn = await say(chat, text);
      if (turn.reply.kind === kind) return { chat, turn };
    }
    throw new Error(`none of ${texts.length} texts got a reply of ${kind}`);
  }
  async function copy(chat: Chat, turnId: string): Promise<{ feedback: { id: string } | null }> {
    const { recordSignal } = await malha
      .graph(chat.token)
      .data<{ recordSignal: { feedback: { id: string } | null } }>(
        'mutation($input: RecordSignalInput!) { recordSignal(input: $input) { feedback { id } errors { code } } }',
        { input: { turnId, signal: 'ANSWER_COPIED', idempotencyKey: 'copied' } },
      );
    return recordSignal;
  }
  async function history(filter: object): Promise<Noticed[]> {
    const { feedbackHistory } = await malha.graph().data<{ feedbackHistory: { edges: { node: Noticed }[] } }>(
      `query($filter: FeedbackFilter!) { feedbackHistory(filter: $filter, first: 100) { edges { node {
        turnId signal verdict source status labelWeight correctedIntent } } } }`,
      { filter: { assistantId: DEMO, ...filter } },
    );
    return feedbackHistory.edges.map(({ node }) => node);
  }

  it('is feedback about the reply before, each with its signal, through the queue', { timeout: 300_000 }, async () => {
    const { turn: abandoned } = await ask('FALLBACK', UNKNOWN);
    const fallback = await ask('FALLBACK', UNKNOWN);
    await say(fallback.chat, `${UNKNOWN}z`);
    const answer = await ask('ANSWER', 'how do I renew a book?');
    await say(answer.chat, 'how can I renew my book?');
    const refused = await ask('ANSWER', 'how do I renew a book?');
    await say(refused.chat, 'let me talk to a person');
    const question = await ask('DISAMBIGUATION', ...mixedQuestions());
    const chosen = question.turn.reply.options.at(-1)!.intent;
    await say(question.chat, 'this one', chosen);
    const copied = await ask('ANSWER', 'how do I renew a book?');
    const first = await copy(copied.chat, copied.turn.id);
    expect(await copy(copied.chat, copied.turn.id)).toEqual(first);

    const expected = [
      { turnId: abandoned.id, signal: 'ABANDONED_AFTER_FALLBACK', verdict: 'UNHELPFUL', labelWeight: 0 },
      { turnId: fallback.turn.id, signal: 'REPHRASE_AFTER_FALLBACK', verdict: 'UNHELPFUL', labelWeight: 0 },
      { turnId: answer.turn.id, signal: 'REPHRASE_AFTER_ANSWER', verdict: 'UNHELPFUL', labelWeight: 0 },
      { turnId: refused.turn.id, signal: 'HUMAN_REQUESTED', verdict: 'UNHELPFUL', labelWeight: 0 },
      { turnId: question.turn.id, signal: 'DISAMBIGUATION_CHOICE', correctedIntent: chosen, labelWeight: 0.5 },
      { turnId: copied.turn.id, signal: 'ANSWER_COPIED', verdict: 'HELPFUL', labelWeight: 0 },
    ];
    for (const { turnId, signal, ...said } of expected) {
      const noticed = await eventually(
        async () =>
          (await history({ signals: [signal] })).find((one) => one.turnId === turnId && one.status !== 'QUEUED'),
        { timeoutMs: 120_000, what: signal },
      );
      const status = signal === 'DISAMBIGUATION_CHOICE' ? 'ACCEPTED' : 'RECORDED';
      expect(noticed).toMatchObject({ source: 'IMPLICIT', status, ...said });
    }
  });

  it('is counted by signal', async () => {
    const { feedbackStatistics } = await malha
      .graph()
      .data<{ feedbackStatistics: { key: string; count: number }[] }>(
        `{ feedbackStatistics(filter: { assistantId: "${DEMO}", signals: [ANSWER_COPIED, HUMAN_REQUESTED] }, groupBy: SIGNAL) { key count } }`,
      );
    expect(feedbackStatistics).toEqual([
      { key: 'ANSWER_COPIED', count: 1 },
      { key: 'HUMAN_REQUESTED', count: 1 },
    ]);
  });
});

/** Questions of two things at once, of which the version may ask which one is meant. */
function mixedQuestions(): string[] {
  const { intents, examples } = loadHelpDesk();
  const said = intents.flatMap(({ name, category }) => {
    const example = examples.find(
      ({ intent, language, split }) => intent === name && language === LANGUAGE && split === 'train',
    );
    return example && category !== 'talk' ? [example.utterance] : [];
  });
  return said.flatMap((one, i) => said.slice(i + 1, i + 4).map((other) => `${one} ${other}`));
}
