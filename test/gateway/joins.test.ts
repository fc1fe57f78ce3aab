import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, SHAPES, SmallMalha } from './small-malha.ts';

describe.each(SHAPES)('the graph with subgraphs %s', (shape) => {
  let malha: SmallMalha;
  beforeAll(async () => {
    malha = await SmallMalha.start(shape);
  });
  afterAll(() => malha.stop());

  it('joins entities of three subgraphs', async () => {
    const { body } = await malha.ask('{ runs(first: 2) { id note version { id number } } noteCount }');
    expect(body).toEqual({
      data: {
        runs: [
          { id: 'run_1', note: 'note on run_1', version: { id: 'mv_1', number: 1 } },
          { id: 'run_2', note: 'note on run_2', version: { id: 'mv_2', number: 2 } },
        ],
        noteCount: 10,
      },
    });
  });

  it('passes the caller’s identity, verified once, to every subgraph', async () => {
    const { body } = await malha.ask('{ whoami run(id: "run_1") { seenBy version { askedBy } } }');
    expect(body.data).toEqual({ whoami: 'admin', run: { seenBy: 'admin', version: { askedBy: 'admin' } } });
  });

  it('runs mutations and joins what they return', async () => {
    const { body } = await malha.ask('mutation { advance(id: "run_9") { sequence note } }');
    expect(body.data).toEqual({ advance: { sequence: 2, note: 'note on run_9' } });
  });

  it('answers a query with GET, and no mutation', async () => {
    const [query, mutation] = await Promise.all(
      ['{ whoami }', 'mutation { advance(id: "run_1") { id } }'].map((text) =>
        fetch(`${malha.url}/graphql?${new URLSearchParams({ query: text }).toString()}`, {
          headers: { authorization: `Bearer ${ADMIN}`, 'apollo-require-preflight': '1' },
        }),
      ),
    );
    expect(await query?.json()).toEqual({ data: { whoami: 'admin' } });
    expect(mutation?.status).toBe(405);
  });

  it('keeps room-to-room fields out of the public schema', async () => {
    const { body } = await malha.ask('{ secret }');
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(malha.gateway.apiSchema.getQueryType()?.getFields()).not.toHaveProperty('secret');
  });

  it('takes a newer supergraph at once and keeps the present one where the newer is not valid', async () => {
    const { NEWER_NOTES } = await import('./small-graph.ts');
    malha.gateway.updateSupergraph(malha.graph.supergraph(NEWER_NOTES));
    expect(malha.gateway.apiSchema.getType('Run')?.toConfig()).toHaveProperty('fields.noteLength');
    expect(() => malha.gateway.updateSupergraph('type Query { broken')).toThrow('Syntax Error');
    expect((await malha.ask('{ noteCount }')).body.data).toEqual({ noteCount: 10 });
  });
});
