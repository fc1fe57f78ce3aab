import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ANONYMOUS, ConversationRoom, userOf } from './conversation-room.ts';

let room: ConversationRoom;
beforeAll(async () => {
  room = await ConversationRoom.open();
});
afterAll(() => room.close());

interface Created {
  assistant: {
    id: string;
    name: string;
    languages: string[];
    isPublic: boolean;
    timeZone: string;
    createdAt: string;
  } | null;
  errors: { code: string; path: string[] | null }[];
}
async function create(input: Record<string, unknown>): Promise<Created> {
  const { data } = await room.ask<{ createAssistant: Created }>(
    `mutation($input: CreateAssistantInput!) { createAssistant(input: $input) {
      assistant { id name languages isPublic timeZone createdAt } errors { code path } } }`,
    { input },
  );
  return data.createAssistant;
}

describe('creating an assistant', () => {
  it('keeps its languages in their canonical spelling, each once', async () => {
    const { assistant } = await create({ name: '  Orders ', languages: ['PT-br', 'en', 'pt-BR'] });
    expect(assistant).toEqual({
      id: expect.stringMatching(/^asst_[0-9a-f]{32}$/),
      name: 'Orders',
      languages: ['pt-BR', 'en'],
      isPublic: false,
      timeZone: 'UTC',
      createdAt: '2026-11-22T12:00:00.000Z',
    });
  });

  it('keeps its time zone in the canonical spelling', async () => {
    const { assistant } = await create({ name: 'Pedidos', languages: ['pt-BR'], timeZone: 'america/sao_paulo' });
    expect(assistant?.timeZone).toBe('America/Sao_Paulo');
  });

  it('happens once for a key', async () => {
    const input = { name: 'Once', languages: ['en'], isPublic: true, idempotencyKey: 'k1' };
    const first = await create(input);
    expect(await create(input)).toEqual(first);
    expect((await create({ ...input, name: 'Twice' })).errors[0]?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it.each([
    [{ name: ' ', languages: ['en'] }, 'TEXT_REQUIRED', ['input', 'name']],
    [{ name: 'x'.repeat(201), languages: ['en'] }, 'TEXT_TOO_LONG', ['input', 'name']],
    [{ name: 'A', languages: [] }, 'INVALID_INPUT', ['input', 'languages']],
    [{ name: 'A', languages: ['no tag'] }, 'INVALID_INPUT', ['input', 'languages']],
    [{ name: 'A', languages: ['en'], timeZone: 'Mars/Olympus' }, 'INVALID_INPUT', ['input', 'timeZone']],
    [{ name: 'A', languages: ['en'], timeZone: '-03:00' }, 'INVALID_INPUT', ['input', 'timeZone']],
    [{ name: 'A', languages: ['en'], timeZone: '' }, 'INVALID_INPUT', ['input', 'timeZone']],
  ])('refuses %j and writes nothing', async (input, code, path) => {
    const before = await room.count('assistant');
    expect(await create(input)).toEqual({ assistant: null, errors: [{ code, path }] });
    expect(await room.count('assistant')).toBe(before);
  });

  it('with a given id happens once, and leaves the first as it is', async () => {
    const first = await room.room.service.ensureAssistant({ id: 'asst_seed', name: 'Seed', languages: ['en'] });
    expect(await room.room.service.ensureAssistant({ id: 'asst_seed', name: 'Other', languages: ['pt-BR'] })).toEqual(
      first,
    );
  });
});

describe('assistants', () => {
  const LIST =
    'query($first: Int!, $after: String) { assistants(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
  interface List {
    assistants: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }

  it('page from the oldest, each once', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const { data }: { data: List } = await room.ask<List>(LIST, { first: 1, after });
      seen.push(...data.assistants.edges.map(({ node }) => node.id));
      if (!data.assistants.pageInfo.hasNextPage) break;
      after = data.assistants.pageInfo.endCursor;
    }
    expect(seen).toHaveLength(await room.count('assistant'));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('that are not public are unknown to end users and anonymous callers', async () => {
    for (const identity of [ANONYMOUS, userOf('conv_1')]) {
      const { data } = await room.ask<List>(LIST, { first: 100 }, identity);
      expect(data.assistants.edges.map(({ node }) => node.id)).not.toContain('asst_private');
      const { data: one } = await room.ask(
        '{ a: assistant(id: "asst_private") { id } b: assistant(id: "asst_public") { id } }',
        {},
        identity,
      );
      expect(one).toEqual({ a: null, b: { id: 'asst_public' } });
    }
  });
});

describe('the viewer', () => {
  it('is who asks, and nobody without a token', async () => {
    expect((await room.ask('{ viewer { id roles } }', {}, ADMIN)).data).toEqual({
      viewer: { id: 'admin', roles: ['admin'] },
    });
    expect((await room.ask('{ viewer { id } }', {}, ANONYMOUS)).data).toEqual({ viewer: null });
  });
});

describe('issuing a token', () => {
  interface Issued {
    issueToken: { token: string | null; expiresAt: string | null; errors: { code: string; path: string[] | null }[] };
  }
  const ISSUE =
    'mutation($input: IssueTokenInput!) { issueToken(input: $input) { token expiresAt errors { code path } } }';

  it.each(['analyst', 'ci', 'app'])('gives one of the role %s', async (role) => {
    const { data } = await room.ask<Issued>(ISSUE, { input: { role, name: 'nightly', expiresInDays: 30 } });
    expect(data.issueToken).toMatchObject({ expiresAt: '2026-12-22T12:00:00.000Z', errors: [] });
    expect(await room.verifier.verify(`Bearer ${data.issueToken.token}`)).toEqual({
      id: `${role}:nightly`,
      roles: [role],
    });
  });

  it.each([
    [{ role: 'admin', name: 'a', expiresInDays: 1 }, 'UNKNOWN_ROLE', 'role'],
    [{ role: 'service', name: 'a', expiresInDays: 1 }, 'UNKNOWN_ROLE', 'role'],
    [{ role: 'ci', name: '', expiresInDays: 1 }, 'TEXT_REQUIRED', 'name'],
    [{ role: 'ci', name: 'a', expiresInDays: 0 }, 'INVALID_INPUT', 'expiresInDays'],
    [{ role: 'ci', name: 'a', expiresInDays: 366 }, 'INVALID_INPUT', 'expiresInDays'],
  ])('refuses %j', async (input, code, argument) => {
    const { data } = await room.ask<Issued>(ISSUE, { input });
    expect(data.issueToken).toEqual({ token: null, expiresAt: null, errors: [{ code, path: ['input', argument] }] });
  });
});
