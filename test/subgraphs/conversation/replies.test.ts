import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { turnObserved } from '../../../subgraphs/conversation/index.ts';
import { Unavailable } from '../../../subgraphs/kit/index.ts';
import { ConversationRoom, userOf } from './conversation-room.ts';
import { CLOSE_CALL, GYM_PASSAGE, LIBRARY_ANSWER, UNSURE } from './played-rooms.ts';

let room: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
});
beforeEach(() => {
  room.rooms.down.clear();
  room.rooms.understanding = () => LIBRARY_ANSWER;
  room.rooms.passages = [];
  room.rooms.handoffIntents = [];
});
afterAll(() => room.close());

describe('the reply', () => {
  it('is the curated answer where the intent is certain', async () => {
    const turn = await room.say(await room.start(), 'when does the library open?');
    expect(turn.reply).toEqual({ kind: 'ANSWER', text: 'The library opens at 8.', options: [], citations: [] });
    expect(turn.modelVersion).toEqual({ id: 'ver_1' });
    expect(turn.latencyMs).toBe(7);
  });

  it('asks back where the call is close', async () => {
    room.rooms.understanding = () => CLOSE_CALL;
    const turn = await room.say(await room.start(), 'library');
    expect(turn.reply.kind).toBe('DISAMBIGUATION');
    expect(turn.reply.options).toEqual(CLOSE_CALL.options);
  });

  it('answers the option that the user chooses, and refuses what was not offered', async () => {
    room.rooms.understanding = ({ chosenIntent }) =>
      chosenIntent ? { ...LIBRARY_ANSWER, answer: 'Renew it online.' } : CLOSE_CALL;
    const conversation = await room.start();
    await room.say(conversation, 'library');
    expect((await room.send(conversation, 'Wi-Fi', { chosenIntent: 'wifi' })).errors).toEqual([
      { code: 'INVALID_CHOICE', path: ['input', 'chosenIntent'] },
    ]);
    const turn = await room.say(conversation, 'Renew a loan', { chosenIntent: 'loan_renewal' });
    expect(turn).toMatchObject({
      index: 1,
      chosenIntent: 'loan_renewal',
      reply: { kind: 'ANSWER', text: 'Renew it online.' },
    });
    expect(room.rooms.asked.findLast(({ operation }) => operation === 'tagTurn')?.variables).toMatchObject({
      input: { intent: 'loan_renewal', replyKind: 'ANSWER' },
    });
  });

  it('refuses a choice where nothing was offered', async () => {
    const { errors } = await room.send(await room.start(), 'hours', { chosenIntent: 'library_hours' });
    expect(errors.map(({ code }) => code)).toEqual(['INVALID_CHOICE']);
  });

  it('cites a relevant passage where no intent is certain', async () => {
    room.rooms.understanding = () => UNSURE;
    room.rooms.passages = [GYM_PASSAGE, { ...GYM_PASSAGE, pageSnapshotId: 'snap_2', isRelevant: false }];
    const { reply } = await room.say(await room.start(), 'can I work out on campus?');
    const { isRelevant: _, ...citation } = GYM_PASSAGE;
    expect(reply.kind).toBe('KNOWLEDGE');
    expect(reply.text).toContain('The gym is open from 6 to 22.');
    expect(reply.text).toContain('“The gym”');
    expect(reply.citations).toEqual([citation]);
  });

  it('admits in the conversation’s language that it does not know', async () => {
    room.rooms.passages = [{ ...GYM_PASSAGE, isRelevant: false }];
    room.rooms.understanding = ({ language }) => ({ ...UNSURE, language: String(language) });
    const english = await room.say(await room.start(), 'what is the meaning of life?');
    const portuguese = await room.say(await room.start({ language: 'pt' }), 'qual é o sentido da vida?');
    expect(english.reply).toMatchObject({ kind: 'FALLBACK', options: [] });
    expect(english.reply.text).toMatch(/don’t know/);
    expect(portuguese.reply.text).toMatch(/Não sei/);
  });

  it('follows a user who switches language: what says nothing of its own is heard in the language spoken last', async () => {
    const heard: unknown[] = [];
    room.rooms.understanding = ({ language, utterance }) => {
      heard.push(language);
      return { ...UNSURE, language: utterance === 'e agora?' ? 'pt-BR' : String(language) };
    };
    const conversation = await room.start();
    await room.say(conversation, 'ok');
    const switched = await room.say(conversation, 'e agora?');
    // What is kept of a conversation in memory is not all that tells: another process reads it from the database.
    const elsewhere = await room.openTwin();
    const after = await elsewhere.say(conversation, 'ok');
    const again = await room.say(conversation, 'ok');
    expect(heard).toEqual(['en', 'en', 'pt-BR', 'pt-BR']);
    for (const { reply } of [switched, after, again]) expect(reply.text).toMatch(/Não sei/);
    expect((await room.outbox()).slice(-4).map(({ body }) => (body as { language: string }).language)).toEqual([
      'en',
      'pt-BR',
      'pt-BR',
      'pt-BR',
    ]);
  });

  it('offers a person where the assistant has an intent that calls one', async () => {
    room.rooms.understanding = ({ chosenIntent }) =>
      chosenIntent ? { ...LIBRARY_ANSWER, answer: 'Somebody will call.' } : UNSURE;
    room.rooms.handoffIntents = ['human_handoff'];
    const conversation = await room.start();
    const { reply } = await room.say(conversation, 'blah');
    expect(reply.options).toEqual([{ intent: 'human_handoff', label: 'Talk to a person' }]);
    expect(reply.text).toMatch(/person/);
    const handedOver = await room.say(conversation, 'Talk to a person', { chosenIntent: 'human_handoff' });
    expect(handedOver.reply.text).toBe('Somebody will call.');
  });

  it('falls through to knowledge where an intent has no answer in the language', async () => {
    room.rooms.understanding = () => ({ ...LIBRARY_ANSWER, answer: null });
    room.rooms.passages = [GYM_PASSAGE];
    expect((await room.say(await room.start(), 'hours?')).reply.kind).toBe('KNOWLEDGE');
  });
});

describe('a room that is down', () => {
  it('costs the reply its interpretation, not its knowledge, when it is nlp', async () => {
    room.rooms.down.add('nlp');
    room.rooms.passages = [GYM_PASSAGE];
    const conversation = await room.start();
    const turn = await room.say(conversation, 'gym?');
    expect(turn).toMatchObject({ modelVersion: null, reply: { kind: 'KNOWLEDGE' } });
    room.rooms.passages = [];
    expect((await room.say(conversation, 'gym?')).reply.kind).toBe('FALLBACK');
    expect((await room.outbox()).at(-1)?.body).toMatchObject({ intent: null, confidence: null, modelVersionId: null });
  });

  it('costs the reply its knowledge when it is scraping', async () => {
    room.rooms.down.add('scraping');
    room.rooms.understanding = () => UNSURE;
    expect((await room.say(await room.start(), 'gym?')).reply.kind).toBe('FALLBACK');
  });

  it('costs the turn its tags when it is tagging', async () => {
    room.rooms.down.add('tagging');
    const turn = await room.say(await room.start(), 'hours?');
    const message = (await room.outbox()).find(({ deduplicationId }) => deduplicationId === turn.id);
    expect(message?.body).toMatchObject({ tags: [], intent: 'library_hours' });
  });

  it('never costs the turn, even when all are', async () => {
    for (const name of ['nlp', 'scraping', 'tagging']) room.rooms.down.add(name);
    expect((await room.say(await room.start(), 'anybody?')).reply.kind).toBe('FALLBACK');
  });
});

describe('what a turn leaves behind', () => {
  it('is one message with its facts and the turn before', async () => {
    const conversation = await room.start({ endUserId: 'ana', channel: 'web' });
    const first = await room.say(conversation, 'hello');
    const second = await room.say(conversation, 'when does the library open?');
    const own = (await room.outbox()).filter(({ groupId }) => groupId === conversation);
    expect(own.map(({ deduplicationId }) => deduplicationId)).toEqual([first.id, second.id]);
    expect(own.map(({ body }) => turnObserved.parse(body))).toMatchObject([
      { kind: 'TurnObserved', version: 1, index: 0, previous: null, utterance: 'hello' },
      {
        turnId: second.id,
        conversationId: conversation,
        assistantId: 'asst_public',
        endUserId: 'ana',
        channel: 'web',
        language: 'en',
        index: 1,
        at: '2026-11-22T12:00:00.000Z',
        replyKind: 'ANSWER',
        intent: 'library_hours',
        confidence: 0.93,
        isOutOfScope: false,
        isCloseCall: false,
        ranking: [{ intent: 'library_hours', confidence: 0.93 }, { intent: 'loan_renewal' }, { intent: 'gym' }],
        modelVersionId: 'ver_1',
        deploymentId: 'deployment_1',
        isHandoff: false,
        latencyMs: 7,
        tags: [{ id: 'tag_library', name: 'Library' }],
        previous: { turnId: first.id, utterance: 'hello', replyKind: 'ANSWER', at: '2026-11-22T12:00:00.000Z' },
      },
    ]);
  });

  it('tells of a request for a person, and of what the model would rather not answer', async () => {
    room.rooms.understanding = ({ chosenIntent }) =>
      chosenIntent ? { ...LIBRARY_ANSWER, answer: 'Somebody will call.' } : UNSURE;
    room.rooms.handoffIntents = ['human_handoff'];
    const conversation = await room.start();
    await room.say(conversation, 'blah');
    await room.say(conversation, 'Talk to a person', { chosenIntent: 'human_handoff' });
    const own = (await room.outbox()).filter(({ groupId }) => groupId === conversation);
    expect(own.map(({ body }) => body)).toMatchObject([
      { intent: null, isOutOfScope: true, ranking: [{ intent: 'library_hours' }, {}, {}], isHandoff: false },
      { chosenIntent: 'human_handoff', isHandoff: true },
    ]);
  });

  it('wakes the relay', async () => {
    const woken = Promise.withResolvers<string>();
    const stop = await room.database.notifications.listen('conversation_outbox', (payload) => woken.resolve(payload));
    await room.say(await room.start(), 'hello');
    expect(await woken.promise).toBe('');
    stop();
  });

  it('is nothing where the message is refused', async () => {
    const conversation = await room.start();
    const before = [await room.count('turn'), await room.count('outbox')];
    await room.send(conversation, '   ');
    await room.send(conversation, 'x'.repeat(2_001));
    await room.send(conversation, 'x', { chosenIntent: 'nothing' });
    expect([await room.count('turn'), await room.count('outbox')]).toEqual(before);
  });

  it('is nothing where the caller goes away before the reply', async () => {
    const conversationId = await room.start();
    const turnsBefore = await room.count('turn');
    const caller = new AbortController();
    room.rooms.understanding = () => {
      caller.abort();
      throw new Unavailable('The nlp subgraph does not answer.');
    };
    const asking = room.ask(
      'mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { id } } }',
      { input: { conversationId, text: 'hello' } },
      userOf(conversationId),
      caller.signal,
    );
    await expect(asking).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await room.count('turn')).toBe(turnsBefore);
  });
});
