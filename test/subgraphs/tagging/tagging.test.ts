import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../../platform/auth/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import {
  inProcessSource,
  type RoomDocument,
  type Rooms,
  type SubgraphSource,
  Unavailable,
} from '../../../subgraphs/kit/index.ts';
import { createTagging, type Tagging, taggingMigrations } from '../../../subgraphs/tagging/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

const ADMIN: Identity = { id: 'admin', roles: ['admin'] };

/** An assistant `asst_1` with the intents `wifi` and `loan_renewal`, as conversation and nlp would tell. */
class PlayedRooms implements Rooms {
  isDown = false;

  ask<TResult, TVariables extends object>(
    { room, query }: RoomDocument<TResult, TVariables>,
    variables: TVariables,
  ): Promise<TResult> {
    if (this.isDown) return Promise.reject(new Unavailable(`The ${room} subgraph does not answer.`));
    const { id, names = [] } = variables as { id?: string; names?: string[] };
    const answer = query.includes('knownIntents')
      ? { knownIntents: names.filter((name) => ['wifi', 'loan_renewal'].includes(name)) }
      : { assistant: id === 'asst_1' ? { id } : null };
    return Promise.resolve(answer as TResult);
  }
}

let database: TestDatabase;
let tagging: Tagging;
let source: SubgraphSource;
const rooms = new PlayedRooms();
beforeAll(async () => {
  database = await createTestDatabase({ migrations: taggingMigrations });
  tagging = createTagging({ db: database.db, rooms });
  source = inProcessSource(tagging.subgraph, createLogger({ level: 'silent', name: 'test' }));
});
beforeEach(() => {
  rooms.isDown = false;
});
afterAll(() => database.close());

interface Answer<T> {
  data: T;
  codes: string[];
}
async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> {
  const { data, errors = [] } = await source.execute({ query, variables, identity: ADMIN, requestId: 'req-1' });
  return { data: data as T, codes: errors.map((error) => String(error.extensions['code'])) };
}

interface Mutated {
  tag: { id: string; key: string; name: string; isBuiltIn: boolean } | null;
  errors: { code: string; path: string[] }[];
}
async function createCategory(input: Record<string, unknown>): Promise<Mutated> {
  const { data, codes } = await ask<{ createTagCategory: Mutated } | null>(
    `mutation($input: CreateTagCategoryInput!) { createTagCategory(input: $input) {
      tag: tagCategory { id key name isBuiltIn } errors { code path } } }`,
    { input: { assistantId: 'asst_1', ...input } },
  );
  if (!data) throw new Error(codes.join());
  return data.createTagCategory;
}
interface RuleSet {
  tagRule: { intent: string; tags: { name: string }[] } | null;
  errors: { code: string; path: string[] }[];
}
async function setRule(intent: string, tagIds: (string | undefined)[], more: object = {}): Promise<RuleSet> {
  const { data, codes } = await ask<{ setTagRule: RuleSet } | null>(
    'mutation($input: SetTagRuleInput!) { setTagRule(input: $input) { tagRule { intent tags { name } } errors { code path } } }',
    { input: { assistantId: 'asst_1', intent, tagIds, ...more } },
  );
  if (!data) throw new Error(codes.join());
  return data.setTagRule;
}
let turnsTagged = 0;
async function tagTurn(
  replyKind: string,
  intent: string | null,
  { assistantId = 'asst_1', turnId = `turn_${++turnsTagged}` } = {},
) {
  const { data } = await ask<{ tagTurn: { name: string }[] }>(
    'mutation($input: TagTurnInput!) { tagTurn(input: $input) { id name } }',
    { input: { assistantId, turnId, intent, replyKind } },
  );
  return data.tagTurn.map(({ name }) => name);
}

describe('a category', () => {
  it('is added once for a key, and shown by name among the built-in ones', async () => {
    const input = { key: 'library', name: ' Library ', idempotencyKey: 'k1' };
    const first = await createCategory(input);
    expect(first.tag).toEqual({
      id: expect.stringMatching(/^tag_/),
      key: 'library',
      name: 'Library',
      isBuiltIn: false,
    });
    expect(await createCategory(input)).toEqual(first);
    const { data } = await ask(
      '{ tagCategories(assistantId: "asst_1", first: 100) { edges { node { name isBuiltIn } } } }',
    );
    expect(data).toEqual({
      tagCategories: {
        edges: [
          { node: { name: 'Clarification', isBuiltIn: true } },
          { node: { name: 'Knowledge', isBuiltIn: true } },
          { node: { name: 'Library', isBuiltIn: false } },
          { node: { name: 'Unanswered', isBuiltIn: true } },
          { node: { name: 'Uncategorised', isBuiltIn: true } },
        ],
      },
    });
  });

  it.each([
    [{ key: 'library', name: 'Again' }, 'CATEGORY_EXISTS', 'key'],
    [{ key: 'Not A Key', name: 'A' }, 'INVALID_INPUT', 'key'],
    [{ key: 'a', name: ' ' }, 'TEXT_REQUIRED', 'name'],
    [{ key: 'a', name: 'x'.repeat(101) }, 'TEXT_TOO_LONG', 'name'],
    [{ key: 'a', name: 'A', assistantId: 'asst_none' }, 'NOT_FOUND', 'assistantId'],
  ])('is refused as %j', async (input, code, argument) => {
    expect(await createCategory(input)).toEqual({ tag: null, errors: [{ code, path: ['input', argument] }] });
  });

  it('is not added while nobody can say whether the assistant exists', async () => {
    rooms.isDown = true;
    const input = { assistantId: 'asst_never_asked_about', key: 'later', name: 'Later' };
    await expect(createCategory(input)).rejects.toThrow('UNAVAILABLE');
  });
});

describe('categories', () => {
  const PAGE =
    'query($first: Int!, $after: String) { tagCategories(assistantId: "asst_0", first: $first, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } } }';
  interface Page {
    tagCategories: { edges: { node: { name: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }

  it('page by name', async () => {
    const first = (await ask<Page>(PAGE, { first: 3 })).data.tagCategories;
    const rest = (await ask<Page>(PAGE, { first: 3, after: first.pageInfo.endCursor })).data.tagCategories;
    expect([...first.edges, ...rest.edges].map(({ node }) => node.name)).toEqual([
      'Clarification',
      'Knowledge',
      'Unanswered',
      'Uncategorised',
    ]);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it.each([{ first: 0 }, { first: 101 }, { first: 1, after: 'x' }])('refuse %j', async (page) => {
    expect((await ask(PAGE, page)).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a turn', () => {
  let it_: string | undefined;
  let network: string | undefined;
  beforeAll(async () => {
    it_ = (await createCategory({ key: 'it', name: 'IT' })).tag?.id;
    network = (await createCategory({ key: 'network', name: 'Network' })).tag?.id;
  });

  it('gets the tags of its intent where that is answered', async () => {
    expect((await setRule('wifi', [it_, network, it_])).tagRule).toEqual({
      intent: 'wifi',
      tags: [{ name: 'IT' }, { name: 'Network' }],
    });
    expect(await tagTurn('ANSWER', 'wifi')).toEqual(['IT', 'Network']);
    expect(await tagTurn('ANSWER', 'wifi', { assistantId: 'asst_2' })).toEqual(['Uncategorised']);
  });

  it.each([
    ['ANSWER', 'loan_renewal', 'Uncategorised'],
    ['DISAMBIGUATION', 'wifi', 'Clarification'],
    ['KNOWLEDGE', 'wifi', 'Knowledge'],
    ['FALLBACK', null, 'Unanswered'],
  ])('with a %s for %s and no rule for that is tagged %s', async (replyKind, intent, tag) => {
    expect(await tagTurn(replyKind, intent)).toEqual([tag]);
  });

  it('keeps the tags that it got, whatever the rules are later', async () => {
    await setRule('wifi', [it_]);
    expect(await tagTurn('ANSWER', 'wifi', { turnId: 'turn_kept' })).toEqual(['IT']);
    await setRule('wifi', []);
    expect(await tagTurn('ANSWER', 'wifi', { turnId: 'turn_kept' })).toEqual(['IT']);
    expect(await tagTurn('ANSWER', 'wifi')).toEqual(['Uncategorised']);
  });

  it('gets its tags once where it is tagged twice at once', async () => {
    await setRule('wifi', [it_, network]);
    await Promise.all(Array.from({ length: 6 }, () => tagTurn('ANSWER', 'wifi', { turnId: 'turn_raced' })));
    expect(await tagTurn('ANSWER', 'wifi', { turnId: 'turn_raced' })).toEqual(['IT', 'Network']);
  });

  it('shows its tags, many turns in one read, and null where it was never tagged', async () => {
    await tagTurn('KNOWLEDGE', null, { turnId: 'turn_known' });
    const { data } = await ask(
      'query($keys: [_Any!]!) { _entities(representations: $keys) { ... on Turn { id tags { id name } } } }',
      { keys: ['turn_kept', 'turn_none', 'turn_known'].map((id) => ({ __typename: 'Turn', id })) },
    );
    expect(data).toEqual({
      _entities: [
        { id: 'turn_kept', tags: [{ id: it_, name: 'IT' }] },
        { id: 'turn_none', tags: null },
        { id: 'turn_known', tags: [{ id: 'tag_knowledge', name: 'Knowledge' }] },
      ],
    });
  });

  it('refers to tags that other rooms can name', async () => {
    const { data } = await ask('query($keys: [_Any!]!) { _entities(representations: $keys) { ... on Tag { name } } }', {
      keys: [it_, 'tag_none', 'tag_unanswered'].map((id) => ({ __typename: 'Tag', id })),
    });
    expect(data).toEqual({ _entities: [{ name: 'IT' }, null, { name: 'Unanswered' }] });
  });
});

describe('a rule', () => {
  it('is refused for an intent or a tag that the assistant does not have', async () => {
    expect((await setRule('dance', [])).errors).toEqual([{ code: 'UNKNOWN_INTENT', path: ['input', 'intent'] }]);
    expect((await setRule('wifi', ['tag_none'])).errors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'tagIds'] }]);
    await tagging.importCategories({
      assistantId: 'asst_3',
      categories: [{ key: 'theirs', name: 'Theirs' }],
      rules: [],
    });
    const { rows } = await sql<{ id: string }>`select id from tagging.tag where assistant_id = 'asst_3'`.execute(
      database.db,
    );
    expect((await setRule('wifi', [rows[0]?.id])).errors[0]?.code).toBe('NOT_FOUND');
    const many = await setRule(
      'wifi',
      Array.from({ length: 11 }, (_, n) => `tag_${n}`),
    );
    expect(many.errors).toEqual([{ code: 'INVALID_INPUT', path: ['input', 'tagIds'] }]);
  });

  it('is set once for a key', async () => {
    await setRule('wifi', ['tag_knowledge'], { idempotencyKey: 'r1' });
    await setRule('wifi', ['tag_unanswered']);
    await setRule('wifi', ['tag_knowledge'], { idempotencyKey: 'r1' });
    expect(await tagTurn('ANSWER', 'wifi')).toEqual(['Unanswered']);
    expect((await setRule('wifi', [], { idempotencyKey: 'r1' })).errors[0]?.code).toBe('IDEMPOTENCY_CONFLICT');
  });
});

async function counts() {
  const { rows } =
    await sql`select (select count(*)::int from tagging.tag) as tags, (select count(*)::int from tagging.tag_rule) as rules`.execute(
      database.db,
    );
  return rows[0];
}

describe('an import', () => {
  const HELP_DESK = {
    assistantId: 'asst_imported',
    categories: [
      { key: 'library', name: 'Library' },
      { key: 'it', name: 'IT & access' },
    ],
    rules: [
      { intent: 'library_hours', category: 'library' },
      { intent: 'wifi', category: 'it' },
      { intent: 'wifi', category: 'library' },
    ],
  };

  it('happens once, and leaves what people have changed since', async () => {
    await tagging.importCategories(HELP_DESK);
    expect(await tagTurn('ANSWER', 'wifi', { assistantId: 'asst_imported' })).toEqual(['IT & access', 'Library']);
    await sql`update tagging.tag_rule set tag_ids = '{}' where assistant_id = 'asst_imported' and intent = 'wifi'`.execute(
      database.db,
    );
    const before = await counts();
    await tagging.importCategories(HELP_DESK);
    expect(await counts()).toEqual(before);
    expect(await tagTurn('ANSWER', 'wifi', { assistantId: 'asst_imported' })).toEqual(['Uncategorised']);
  });

  it('adds the rules that are new', async () => {
    await tagging.importCategories({
      ...HELP_DESK,
      rules: [...HELP_DESK.rules, { intent: 'loans', category: 'library' }],
    });
    const { data } = await ask(
      '{ tagRules(assistantId: "asst_imported", first: 10) { edges { node { intent tags { name } } } } }',
    );
    expect(data).toEqual({
      tagRules: {
        edges: [
          { node: { intent: 'library_hours', tags: [{ name: 'Library' }] } },
          { node: { intent: 'loans', tags: [{ name: 'Library' }] } },
          { node: { intent: 'wifi', tags: [] } },
        ],
      },
    });
  });

  it('writes nothing where a rule names a category that is not there', async () => {
    const before = await counts();
    await expect(
      tagging.importCategories({
        assistantId: 'asst_broken',
        categories: [{ key: 'a', name: 'A' }],
        rules: [{ intent: 'x', category: 'b' }],
      }),
    ).rejects.toThrow('There is no category b.');
    expect(await counts()).toEqual(before);
  });
});

describe('what is between the rooms alone', () => {
  it('is marked so', () => {
    expect(tagging.subgraph.sdl).toMatch(/tagTurn\([^)]*\): \[Tag!\]! @inaccessible/s);
    expect(tagging.subgraph.sdl).toMatch(/input TagTurnInput\s+@inaccessible/);
  });
});
