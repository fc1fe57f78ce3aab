import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ANONYMOUS, APP, ConversationRoom, userOf } from './conversation-room.ts';

let room: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
});
afterAll(() => room.close());

const codesOf = ({ errors }: { errors: { code: string }[] }) => errors.map(({ code }) => code);

describe('a repeated idempotency key', () => {
  it('gives the same turn and asks no room again', async () => {
    const conversation = await room.start();
    const first = await room.say(conversation, 'hello', { idempotencyKey: 'k1' });
    const asked = room.rooms.asked.length;
    expect(await room.say(conversation, 'hello', { idempotencyKey: 'k1' })).toEqual(first);
    expect(room.rooms.asked).toHaveLength(asked);
    expect((await room.outbox()).filter(({ groupId }) => groupId === conversation)).toHaveLength(1);
  });

  it('gives the same turn where it chose an option that is no longer offered', async () => {
    const conversation = await room.start();
    const options = [{ intent: 'wifi', label: 'Wi-Fi' }];
    room.rooms.understanding = ({ chosenIntent }) => ({
      interpretation: null,
      decision: chosenIntent ? 'ANSWER' : 'DISAMBIGUATION',
      answer: chosenIntent ? 'Use eduroam.' : null,
      options,
      language: 'en',
    });
    await room.say(conversation, 'internet');
    const chosen = await room.say(conversation, 'Wi-Fi', { chosenIntent: 'wifi', idempotencyKey: 'k2' });
    expect(await room.say(conversation, 'Wi-Fi', { chosenIntent: 'wifi', idempotencyKey: 'k2' })).toEqual(chosen);
  });

  it('is refused with another text', async () => {
    const conversation = await room.start();
    await room.say(conversation, 'hello', { idempotencyKey: 'k3' });
    expect(codesOf(await room.send(conversation, 'good bye', { idempotencyKey: 'k3' }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
    expect((await room.outbox()).filter(({ groupId }) => groupId === conversation)).toHaveLength(1);
  });

  it('makes one turn of messages that come at once', async () => {
    const conversation = await room.start();
    const turns = await Promise.all(
      Array.from({ length: 8 }, () => room.say(conversation, 'hello', { idempotencyKey: 'k4' })),
    );
    expect(new Set(turns.map(({ id }) => id)).size).toBe(1);
    expect((await room.outbox()).filter(({ groupId }) => groupId === conversation)).toHaveLength(1);
  });
});

describe('messages that come at once', () => {
  it('all get a turn, numbered without gaps, each with the true turn before', async () => {
    const conversation = await room.start();
    await Promise.all(Array.from({ length: 12 }, (_, n) => room.say(conversation, `message ${n}`)));
    const messages = (await room.outbox()).filter(({ groupId }) => groupId === conversation).map(({ body }) => body);
    expect(messages.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, n) => n));
    const before = (n: number) => (messages[n]?.['previous'] as { turnId: string } | null)?.turnId ?? null;
    expect(messages.map((_, n) => before(n))).toEqual([null, ...messages.slice(0, -1).map(({ turnId }) => turnId)]);
  });
});

describe('an utterance', () => {
  it('is understood in the time zone of its assistant, at every turn', async () => {
    const { data } = await room.ask<{ createAssistant: { assistant: { id: string } } }>(
      'mutation($input: CreateAssistantInput!) { createAssistant(input: $input) { assistant { id } } }',
      { input: { name: 'Secretaria', languages: ['pt-BR', 'en'], isPublic: true, timeZone: 'America/Sao_Paulo' } },
    );
    const zoned = await room.start({ assistantId: data.createAssistant.assistant.id });
    const plain = await room.start();
    const zoneOf = async (conversation: string) => {
      await room.say(conversation, 'amanhã');
      return room.rooms.asked.findLast(({ operation }) => operation === 'interpret')?.variables['input'];
    };
    expect(await zoneOf(zoned)).toMatchObject({ timeZone: 'America/Sao_Paulo' });
    expect(await zoneOf(zoned)).toMatchObject({ timeZone: 'America/Sao_Paulo' });
    expect(await zoneOf(plain)).toMatchObject({ timeZone: 'UTC' });
  });

  it('may have 2,000 UTF-16 units and not one more', async () => {
    const conversation = await room.start();
    const emoji = '😀'.repeat(1_000);
    expect((await room.say(conversation, emoji)).utterance).toBe(emoji);
    expect(await room.send(conversation, `${emoji}a`)).toEqual({
      turn: null,
      errors: [{ code: 'TEXT_TOO_LONG', path: ['input', 'text'] }],
    });
  });

  it('loses its control characters and keeps lines, tabs and joined emoji', async () => {
    const conversation = await room.start();
    const { utterance } = await room.say(conversation, 'a\u0000b\r\nc\td\u001b[31m \ud800 👩‍💻');
    expect(utterance).toBe('ab\nc\td[31m \ufffd 👩‍💻');
  });

  it.each(['', '  \n ', '\u0000\u0001'])('is refused when nothing of it can be read (%j)', async (text) => {
    expect(codesOf(await room.send(await room.start(), text))).toEqual(['TEXT_REQUIRED']);
  });
});

describe('a conversation', () => {
  it('is not found where there is none with the id', async () => {
    expect(codesOf(await room.send('conv_none', 'hello', {}, ADMIN))).toEqual(['NOT_FOUND']);
    expect(codesOf(await room.send('conv_none', 'hello'))).toEqual(['NOT_FOUND']);
  });

  it('is closed to the token of another one and to callers without a token', async () => {
    const [own, other] = [await room.start(), await room.start()];
    await expect(room.send(other, 'hello', {}, userOf(own))).rejects.toThrow('FORBIDDEN');
    await expect(room.send(other, 'hello', {}, ANONYMOUS)).rejects.toThrow('FORBIDDEN');
    expect((await room.send(other, 'hello', {}, APP)).turn?.index).toBe(0);
  });
});
