import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInternalIdentity, type Identity } from '../../../platform/auth/index.ts';
import { createMetrics } from '../../../platform/metrics/index.ts';
import {
  httpSource,
  inProcessSource,
  roomDocument,
  roomsOver,
  serveSubgraph,
  type ServedSubgraph,
  type SubgraphSource,
} from '../../../subgraphs/kit/index.ts';
import { smallRoom } from './small-room.ts';

const log = pino({ level: 'silent' });
const identity: Identity = { id: 'tester', roles: ['admin'] };
const request = (query: string, variables?: Record<string, unknown>) => ({
  query,
  variables,
  identity,
  requestId: 'req-1',
});
const internalIdentity = createInternalIdentity('a key of more than thirty-two characters');

let room: Awaited<ReturnType<typeof smallRoom>>;
let served: ServedSubgraph;
const sources = new Map<string, SubgraphSource>();
beforeAll(async () => {
  room = await smallRoom();
  const inProcess = inProcessSource(room.subgraph, log);
  served = await serveSubgraph(inProcess, {
    host: '127.0.0.1',
    port: 0,
    internalIdentity,
    log,
    metrics: createMetrics(),
  });
  sources.set('in process', inProcess);
  sources.set('over HTTP', httpSource('books', `http://127.0.0.1:${served.port}/graphql`, { internalIdentity }));
});
afterAll(async () => {
  await sources.get('over HTTP')?.close();
  await served.close();
});

describe.each(['in process', 'over HTTP'])('a subgraph %s', (kind) => {
  const source = () => sources.get(kind)!;

  it('answers a query with the subgraph’s own scalars', async () => {
    const { data } = await source().execute(request('{ book(id: "b") { id at title } share { low } }'));
    expect(data).toEqual({
      book: { id: 'b', at: '2026-11-22T10:00:00.000Z', title: 'Title of b' },
      share: { low: 0.4 },
    });
  });

  it('loads all references of a request in one batch, each key once, and null for a missing one', async () => {
    room.batches.length = 0;
    const { data } = await source().execute(
      request('query($r: [_Any!]!) { _entities(representations: $r) { ... on Book { id title } } }', {
        r: ['a', 'b', 'absent'].map((id) => ({ __typename: 'Book', id })),
      }),
    );
    expect(data).toEqual({ _entities: [{ id: 'a', title: 'Title of a' }, { id: 'b', title: 'Title of b' }, null] });
    expect(room.batches).toEqual([['a', 'b', 'absent']]);
  });

  it('masks what is not meant for callers', async () => {
    const { errors } = await source().execute(request('{ book(id: "secret") { id } }'));
    expect(JSON.stringify(errors)).not.toContain('hunter2');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL', requestId: 'req-1' });
  });

  it('keeps the code of an expected failure', async () => {
    const { errors } = await source().execute(request('{ book(id: "absent") { id } }'));
    expect(errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
  });

  it('returns a mutation’s expected failure in its payload', async () => {
    const { data } = await source().execute(
      request('mutation { lendBook(id: "lent") { book { id } errors { __typename code message path } } }'),
    );
    expect(data).toEqual({
      lendBook: {
        book: null,
        errors: [
          { __typename: 'InputError', code: 'INVALID_STATE', message: 'The book is lent already.', path: ['id'] },
        ],
      },
    });
  });

  it('refuses a document that is not valid', async () => {
    const { errors } = await source().execute(request('{ nothing }'));
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('refuses a document without a character', async () => {
    const { errors } = await source().execute(request(''));
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('is unavailable when the one who asks no longer waits, whatever it is at', async () => {
    const abort = new AbortController();
    const answer = source().execute({ ...request('{ unanswered }'), signal: abort.signal });
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(source().execute({ ...request('{ unanswered }'), signal: AbortSignal.abort() })).rejects.toMatchObject(
      { code: 'UNAVAILABLE' },
    );
  });

  it('streams a subscription and stops listening when the reader leaves', async () => {
    const events = await source().subscribe(request('subscription { bookLent { id title } }'));
    const first = events.next();
    await expect.poll(() => room.lent.isHeard('all')).toBe(true);
    room.lent.publish('all', { id: 'x', at: new Date() });
    expect((await first).value).toEqual({ data: { bookLent: { id: 'x', title: 'Title of x' } } });
    const pending = events.next();
    await events.return?.();
    expect((await pending).done).toBe(true);
    await expect.poll(() => room.lent.isHeard('all')).toBe(false);
  });

  it('can be asked by another room', async () => {
    const rooms = roomsOver(new Map([['books', source()]]), { timeoutMs: 5_000 });
    const BOOK = roomDocument<{ book: { title: string } | null }, { id: string }>(
      'books',
      'query($id: ID!) { book(id: $id) { title } }',
    );
    const call = { identity, requestId: 'req-1' };
    expect(await rooms.ask(BOOK, { id: 'b' }, call)).toEqual({ book: { title: 'Title of b' } });
    await expect(rooms.ask(BOOK, { id: 'absent' }, call)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(rooms.ask(BOOK, { id: 'secret' }, call)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(rooms.ask({ ...BOOK, room: 'nowhere' }, { id: 'b' }, call)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

const get = (path: string) => fetch(`http://127.0.0.1:${served.port}${path}`);
const post = (headers: Record<string, string>, body = '{"query":"{ book(id: \\"b\\") { id } }"}') =>
  fetch(`http://127.0.0.1:${served.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('a subgraph’s HTTP server', () => {
  it('refuses whoever shows no signed identity', async () => {
    const response = await post({});
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });

  it('refuses a forged identity', async () => {
    const forged = createInternalIdentity('another key of more than thirty-two chars').sign({
      id: 'eve',
      roles: ['admin'],
    });
    expect((await post({ 'x-malha-identity': forged })).status).toBe(401);
    const [payloadPart = '', mac = ''] = internalIdentity
      .sign({ id: 'eve', roles: ['user'], boundTo: 'conv_1' })
      .split('.');
    const raised = Buffer.from(Buffer.from(payloadPart, 'base64url').toString().replace('user', 'admin')).toString(
      'base64url',
    );
    expect((await post({ 'x-malha-identity': `${raised}.${mac}` })).status).toBe(401);
  });

  it('answers a body that is not JSON with 400 and a code', async () => {
    const response = await post({ 'x-malha-identity': internalIdentity.sign(identity) }, '{"query":');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('BAD_USER_INPUT');
  });

  it('lets its process be watched by whoever reaches it', async () => {
    expect(await (await get('/health')).text()).toBe('ok');
    const metrics = await get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('process_cpu_seconds_total');
  });

  it('reports a subgraph that is gone as unavailable, without its address', async () => {
    const gone = httpSource('books', 'http://127.0.0.1:9/graphql', { internalIdentity });
    const error = await gone.execute(request('{ book(id: "b") { id } }')).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'UNAVAILABLE' });
    expect((error as Error).message).not.toContain('127.0.0.1');
    await gone.close();
  });
});
