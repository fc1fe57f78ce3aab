import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createDoor } from '../../gateway/door.ts';
import { DEFAULT_LIMITS } from '../../gateway/limits.ts';
import { CallerRates } from '../../gateway/rate-limit.ts';
import { ANONYMOUS, InvalidToken } from '../../platform/auth/index.ts';
import { createMetrics } from '../../platform/metrics/index.ts';
import { SmallMalha, until } from './small-malha.ts';

let malha: SmallMalha;
beforeAll(async () => {
  malha = await SmallMalha.start('over HTTP');
});
afterAll(() => malha.stop());

async function badTokens(): Promise<string[]> {
  const forged = await new SignJWT({ roles: ['admin'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('eve')
    .setIssuer('malha')
    .setAudience('malha')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('a secret that is not ours, long enough'));
  return ['nonsense', forged, await malha.token('admin', { expiresInSeconds: -60 })];
}

it('refuses an invalid, a forged and an expired token with 401 in the GraphQL shape, on every HTTP way in', async () => {
  for (const token of await badTokens())
    for (const path of ['/graphql', '/graphql/stream']) {
      const { status, headers, body } = await malha.post({ query: '{ __typename }' }, { token, path });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(body).toEqual({
        errors: [
          {
            message: 'The token is not valid, or no longer.',
            extensions: { code: 'UNAUTHENTICATED', requestId: headers.get('x-request-id') },
          },
        ],
      });
    }
});

it('closes a socket with such a token as graphql-ws does', async () => {
  for (const token of await badTokens()) {
    const client = malha.socket(token);
    const closed = new Promise((_, reject) =>
      client.subscribe({ query: '{ __typename }' }, { next() {}, error: reject, complete() {} }),
    );
    await expect(closed).rejects.toMatchObject({ code: 4403 });
  }
});

it('closes a socket that asks before it said who it is', async () => {
  const socket = new WebSocket(`${malha.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const code = new Promise((resolve) => socket.once('close', resolve));
  socket.once('open', () =>
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ __typename }' } })),
  );
  expect(await code).toBe(4401);
});

it('takes the token of a socket from its header too', async () => {
  const socket = new WebSocket(`${malha.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { authorization: `Bearer ${await malha.token('admin', { id: 'ann' })}` },
  });
  const messages: string[] = [];
  socket.on('message', (message: Buffer) => messages.push(message.toString()));
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  socket.once('message', () => {
    socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ whoami }"}}');
  });
  await until(() => messages.some((message) => message.includes('"complete"')));
  expect(messages.join()).toContain('"whoami":"ann"');
  socket.close();
});

it('verifies again what stays open, and throws out once a token is no longer valid', async () => {
  let isValid = true;
  const door = createDoor({
    verifyToken: () => (isValid ? Promise.resolve(ANONYMOUS) : Promise.reject(new InvalidToken('expired'))),
    rates: new CallerRates(DEFAULT_LIMITS),
    metrics: createMetrics(),
    verifiedAgainMs: 5,
  });
  let thrownOut = 0;
  const stop = door.watch('Bearer x', () => thrownOut++);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(thrownOut).toBe(0);
  isValid = false;
  await until(() => thrownOut === 1);
  stop();
});

it('lets a socket whose token expired start nothing more', async () => {
  const client = malha.socket(await malha.token('admin', { expiresInSeconds: 1 }), { lazy: false });
  const first = client.iterate({ query: '{ whoami }' });
  expect((await first.next()).value).toEqual({ data: { whoami: 'admin' } });
  await first.return?.();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await expect(
    (async () => {
      for await (const _ of client.iterate({ query: '{ whoami }' }));
    })(),
  ).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  await client.dispose();
});
