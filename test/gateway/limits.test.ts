import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkText } from '../../gateway/operations/documents.ts';
import { measure } from '../../gateway/operations/measure.ts';
import { RateLimit } from '../../gateway/rate-limit.ts';
import { SmallMalha } from './small-malha.ts';

const schema = buildSchema(`
  type Query { users(first: Int, last: Int): UserConnection! user: User names: [String!]! }
  type UserConnection { edges: [UserEdge!]! pageInfo: PageInfo! }
  type UserEdge { cursor: String! node: User! }
  type PageInfo { endCursor: String }
  type User { id: ID! friends(first: Int): UserConnection! tags: [Tag!]! }
  type Tag { name: String! }
`);
function measured(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  return measure(schema, document, document.definitions[0] as OperationDefinitionNode, variables);
}

describe('the measure of an operation', () => {
  it('counts objects: a page as long as asked for, another list as ten', () => {
    expect(measured('{ names user { id } }').cost).toBe(1);
    expect(measured('{ user { tags { name } } }').cost).toBe(1 + 10);
    // connection + edge + node, 20 times
    expect(measured('{ users(first: 20) { edges { node { id } } } }').cost).toBe(20 * 3);
    expect(measured('{ users(last: 20) { edges { node { tags { name } } } pageInfo { endCursor } } }').cost).toBe(
      20 * (1 + 1 + 1 + 10 + 1),
    );
    expect(measured('{ users(first: 100) { edges { node { friends(first: 100) { edges { cursor } } } } } }').cost).toBe(
      100 * (3 + 100 * 2),
    );
  });

  it('knows which costs hang on variables, and takes a page of unknown size for the longest', () => {
    const text = 'query($n: Int) { users(first: $n) { edges { cursor } } }';
    expect(measured(text, { n: 7 })).toMatchObject({ cost: 14, isConstant: false });
    expect(measured(text).cost).toBe(200);
    expect(measured('{ users(first: 7) { edges { cursor } } }').isConstant).toBe(true);
    expect(measured('{ users(first: -5) { edges { cursor } } }').cost).toBeGreaterThan(0);
  });

  it('writes fragments out, however they are nested, in time that does not grow with what they stand for', () => {
    const bomb = Array.from(
      { length: 60 },
      (_, i) =>
        `fragment F${i} on User { a: friends(first: 1) { edges { node { ...F${i + 1} } } } b: friends(first: 1) { edges { node { ...F${i + 1} } } } }`,
    );
    const { cost, depth, aliases } = measured(`{ user { ...F0 } } ${bomb.join(' ')} fragment F60 on User { id }`);
    expect(depth).toBe(1 + 60 * 3 + 1);
    expect(cost).toBeGreaterThan(2 ** 60);
    expect(aliases).toBeGreaterThan(2 ** 60);
  });

  it('counts fields and fragments, written out: what is asked for under two conditions is planned twice', () => {
    expect(measured('{ user { id } names }').selections).toBe(3);
    expect(measured('{ user { ... on User { id } } }').selections).toBe(3);
    expect(measured('{ __schema { types { name } } }').selections).toBe(3);
    expect(measured(conditionBomb('user', 'User', 2)).selections).toBe(1 + 1 + 2 * (1 + 2 * (1 + 1)));
    expect(measured(conditionBomb('user', 'User', 60)).selections).toBeGreaterThan(2 ** 60);
  });

  it('takes a description of the schema for one thing, however deep, and each alias in it for one more', () => {
    const deep =
      '{ __schema { types { fields { type { ofType { ofType { name } } } } } } __type(name: "User") { name } }';
    expect(measured(deep)).toMatchObject({ depth: 0, cost: 5_000 + 200 });
    expect(measured('{ __typename user { __typename } }')).toMatchObject({ depth: 1, cost: 1 });
    expect(measured('{ __schema { a: types { ...T } b: types { ...T } } } fragment T on __Type { c: name }').cost).toBe(
      5_000 * (1 + 4),
    );
    expect(measured('{ a: __schema { types { name } } b: __schema { types { name } } }').cost).toBe(2 * 5_000);
  });
});

const ROOMY = { maxTextLength: 2_000_000, maxNesting: 200, maxNames: 200 };
const checked = (text: string, limits: object) => () => checkText(text, { ...ROOMY, ...limits });

describe('a text that is looked at before it is parsed', () => {
  it('nests as deep as its brackets, and not those in strings and comments', () => {
    expect(checked('{ a(b: [1]) { c } }', { maxNesting: 3 })).not.toThrow();
    expect(checked('{ a(b: [1]) { c } }', { maxNesting: 2 })).toThrow('the limit is 2');
    expect(checked('{ a(b: "\\"{{", c: """{{ \\""" {{""") } # {{{', { maxNesting: 2 })).not.toThrow();
  });

  it('has as many names as stand outside of its arguments, strings and comments', () => {
    const text = 'query Q($a: A!) { b: c(d: { e: f, g: "h i" }) { ...J } } # k l\nfragment J on M { n }';
    expect(checked(text, { maxNames: 10 })).not.toThrow();
    expect(checked(text, { maxNames: 9 })).toThrow('the limit is 9');
  });

  it.each(['"', '\\"', '\\"""', '"""', '#'])('is read in one pass where it closes no %s', (token) => {
    for (const start of ['', '"', '"""']) expect(checked(start + token.repeat(300_001), {})).not.toThrow();
  });
});

/** Each fragment spreads the next one twice, under conditions that no planner may take together. */
function conditionBomb(field: string, type: string, levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, i) => `fragment F${i} on ${type} { ...F${i + 1} @include(if: $a) ...F${i + 1} @include(if: $b) }`,
  );
  return `query($a: Boolean!, $b: Boolean!) { ${field} { ...F0 } } ${fragments.join(' ')} fragment F${levels} on ${type} { id }`;
}

const advances = (count: number) =>
  `mutation { ${Array.from({ length: count }, (_, i) => `a${i}: advance(id: "1") { id }`).join(' ')} }`;

/** Asks without a token, as if forwarded for somebody. */
const asking = (limited: SmallMalha) => async (client: string) =>
  (await limited.ask('{ whoami }', {}, { token: null, headers: { 'x-forwarded-for': client } })).status;

const inlined = (levels: number) => `{ ${'... { '.repeat(levels)} whoami ${'} '.repeat(levels)} }`;

describe('a token bucket', () => {
  it('lets a burst through, then as many as the rate, for each key by itself', () => {
    let nowMs = 0;
    const limit = new RateLimit({ ratePerSecond: 2, burst: 3, nowMs: () => nowMs });
    expect([1, 2, 3].map(() => limit.take('ann'))).toEqual([0, 0, 0]);
    expect(limit.take('ann')).toBe(1);
    expect(limit.take('bob')).toBe(0);
    nowMs = 500;
    expect(limit.take('ann')).toBe(0);
    expect(limit.take('ann')).toBe(1);
    nowMs = 60_000;
    expect([1, 2, 3, 4].map(() => limit.take('ann') === 0)).toEqual([true, true, true, false]);
  });
});

describe('the gateway', () => {
  let malha: SmallMalha;
  beforeAll(async () => {
    malha = await SmallMalha.start('in process', {
      limits: { maxBodyBytes: 10_000, maxTokens: 400, maxDepth: 4, maxRootFields: 5, maxAliases: 4, maxCost: 500 },
    });
  });
  afterAll(() => malha.stop());
  const refused = async (query: string, variables = {}) => {
    const { status, body } = await malha.ask(query, variables);
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    return { status, message: body.errors![0]!.message };
  };

  it('refuses what is too large, and says which limit it passed', async () => {
    expect(await refused(`{ whoami ${' '.repeat(10_000)} }`)).toMatchObject({
      status: 413,
      message: expect.stringContaining('10000'),
    });
    expect(await refused(`{ ${'whoami '.repeat(500)} }`)).toMatchObject({
      status: 400,
      message: expect.stringContaining('400 tokens'),
    });
    expect(await refused('{ a: whoami b: whoami c: whoami d: whoami e: whoami }')).toMatchObject({
      message: expect.stringContaining('5 aliases'),
    });
    expect(await refused('{ whoami noteCount run(id: "1") { id } runs(first: 1) { id } refuse crash }')).toMatchObject({
      message: expect.stringContaining('6 root fields'),
    });
    expect(await refused('query($n: Int!) { runs(first: $n) { id version { id } } }', { n: 400 })).toMatchObject({
      message: expect.stringContaining('800 objects'),
    });
    expect((await malha.ask('query($n: Int!) { runs(first: $n) { id } }', { n: 5 })).status).toBe(200);
  });

  it('plans no operation whose plan would grow beyond all bounds, whichever way it comes', async () => {
    const other = await SmallMalha.start('in process');
    const query = conditionBomb('run(id: "1")', 'Run', 15);
    for (const text of [
      query,
      `subscription${conditionBomb('runUpdated(id: "1")', 'Run', 15).slice('query'.length)}`,
    ]) {
      const { status, body } = await other.ask(
        text,
        { a: true, b: true },
        { path: text === query ? '/graphql' : '/graphql/stream' },
      );
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([
        { message: expect.stringContaining('the limit is 2000'), extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
    await other.stop();
  });

  it.each(['/graphql', '/graphql/stream'])('remembers no long text at %s', async (path) => {
    const other = await SmallMalha.start('in process');
    const { status, body } = await other.ask(`{ whoami } #${'x'.repeat(70_000)}`, {}, { path });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('the limit is 65536'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    await other.stop();
  });

  it('refuses more mutations in one operation than a rate may count as one', async () => {
    const other = await SmallMalha.start('in process');
    expect((await other.ask(advances(5))).status).toBe(200);
    const { status, body } = await other.ask(advances(6));
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('6 mutations'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    await other.stop();
  });

  it('refuses it over sockets and event streams too', async () => {
    const query = '{ a: whoami b: whoami c: whoami d: whoami e: whoami }';
    const { status } = await malha.post({ query }, { path: '/graphql/stream' });
    expect(status).toBe(400);
    const client = malha.socket();
    await expect(client.iterate({ query }).next()).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await client.dispose();
  });

  it('refuses a body that is not a JSON operation', async () => {
    for (const body of ['{', '[]', '"x"', '{"query": 1}', '{"query":"{ whoami }","variables":[1]}'])
      for (const path of ['/graphql', '/graphql/stream']) {
        const { status, body: answer } = await malha.post(body, { path });
        expect({ path, body, status }).toEqual({ path, body, status: 400 });
        expect(answer.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
      }
  });

  it('answers the introspection of tools whole', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const other = await SmallMalha.start('in process');
    const { body } = await other.ask(getIntrospectionQuery(), {}, { token: null });
    expect(body.data).toHaveProperty('__schema');
    await other.stop();
  });

  it('refuses to describe the schema many times in one answer', async () => {
    const other = await SmallMalha.start('in process');
    const aliased = Array.from({ length: 50 }, (_, i) => `a${i}: types { fields { name } }`).join(' ');
    const { status, body } = await other.ask(`{ __schema { ${aliased} } }`, {}, { token: null });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await other.stop();
  });

  it.each(['/graphql', '/graphql/stream'])(
    'reads no text at %s whose nesting would exhaust the stack',
    async (path) => {
      const other = await SmallMalha.start('in process');
      const { status, body } = await other.ask(inlined(3_000), {}, { path });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([
        { message: expect.stringContaining('the limit is 200'), extensions: { code: 'BAD_USER_INPUT' } },
      ]);
      expect((await other.ask(inlined(150), {}, { path })).text).toContain('"whoami"');
      const text = JSON.stringify('{ " # '.repeat(300));
      expect((await other.ask(`# ${'('.repeat(300)}\n{ run(id: ${text}) { id } }`, {}, { path })).status).toBe(200);
      await other.stop();
    },
  );

  it('takes no notice of variables that the operation does not declare, whatever they hold', async () => {
    const other = await SmallMalha.start('in process');
    const bottomless = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"query":"subscription { broken { id } }","variables":{"__proto__":1,"x":${bottomless}}}`;
    const { status, text } = await other.post(body, { path: '/graphql/stream' });
    expect(status).toBe(200);
    expect(text).toContain('event: next');
    await other.stop();
  });

  it('limits how often a caller asks, each by itself, on all ways in together', async () => {
    const limited = await SmallMalha.start('in process', {
      limits: { ratePerSecond: 1, anonymousRatePerSecond: 1, burstSeconds: 3 },
    });
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((id) => limited.token('admin', { id })));
    const ask = (token: string | undefined, path = '/graphql') =>
      limited.ask('{ whoami }', {}, { token: token ?? null, path });
    expect((await ask(ann)).status).toBe(200);
    expect((await ask(ann, '/graphql/stream')).status).toBe(200);
    expect((await ask(ann)).status).toBe(200);
    const { status, headers, body } = await ask(ann);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('1');
    expect(body.errors).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1, requestId: expect.any(String) } },
    ]);
    expect((await ask(bob)).status).toBe(200);
    for (let i = 0; i < 3; i++) expect((await ask(`guess-${i}`)).status).toBe(401);
    expect((await ask('guess-4')).status).toBe(429);
    expect((await ask(undefined)).status).toBe(429);
    await limited.stop();
  });

  it('limits how often an address asks, whatever tokens it has, on all ways in together', async () => {
    const limited = await SmallMalha.start('in process', {
      limits: { ratePerSecond: 100, addressRatePerSecond: 1, burstSeconds: 4 },
    });
    const ask = async (id: string, path = '/graphql') =>
      limited.ask('{ whoami }', {}, { token: await limited.token('app', { id }), path });
    // The small graph's fields are not open to this role: what counts is that it was let in.
    for (const [id, path] of [
      ['ann', '/graphql'],
      ['bob', '/graphql/stream'],
      ['cat', '/graphql'],
    ] as const)
      expect((await ask(id, path)).status).toBe(403);
    const client = limited.socket(await limited.token('admin', { id: 'dan' }));
    expect((await client.iterate({ query: '{ whoami }' }).next()).value).toEqual({ data: { whoami: 'dan' } });
    const { status, headers, body } = await ask('eve');
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('1');
    expect(body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } }]);
    await client.dispose();
    await limited.stop();
  });

  it('gives every conversation of one end user a rate of its own', async () => {
    const limited = await SmallMalha.start('in process', { limits: { ratePerSecond: 1, burstSeconds: 1 } });
    const ask = async (boundTo: string) => {
      const token = await limited.token('user', { id: 'user:ann', boundTo });
      return (await limited.ask('{ whoami }', {}, { token })).status;
    };
    expect(await ask('conv_1')).toBe(403);
    expect(await ask('conv_1')).toBe(429);
    expect(await ask('conv_2')).toBe(403);
    await limited.stop();
  });

  it('counts the clients of a trusted proxy each by itself, and believes nobody else about who they are', async () => {
    const limits = { anonymousRatePerSecond: 1, burstSeconds: 1 };
    const behind = await SmallMalha.start('in process', { limits, trustedProxies: ['127.0.0.0/8'] });
    const viaProxy = asking(behind);
    expect(await viaProxy('203.0.113.1')).toBe(401);
    expect(await viaProxy('203.0.113.1')).toBe(429);
    expect(await viaProxy('203.0.113.2')).toBe(401);
    await behind.stop();
    const bare = await SmallMalha.start('in process', { limits });
    const direct = asking(bare);
    expect(await direct('203.0.113.1')).toBe(401);
    expect(await direct('203.0.113.2')).toBe(429);
    await bare.stop();
  });
});
