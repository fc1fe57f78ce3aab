import { createClient } from 'graphql-sse';
import { afterEach, describe, expect, it } from 'vitest';
import { NEWER_NOTES, POORER_NOTES } from './small-graph.ts';
import { ADMIN, collect, SHAPES, SmallMalha, until } from './small-malha.ts';

const UPDATED =
  'subscription S($id: ID!) { runUpdated(id: $id) { id nr: sequence state seenBy note version { ...V } } } fragment V on Version { number askedBy }';

interface RunEvent {
  data: { runUpdated: { id: string; nr: number; state: string; note: string | null } } | null;
  errors?: { message: string; extensions: { code: string } }[];
}

let malha: SmallMalha;
afterEach(() => malha.stop());

const follow = (client: ReturnType<SmallMalha['socket']>, id = 'run_1') =>
  collect(client.iterate({ query: UPDATED, variables: { id } }) as unknown as AsyncIterable<RunEvent>);
const sequences = ({ events }: { events: RunEvent[] }) => events.map(({ data }) => data?.runUpdated.nr);

describe.each(SHAPES)('a federated subscription, subgraphs %s', (shape) => {
  it('begins with the present state and carries the fields of every subgraph under the subscriber’s identity', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket(await malha.token('admin', { id: 'ann' }));
    const run = follow(client);
    await until(() => run.events.length === 1);
    malha.graph.advance('run_1');
    await until(() => run.events.length === 2);
    expect(run.events).toEqual(
      [
        [1, 'QUEUED'],
        [2, 'RUNNING'],
      ].map(([nr, state]) => ({
        data: {
          runUpdated: {
            id: 'run_1',
            nr,
            state,
            seenBy: 'ann',
            note: 'note on run_1',
            version: { number: 1, askedBy: 'ann' },
          },
        },
      })),
    );
    expect(Object.keys(run.events[0]!.data!.runUpdated)).toEqual(['id', 'nr', 'state', 'seenBy', 'note', 'version']);
    await client.dispose();
  });

  it('ends when the subgraph ends it', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket();
    const run = follow(client);
    await until(() => run.events.length === 1);
    malha.graph.advance('run_1', 'SUCCEEDED');
    await run.end;
    expect(sequences(run)).toEqual([1, 2]);
    await client.dispose();
  });

  it('leaves the subgraph at once when the subscriber does, with no event between', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket();
    const unsubscribe = client.subscribe(
      { query: UPDATED, variables: { id: 'run_1' } },
      { next() {}, error() {}, complete() {} },
    );
    await until(() => malha.graph.listening === 1);
    unsubscribe();
    await until(() => malha.graph.listening === 0);
    const again = follow(client);
    await until(() => again.events.length === 1);
    client.terminate();
    await until(() => malha.graph.listening === 0);
    expect(sequences(again)).toEqual([1]);
  });

  it('goes on through a reload of the supergraph, and ends with a reason where the schema lost what it asks for', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket();
    const run = follow(client);
    await until(() => run.events.length === 1);
    malha.gateway.updateSupergraph(malha.graph.supergraph(NEWER_NOTES));
    malha.graph.advance('run_1');
    await until(() => run.events.length === 2);
    expect(run.events[1]!.data!.runUpdated).toMatchObject({ nr: 2, note: 'note on run_1' });
    expect(run.isEnded()).toBe(false);

    malha.gateway.updateSupergraph(malha.graph.supergraph(POORER_NOTES));
    await run.end;
    expect(run.events[2]).toMatchObject({
      errors: [{ message: expect.stringContaining('schema'), extensions: { code: 'BAD_USER_INPUT' } }],
    });
    await until(() => malha.graph.listening === 0);
    await client.dispose();
  });

  it('loses the fields of a subgraph that is down, and not the events', async () => {
    malha = await SmallMalha.start(shape, { subgraphTimeoutMs: 500 });
    malha.delays.set('notes', Infinity);
    const client = malha.socket();
    const run = follow(client);
    await until(() => run.events.length === 1);
    expect(run.events[0]).toMatchObject({
      data: { runUpdated: { nr: 1, note: null, version: { number: 1 } } },
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    malha.delays.clear();
    malha.graph.advance('run_1');
    await until(() => run.events.length === 2);
    expect(run.events[1]).toMatchObject({ data: { runUpdated: { nr: 2, note: 'note on run_1' } } });
    await client.dispose();
  });

  it('comes as server-sent events too', async () => {
    malha = await SmallMalha.start(shape);
    const client = createClient({
      url: `${malha.url}/graphql/stream`,
      headers: { authorization: `Bearer ${ADMIN}` },
      retryAttempts: 0,
    });
    const run = collect(
      client.iterate({ query: UPDATED, variables: { id: 'run_3' } }) as unknown as AsyncIterable<RunEvent>,
    );
    await until(() => run.events.length === 1);
    malha.graph.advance('run_3');
    await until(() => run.events.length === 2);
    expect(run.events[1]).toMatchObject({
      data: { runUpdated: { id: 'run_3', nr: 2, note: 'note on run_3', version: { number: 3 } } },
    });
    client.dispose();
    await until(() => malha.graph.listening === 0);
  });

  it('shares a socket with queries and mutations', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket();
    const run = follow(client);
    await until(() => run.events.length === 1);
    const ask = async (query: string) => (await client.iterate({ query }).next()).value;
    expect(await ask('mutation { advance(id: "run_1") { sequence note } }')).toEqual({
      data: { advance: { sequence: 2, note: 'note on run_1' } },
    });
    expect(await ask('{ run(id: "run_1") { sequence } }')).toEqual({ data: { run: { sequence: 2 } } });
    await until(() => run.events.length === 2);
    await client.dispose();
  });
});

describe.each(SHAPES)('equal subscribers, subgraphs %s', (shape) => {
  it('share one subscription to the subgraph and one fetch per event, also those who come late, who get the present state first', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket();
    const early = [follow(client), follow(client), follow(client)];
    await until(() => early.every(({ events }) => events.length === 1));
    malha.graph.advance('run_1');
    await until(() => early.every(({ events }) => events.length === 2));

    const late = [follow(client), follow(client)];
    await until(() => late.every(({ events }) => events.length === 1));
    expect(late.map(sequences)).toEqual([[2], [2]]);
    await until(() => malha.graph.listening === 1);

    const before = { ...malha.graph.asked };
    malha.graph.advance('run_1');
    const all = [...early, ...late];
    await until(() => all.every((run) => sequences(run).at(-1) === 3));
    expect(malha.graph.asked.versions - before.versions).toBe(1);
    expect(malha.graph.asked.notes - before.notes).toBe(1);
    expect(early.map(sequences)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    await client.dispose();
    await until(() => malha.graph.listening === 0);
  });

  it('owe a late one of a collection nothing but what comes next', async () => {
    malha = await SmallMalha.start(shape);
    const client = malha.socket();
    const started = () =>
      collect(
        client.iterate({ query: 'subscription { runStarted { id note } }' }) as AsyncIterable<{
          data: { runStarted: { id: string } };
        }>,
      );
    const ids = ({ events }: ReturnType<typeof started>) => events.map(({ data }) => data.runStarted.id);
    const early = started();
    await until(() => malha.graph.listening === 1);
    malha.graph.advance('run_new_1');
    await until(() => early.events.length === 1);
    const late = started();
    await until(() => malha.graph.listening === 2);
    malha.graph.advance('run_new_2');
    await until(() => late.events.length === 1 && early.events.length === 2);
    await until(() => malha.graph.listening === 1);
    malha.graph.advance('run_new_3');
    await until(() => late.events.length === 2 && early.events.length === 3);
    expect(ids(early)).toEqual(['run_new_1', 'run_new_2', 'run_new_3']);
    expect(ids(late)).toEqual(['run_new_2', 'run_new_3']);
    await client.dispose();
  });

  it('are only those of the same identity: two callers never read each other’s answers', async () => {
    malha = await SmallMalha.start(shape);
    const clients = await Promise.all(
      ['ann', 'bob'].map(async (id) => malha.socket(await malha.token('admin', { id }))),
    );
    const runs = clients.map((client) => follow(client));
    await until(() => runs.every(({ events }) => events.length === 1));
    expect(runs.map(({ events }) => (events[0]!.data!.runUpdated as unknown as { seenBy: string }).seenBy)).toEqual([
      'ann',
      'bob',
    ]);
    expect(malha.graph.listening).toBe(2);
    for (const client of clients) await client.dispose();
  });
});

it('delivers an event to each of 500 subscribers', async () => {
  malha = await SmallMalha.start('in process');
  const clients = Array.from({ length: 10 }, () => malha.socket());
  const runs = clients.flatMap((client) => Array.from({ length: 50 }, () => follow(client)));
  await until(() => runs.every(({ events }) => events.length === 1));
  malha.graph.advance('run_1');
  await until(() => runs.every(({ events }) => events.length === 2));
  expect(runs.every((run) => sequences(run).join() === '1,2')).toBe(true);
  await until(() => malha.graph.listening === 1);
  for (const client of clients) await client.dispose();
  await until(() => malha.graph.listening === 0);
});

describe('closing', () => {
  it('ends sockets and streams at once and lets running requests finish', async () => {
    malha = await SmallMalha.start('over HTTP');
    const client = malha.socket();
    const closed = new Promise<number>((resolve) =>
      client.on('closed', (event) => resolve((event as { code: number }).code)),
    );
    const run = follow(client);
    const stream = await fetch(`${malha.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${ADMIN}` },
      body: JSON.stringify({ query: UPDATED, variables: { id: 'run_2' } }),
    });
    await until(() => run.events.length === 1 && malha.graph.listening === 2);
    const running = malha.ask('{ wait(ms: 300) }');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stopped = malha.gateway.close();
    expect(await closed).toBe(1001);
    expect(await stream.text()).toContain('event: complete');
    expect((await running).body).toEqual({ data: { wait: 'waited' } });
    await stopped;
    await expect(malha.ask('{ whoami }')).rejects.toThrow('fetch failed');
    await until(() => malha.graph.listening === 0);
  });
});
