import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../../platform/auth/index.ts';
import { ADMIN, ANONYMOUS, APP, ConversationRoom, userOf } from './conversation-room.ts';

let room: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
});
afterAll(() => room.close());

interface Started {
  conversation: {
    id: string;
    language: string;
    channel: string | null;
    startedAt: string;
    assistant: { id: string };
  } | null;
  conversationToken: string | null;
  errors: { code: string; path: string[] | null }[];
}
const START = `mutation($input: StartConversationInput!) { startConversation(input: $input) {
  conversation { id language channel startedAt assistant { id } } conversationToken errors { code path } } }`;

async function start(input: Record<string, unknown>, identity: Identity = APP): Promise<Started> {
  const { data, codes } = await room.ask<{ startConversation: Started } | null>(
    START,
    { input: { assistantId: 'asst_public', ...input } },
    identity,
  );
  if (!data) throw new Error(codes.join());
  return data.startConversation;
}

/** What other rooms learn of where a conversation was started. */
async function originOf(identity: Identity): Promise<string | null> {
  const turn = await room.say(await room.start({}, identity), 'hello');
  const { data } = await room.ask<{ turnFacts: { origin: string | null } }>(
    'query($turn: ID!) { turnFacts(turnId: $turn) { origin } }',
    { turn: turn.id },
  );
  const observed = (await room.outbox()).find(({ body }) => body['turnId'] === turn.id);
  expect(observed?.body['origin']).toBe(data.turnFacts.origin);
  return data.turnFacts.origin;
}

describe('starting a conversation', () => {
  it('gives a token of the end user, good for this conversation alone', async () => {
    const { conversation, conversationToken } = await start({ channel: 'web', endUserId: 'ana' });
    expect(conversation).toEqual({
      id: expect.stringMatching(/^conv_[0-9a-f]{32}$/),
      language: 'pt-BR',
      channel: 'web',
      startedAt: '2026-11-22T12:00:00.000Z',
      assistant: { id: 'asst_public' },
    });
    expect(await room.verifier.verify(`Bearer ${conversationToken}`)).toEqual({
      id: 'user:ana',
      roles: ['user'],
      boundTo: conversation?.id,
      endUserId: 'ana',
    });
  });

  it.each([
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['EN-us', 'en'],
    [null, 'pt-BR'],
  ])('serves %s with %s', async (wanted, served) => {
    expect((await start({ language: wanted })).conversation?.language).toBe(served);
  });

  it.each(['de', 'not a tag', ''])('refuses the language %j', async (language) => {
    expect((await start({ language })).errors).toEqual([{ code: 'UNSUPPORTED_LANGUAGE', path: ['input', 'language'] }]);
  });

  it('is for anyone where the assistant is public, and shows anonymous callers no other', async () => {
    expect((await start({}, ANONYMOUS)).conversation).not.toBeNull();
    const unknown = await start({ assistantId: 'asst_none' }, ANONYMOUS);
    expect(await start({ assistantId: 'asst_private' }, ANONYMOUS)).toEqual(unknown);
    expect(unknown.errors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'assistantId'] }]);
    expect((await start({ assistantId: 'asst_private' })).conversation).not.toBeNull();
  });

  it('keeps what an anonymous caller says of itself apart from what an app vouches for', async () => {
    const { conversationToken } = await start({ endUserId: 'ana' }, ANONYMOUS);
    expect(await room.verifier.verify(`Bearer ${conversationToken}`)).toMatchObject({ endUserId: 'anonymous:ana' });
  });

  it('is refused to the token of a conversation', async () => {
    await expect(start({}, userOf(await room.start()))).rejects.toThrow('FORBIDDEN');
  });

  it('refuses texts that are too long, and writes nothing', async () => {
    const before = await room.count('conversation');
    expect((await start({ channel: 'x'.repeat(101) })).errors[0]?.code).toBe('TEXT_TOO_LONG');
    expect((await start({ endUserId: 'x'.repeat(201) })).errors[0]?.code).toBe('TEXT_TOO_LONG');
    expect(await room.count('conversation')).toBe(before);
  });

  it('happens once for a key, and a repeat gets a token of the same conversation', async () => {
    const first = await start({ idempotencyKey: 'k1', channel: 'web' });
    const again = await start({ idempotencyKey: 'k1', channel: 'web' });
    expect(again.conversation).toEqual(first.conversation);
    expect(await room.verifier.verify(`Bearer ${again.conversationToken}`)).toMatchObject({
      boundTo: first.conversation?.id,
    });
    expect((await start({ idempotencyKey: 'k1', channel: 'app' })).errors[0]?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('takes from an anonymous caller only a key that nobody guesses', async () => {
    const key = 'a1d4c3e2-9f7b-4c55-8a3e-1b2c3d4e5f60';
    const own = await start({ idempotencyKey: key }, ANONYMOUS);
    expect((await start({ idempotencyKey: key }, ANONYMOUS)).conversation?.id).toBe(own.conversation?.id);
    const weak = await start({ idempotencyKey: '1' }, ANONYMOUS);
    expect((await start({ idempotencyKey: '1' }, ANONYMOUS)).conversation?.id).not.toBe(weak.conversation?.id);
  });

  it('refuses a text that PostgreSQL cannot keep as the caller’s mistake', async () => {
    expect((await start({ channel: 'a\u0000b' })).errors[0]?.code).toBe('TEXT_INVALID');
    await expect(start({ assistantId: 'a\u0000b' })).rejects.toThrow('BAD_USER_INPUT');
  });
});

interface Page {
  edges: { cursor: string; node: { id: string; index: number } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}
const PAGE = `edges { cursor node { id index } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
const TURNS = `query($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { conversation(id: $id) {
  turns(first: $first, after: $after, last: $last, before: $before) { ${PAGE} } } }`;

async function turns(id: string, page: Record<string, unknown>): Promise<Page> {
  const { data, codes } = await room.ask<{ conversation: { turns: Page } | null }>(TURNS, { id, ...page });
  if (!data.conversation) throw new Error(codes.join());
  return data.conversation.turns;
}
const indexes = ({ edges }: Page) => edges.map(({ node }) => node.index);

describe('the turns of a conversation', () => {
  let id: string;
  beforeAll(async () => {
    id = await room.start();
    for (let n = 0; n < 7; n++) await room.say(id, `message ${n}`);
  });

  it('page forward to the end', async () => {
    const first = await turns(id, { first: 3 });
    expect(indexes(first)).toEqual([0, 1, 2]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await turns(id, { first: 3, after: first.pageInfo.endCursor });
    expect(indexes(second)).toEqual([3, 4, 5]);
    const third = await turns(id, { first: 3, after: second.pageInfo.endCursor });
    expect(indexes(third)).toEqual([6]);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('page backward to the start, each page in order', async () => {
    const last = await turns(id, { last: 3 });
    expect(indexes(last)).toEqual([4, 5, 6]);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const middle = await turns(id, { last: 3, before: last.pageInfo.startCursor });
    expect(indexes(middle)).toEqual([1, 2, 3]);
    const start_ = await turns(id, { last: 3, before: middle.pageInfo.startCursor });
    expect(indexes(start_)).toEqual([0]);
    expect(start_.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('are the first 20 where no size is given', async () => {
    expect(indexes(await turns(id, {}))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each([
    { first: 0 },
    { first: 101 },
    { last: -1 },
    { first: 2, last: 2 },
    { first: 2, before: 'x' },
    { first: 2, after: 'not a cursor' },
    { first: 2, after: Buffer.from('["text"]').toString('base64url') },
    { last: 2, before: Buffer.from('[1,2]').toString('base64url') },
  ])('refuse %j', async (page) => {
    const { codes, paths } = await room.ask(TURNS, { id, ...page });
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(paths).toEqual(['conversation.turns']);
  });

  it('of many conversations come in one read', async () => {
    const other = await room.start();
    await room.say(other, 'hello');
    const { data } = await room.ask<{ a: { turns: Page }; b: { turns: Page }; c: { turns: Page } }>(
      `query($a: ID!, $b: ID!) { a: conversation(id: $a) { turns(first: 2) { ${PAGE} } } b: conversation(id: $b) { turns(first: 2) { ${PAGE} } }
        c: conversation(id: $a) { turns(last: 1) { ${PAGE} } } }`,
      { a: id, b: other },
    );
    expect([data.a, data.b, data.c].map((conversation) => indexes(conversation.turns))).toEqual([[0, 1], [0], [6]]);
    expect([data.a, data.b, data.c].map((conversation) => conversation.turns.pageInfo.hasNextPage)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the conversations of an assistant', () => {
  const LIST = `query($first: Int!, $after: String) { conversations(assistantId: "asst_paged", first: $first, after: $after) {
    edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
  interface List {
    conversations: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }

  it('page from the newest to the oldest, also those of one instant', async () => {
    await room.room.service.ensureAssistant({ id: 'asst_paged', name: 'Paged', languages: ['en'] });
    const started: string[] = [];
    for (let n = 0; n < 5; n++) {
      if (n > 1) room.clock.advance(1_000);
      started.push(await room.start({ assistantId: 'asst_paged' }));
    }
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { data }: { data: List } = await room.ask<List>(LIST, { first: 2, after });
      seen.push(...data.conversations.edges.map(({ node }) => node.id));
      if (!data.conversations.pageInfo.hasNextPage) break;
      after = data.conversations.pageInfo.endCursor;
    }
    const [a, b, ...later] = started;
    expect(seen).toEqual([...later.toReversed(), ...(a! < b! ? [b, a] : [a, b])]);
  });

  it('refuse a cursor with a time that is none', async () => {
    const after = Buffer.from(JSON.stringify([1e300, 'conv_1'])).toString('base64url');
    expect((await room.ask(LIST, { first: 2, after })).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('are not shown to end users and anonymous callers', async () => {
    expect((await room.ask(LIST, { first: 2 }, userOf(await room.start()))).codes).toEqual(['FORBIDDEN']);
    expect((await room.ask(LIST, { first: 2 }, ANONYMOUS)).codes).toEqual(['FORBIDDEN']);
  });
});

describe('what a conversation’s token opens', () => {
  const READ =
    'query($id: ID!, $turn: ID!) { conversation(id: $id) { id } turn(id: $turn) { id } turnFacts(turnId: $turn) { turnId } }';

  it('is its own conversation and its turns', async () => {
    const id = await room.start();
    const turn = await room.say(id, 'hello');
    const { data } = await room.ask(READ, { id, turn: turn.id }, userOf(id));
    expect(data).toEqual({ conversation: { id }, turn: { id: turn.id }, turnFacts: { turnId: turn.id } });
  });

  it('is nothing of another one', async () => {
    const [own, id] = [await room.start(), await room.start()];
    const turn = await room.say(id, 'hello');
    for (const identity of [userOf(own), ANONYMOUS]) {
      const { data, codes } = await room.ask(READ, { id, turn: turn.id }, identity);
      expect(data).toEqual({ conversation: null, turn: null, turnFacts: null });
      expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    }
  });
});

describe('an unknown id', () => {
  it('is null', async () => {
    const { data } = await room.ask(
      '{ conversation(id: "x") { id } turn(id: "x") { id } assistant(id: "x") { id } turnFacts(turnId: "x") { turnId } }',
      {},
      ADMIN,
    );
    expect(data).toEqual({ conversation: null, turn: null, assistant: null, turnFacts: null });
  });
});

describe('other rooms', () => {
  it('learn the facts of a turn', async () => {
    const id = await room.start({ endUserId: 'ana' });
    const turn = await room.say(id, 'when does the library open?');
    const { data } = await room.ask(
      `query($turn: ID!) { turnFacts(turnId: $turn) { turnId conversationId assistantId endUserId utterance language index at replyKind
        intent chosenIntent confidence modelVersionId } }`,
      { turn: turn.id },
    );
    expect(data).toEqual({
      turnFacts: {
        turnId: turn.id,
        conversationId: id,
        assistantId: 'asst_public',
        endUserId: 'ana',
        utterance: 'when does the library open?',
        language: 'en',
        index: 0,
        at: turn.at,
        replyKind: 'ANSWER',
        intent: 'library_hours',
        chosenIntent: null,
        confidence: 0.93,
        modelVersionId: 'ver_1',
      },
    });
  });

  it('learn where an anonymous caller started, and nothing of where an app asks from', async () => {
    expect(await originOf({ ...ANONYMOUS, origin: 'somewhere' })).toBe('somewhere');
    expect(await originOf(ANONYMOUS)).toBeNull();
    expect(await originOf({ ...APP, origin: 'somewhere' })).toBeNull();
  });

  it('refer to assistants, conversations and turns, many at once', async () => {
    const id = await room.start();
    const turn = await room.say(id, 'hello');
    const { data } = await room.ask(
      `query($keys: [_Any!]!) { _entities(representations: $keys) { ... on Assistant { name } ... on Conversation { channel }
        ... on Turn { utterance reply { kind } modelVersion { id } } } }`,
      {
        keys: [
          { __typename: 'Turn', id: turn.id },
          { __typename: 'Assistant', id: 'asst_public' },
          { __typename: 'Conversation', id },
          { __typename: 'Turn', id: 'turn_none' },
        ],
      },
    );
    expect(data).toEqual({
      _entities: [
        { utterance: 'hello', reply: { kind: 'ANSWER' }, modelVersion: { id: 'ver_1' } },
        { name: 'Help' },
        { channel: null },
        null,
      ],
    });
  });
});
