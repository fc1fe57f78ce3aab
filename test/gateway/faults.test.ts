import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpSource, inProcessSource } from '../../subgraphs/kit/index.ts';
import { SHAPES, SmallMalha } from './small-malha.ts';

let malha: SmallMalha;
afterEach(() => malha.stop());

describe.each(SHAPES)('with subgraphs %s', (shape) => {
  it('loses only the fields of a subgraph that is too slow', async () => {
    malha = await SmallMalha.start(shape, { subgraphTimeoutMs: 500 });
    malha.delays.set('notes', Infinity);
    const { status, body } = await malha.ask('{ runs(first: 1) { id note version { number } } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ runs: [{ id: 'run_1', note: null, version: { number: 1 } }] });
    expect(body.errors).toEqual([
      {
        message: 'The notes part of the graph does not answer.',
        extensions: { code: 'UNAVAILABLE', requestId: expect.any(String) },
      },
    ]);
    malha.delays.clear();
    expect((await malha.ask('{ run(id: "run_1") { note } }')).body).toEqual({
      data: { run: { note: 'note on run_1' } },
    });
  });

  it('is not held up by a subgraph that does not listen to its deadline', async () => {
    malha = await SmallMalha.start(shape, { subgraphTimeoutMs: 500 });
    const { body } = await malha.ask('{ wait(ms: 3000) whoami }');
    expect(body.data).toEqual({ wait: null, whoami: null });
    expect(body.errors?.[0]?.extensions['code']).toBe('UNAVAILABLE');
  });
});

describe('over HTTP', () => {
  it('loses only the fields of a subgraph that is down, and has them again once it is up', async () => {
    malha = await SmallMalha.start('over HTTP');
    const port = malha.served.get('versions')!.port;
    await malha.served.get('versions')!.close();
    const { status, text, body } = await malha.ask('{ runs(first: 1) { note version { id number } } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ runs: [{ note: 'note on run_1', version: null }] });
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAVAILABLE']);
    expect(text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|internal-|http:/);
    expect(malha.logged.some((line) => line.includes('ECONNREFUSED'))).toBe(true);

    const versions = malha.graph.subgraphs.find(({ name }) => name === 'versions')!;
    await malha.serve(inProcessSource(versions, malha.log), port);
    expect((await malha.ask('{ run(id: "run_1") { version { number } } }')).body.data).toEqual({
      run: { version: { number: 1 } },
    });
  });

  it('asks a query once more after a broken connection, and a mutation never', async () => {
    malha = await SmallMalha.start('over HTTP');
    await malha.stop();
    let connections = 0;
    const breaking = createServer((socket) => {
      connections++;
      socket.once('data', () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const { port } = breaking.address() as { port: number };
    const { internalIdentity } = malha;
    const source = httpSource('runs', `http://127.0.0.1:${port}/graphql`, { internalIdentity });
    malha = await SmallMalha.start('in process', { sources: new Map([...malha.sources, ['runs', source]]) });
    expect((await malha.ask('{ whoami }')).body.errors?.[0]?.extensions['code']).toBe('UNAVAILABLE');
    expect(connections).toBe(2);
    expect((await malha.ask('mutation { advance(id: "run_1") { id } }')).body.errors?.[0]?.extensions['code']).toBe(
      'UNAVAILABLE',
    );
    expect(connections).toBe(3);
    await source.close();
    breaking.close();
  });

  it('refuses, at the subgraph, an identity that the gateway did not sign', async () => {
    malha = await SmallMalha.start('over HTTP');
    const admin = Buffer.from(
      JSON.stringify({ identity: { id: 'eve', roles: ['admin'] }, expiresAtMs: Date.now() + 60_000 }),
    );
    for (const identity of [undefined, `${admin.toString('base64url')}.AAAA`, admin.toString('base64url')]) {
      const response = await fetch(`http://127.0.0.1:${malha.served.get('runs')!.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(identity && { 'x-malha-identity': identity }) },
        body: JSON.stringify({ query: '{ whoami }' }),
      });
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('eve');
    }
    const { body } = await malha.ask(
      '{ whoami }',
      {},
      { headers: { 'x-malha-identity': `${admin.toString('base64url')}.AAAA` } },
    );
    expect(body.data).toEqual({ whoami: 'admin' });
  });
});

describe('a caller that leaves', () => {
  it('ends its queries, while what it asked to be changed is changed', async () => {
    malha = await SmallMalha.start('in process');
    const leave = async (query: string) => {
      const abort = new AbortController();
      const answer = fetch(`${malha.url}/graphql`, {
        method: 'POST',
        signal: abort.signal,
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer the-admin-token-of-this-test',
          'x-request-id': query.slice(0, 5),
        },
        body: JSON.stringify({ query }),
      });
      setTimeout(() => abort.abort(), 100);
      await expect(answer).rejects.toThrow('aborted');
    };
    await Promise.all([leave('query { wait(ms: 400) }'), leave('mutation { wait(ms: 400) }')]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(malha.graph.aborted).toEqual(['query']);
  });
});
