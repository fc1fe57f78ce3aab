import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SmallMalha, until } from './small-malha.ts';

const STARTED = 'subscription { runStarted { id } }';
let malha: SmallMalha;
afterEach(() => malha.stop());

/** Opens an event stream; `leave` hangs up. */
async function stream(token: string): Promise<{ status: number; text: () => Promise<string>; leave: () => void }> {
  const abort = new AbortController();
  const response = await fetch(`${malha.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: STARTED }),
    signal: abort.signal,
  });
  return { status: response.status, text: () => response.text(), leave: () => abort.abort() };
}

/** Opens a socket, as far as the gateway lets it. */
function knock(): Promise<{ socket: WebSocket; status: number | undefined; retryAfter?: string | undefined }> {
  const socket = new WebSocket(`${malha.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  return new Promise((resolve) => {
    socket
      .once('open', () => resolve({ socket, status: 101 }))
      .once('unexpected-response', (_request, { statusCode, headers }) =>
        resolve({ socket, status: statusCode, retryAfter: headers['retry-after'] }),
      )
      .on('error', () => undefined);
  });
}

describe('what one caller holds open', () => {
  it('is limited over sockets and event streams together, and is free again when one of them leaves', async () => {
    malha = await SmallMalha.start('in process', { limits: { subscriptionsPerCaller: 2 } });
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((id) => malha.token('admin', { id })));
    const client = malha.socket(ann);
    const first = client.iterate({ query: STARTED });
    const pending = first.next();
    await until(() => malha.graph.listening === 1);
    const open = await stream(ann!);
    expect(open.status).toBe(200);

    const refused = await stream(ann!);
    expect(refused.status).toBe(429);
    expect(JSON.parse(await refused.text())).toMatchObject({
      errors: [{ message: 'One token holds at most 2 subscriptions open.', extensions: { code: 'RATE_LIMITED' } }],
    });
    expect((await client.iterate({ query: STARTED }).next()).value).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) } }],
    });
    const other = await stream(bob!);
    expect(other.status).toBe(200);

    open.leave();
    await until(() => malha.graph.listening === 2);
    const again = await stream(ann!);
    expect(again.status).toBe(200);
    await first.return!();
    await pending;
    expect((await stream(ann!)).status).toBe(200);
    await client.dispose();
  });

  it('is less where the token is good for one conversation only', async () => {
    malha = await SmallMalha.start('in process', {
      limits: { subscriptionsPerCaller: 5, subscriptionsPerBoundCaller: 1 },
    });
    const bound = await malha.token('admin', { id: 'ann', boundTo: 'conv_1' });
    expect((await stream(bound)).status).toBe(200);
    expect((await stream(bound)).status).toBe(429);
    expect((await stream(await malha.token('admin', { id: 'ann', boundTo: 'conv_2' }))).status).toBe(200);
  });
});

describe('what one address holds open', () => {
  it('is limited whatever its tokens', async () => {
    malha = await SmallMalha.start('in process', { limits: { subscriptionsPerAddress: 2 } });
    const statuses: number[] = [];
    for (const id of ['ann', 'bob', 'cat']) statuses.push((await stream(await malha.token('admin', { id }))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('counts sockets that never say a word', async () => {
    malha = await SmallMalha.start('in process', { limits: { socketsPerAddress: 2 } });
    const [first, second] = [await knock(), await knock()];
    expect([first.status, second.status]).toEqual([101, 101]);
    expect(await knock()).toMatchObject({ status: 429, retryAfter: '10' });
    first.socket.close();
    let third = await knock();
    while (third.status !== 101) third = await knock();
    for (const { socket } of [second, third]) socket.terminate();
  });
});
