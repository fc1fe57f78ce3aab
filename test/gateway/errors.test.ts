import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, SmallMalha } from './small-malha.ts';

interface MaskedError {
  message: string;
  extensions: { code: string; requestId: string };
}
type Ask = (query: string) => Promise<MaskedError[]>;

let malha: SmallMalha;
beforeAll(async () => {
  malha = await SmallMalha.start('over HTTP');
});
afterAll(() => malha.stop());

const overHttp: Ask = async (query) => ((await malha.ask(query)).body.errors ?? []) as unknown as MaskedError[];
const overSocket: Ask = async (query) => {
  const client = malha.socket();
  try {
    for await (const { errors } of client.iterate({ query })) return (errors ?? []) as unknown as MaskedError[];
    return [];
  } catch (errors) {
    return errors as MaskedError[];
  } finally {
    await client.dispose();
  }
};
const overStream: Ask = async (query) => {
  const response = await malha.post({ query }, { path: '/graphql/stream' });
  if (response.body.errors) return response.body.errors as unknown as MaskedError[];
  const event = /^data: (.*)$/m.exec(response.text)?.[1] ?? '{}';
  return (JSON.parse(event) as { errors?: MaskedError[] }).errors ?? [];
};

describe.each([
  ['HTTP', overHttp],
  ['a socket', overSocket],
  ['an event stream', overStream],
] as const)('an error over %s', (_, ask) => {
  it('says nothing of the inside where it was not expected', async () => {
    const errors = await ask('{ crash }');
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toMatch(/hunter2|10\.0\.0\.7|stack|serviceName/);
    expect(errors[0]).toMatchObject({
      message: 'Something went wrong on our side.',
      extensions: { code: 'INTERNAL', requestId: expect.stringMatching(/^req_/) },
    });
    const { requestId } = errors[0]!.extensions;
    expect(malha.logged.filter((line) => line.includes(requestId) && line.includes('hunter2'))).toHaveLength(1);
  });

  it('keeps the code and message of an expected failure', async () => {
    expect(await ask('{ refuse }')).toMatchObject([
      { message: 'There is no such run.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  it.each([
    '{ nope }',
    '{ runs(first: "x") { id } }',
    'query { ',
    'query A { whoami } query B { whoami }',
    'query($id: ID!) { run(id: $id) { id } }',
  ])('is BAD_USER_INPUT for the wrong request %s', async (query) => {
    const errors = await ask(query);
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions } of errors)
      expect(extensions).toEqual({ code: 'BAD_USER_INPUT', requestId: expect.any(String) });
  });
});

describe('a subscription that the subgraph fails to open', () => {
  it.each([
    ['a socket', overSocket],
    ['an event stream', overStream],
  ] as const)('is masked over %s', async (_, ask) => {
    const errors = await ask('subscription { broken { id } }');
    expect(JSON.stringify(errors)).not.toContain('amqp');
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL', requestId: expect.any(String) } }]);
  });

  it('is refused over plain HTTP, with the way to go', async () => {
    const { status, body } = await malha.ask('subscription { runStarted { id } }');
    expect(status).toBe(405);
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('/graphql/stream'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('a request id', () => {
  it('is taken over where it is sane, and goes to the subgraphs and back', async () => {
    const { headers, body } = await malha.ask('{ crash }', {}, { headers: { 'x-request-id': 'mine-42' } });
    expect(headers.get('x-request-id')).toBe('mine-42');
    expect(body.errors?.[0]?.extensions['requestId']).toBe('mine-42');
    expect(
      malha.logged.some((line) => line.includes('"requestId":"mine-42"') && line.includes('"subgraph":"runs"')),
    ).toBe(true);
  });

  it('is made where there is none or a strange one', async () => {
    for (const given of ['', 'x'.repeat(200), 'a b', '{"a":1}']) {
      const { headers } = await malha.ask('{ whoami }', {}, { headers: { 'x-request-id': given } });
      expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-z]{23}$/);
    }
  });

  it('is on errors that Apollo finds before the operation is known', async () => {
    const blocked = await malha.post('{"query":"{ whoami }"}', { headers: { 'content-type': 'text/plain' } });
    expect(blocked.status).toBe(400);
    expect(blocked.body.errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      requestId: blocked.headers.get('x-request-id'),
    });
    const batch = await malha.post([{ query: '{ whoami }' }]);
    expect(batch.body.errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      requestId: batch.headers.get('x-request-id'),
    });
  });
});

it('speaks graphql-sse to its own client', async () => {
  const client = createClient({
    url: `${malha.url}/graphql/stream`,
    headers: { authorization: `Bearer ${ADMIN}` },
    retryAttempts: 0,
  });
  for await (const result of client.iterate({ query: '{ whoami }' }))
    expect(result).toEqual({ data: { whoami: 'admin' } });
  client.dispose();
});
