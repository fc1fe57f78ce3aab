import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, ConversationRoom, userOf } from './conversation-room.ts';

let room: ConversationRoom;
let twin: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
  twin = await room.openTwin();
});
afterAll(() => room.close());

interface Event {
  turnAdded: { index: number; utterance: string; reply: { kind: string } };
}
const FOLLOW = `subscription($id: ID!, $after: Int) { turnAdded(conversationId: $id, after: $after) { index utterance reply { kind } } }`;

async function take(events: AsyncIterator<{ data: Event }>, count: number): Promise<string[]> {
  const utterances: string[] = [];
  while (utterances.length < count) {
    const step = await events.next();
    if (step.done) break;
    utterances.push(step.value.data.turnAdded.utterance);
  }
  return utterances;
}

describe('turnAdded', () => {
  it('tells of turns as they are taken, also by another process', async () => {
    const id = await room.start();
    await room.say(id, 'before');
    const events = await room.subscribe<Event>(FOLLOW, { id }, userOf(id));
    const taken = take(events, 3);
    await room.say(id, 'one');
    await twin.say(id, 'two');
    await room.say(id, 'three');
    expect(await taken).toEqual(['one', 'two', 'three']);
    await events.return?.();
  });

  it('replays what was missed after an index, then goes on', async () => {
    const id = await room.start();
    for (const text of ['zero', 'one', 'two']) await room.say(id, text);
    const events = await room.subscribe<Event>(FOLLOW, { id, after: 0 });
    expect(await take(events, 2)).toEqual(['one', 'two']);
    const live = take(events, 1);
    await room.say(id, 'three');
    expect(await live).toEqual(['three']);
    await events.return?.();
  });

  it('replays all after -1, however many', async () => {
    const id = await room.start();
    const texts = Array.from({ length: 103 }, (_, n) => `message ${n}`);
    for (const text of texts) await room.say(id, text);
    const events = await room.subscribe<Event>(FOLLOW, { id, after: -1 });
    expect(await take(events, 103)).toEqual(texts);
    await events.return?.();
  });

  it('loses and doubles nothing of turns taken at once', async () => {
    const id = await room.start();
    const events = await room.subscribe<Event>(FOLLOW, { id });
    const taken = take(events, 20);
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? room : twin).say(id, `m${n}`)));
    expect((await taken).toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `m${n}`).toSorted());
    await events.return?.();
  });

  it('catches up with what was taken while the database connection was lost', async () => {
    const id = await room.start();
    const events = await room.subscribe<Event>(FOLLOW, { id });
    const taken = take(events, 2);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'malha notifications'`.execute(room.database.db);
    await twin.say(id, 'unheard');
    await twin.say(id, 'unheard, too');
    expect(await taken).toEqual(['unheard', 'unheard, too']);
    await events.return?.();
  });

  it('is silent about other conversations', async () => {
    const [id, other] = [await room.start(), await room.start()];
    const events = await room.subscribe<Event>(FOLLOW, { id });
    const taken = take(events, 1);
    await room.say(other, 'elsewhere');
    await room.say(id, 'here');
    expect(await taken).toEqual(['here']);
    await events.return?.();
  });

  it('ends at once when its listener leaves', async () => {
    const id = await room.start();
    const events = await room.subscribe<Event>(FOLLOW, { id });
    const pending = events.next();
    await events.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('is refused to others, and for a conversation that is not there', async () => {
    const [own, id] = [await room.start(), await room.start()];
    const codes = async (variables: Record<string, unknown>, identity = userOf(own)) =>
      (await (await room.subscribe(FOLLOW, variables, identity)).next()).value.codes;
    expect(await codes({ id })).toEqual(['FORBIDDEN']);
    expect(await codes({ id }, ANONYMOUS)).toEqual(['FORBIDDEN']);
    expect(await codes({ id: 'conv_none' }, userOf('conv_none'))).toEqual(['NOT_FOUND']);
  });
});
