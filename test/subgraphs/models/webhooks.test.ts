import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWebhookSecret, signatureHeaders } from '../../../subgraphs/models/alerts/webhook-signature.ts';
import { claimDelivery } from '../../../subgraphs/models/store/alert-delivery-store.ts';
import { eventually } from '../../kit/loop.ts';
import { documentedVerifier, WebhookReceiver } from '../../kit/webhook-receiver.ts';
import { AlertDesk, type DeliveryAnswer, MINUTE_MS, UNHELPFUL } from './alert-desk.ts';
import { ModelsRoom } from './models-room.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const RULE = { ...UNHELPFUL, everyMinutes: 1, windowMinutes: 1 };

function secretOf(bytes: number): string {
  return `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;
}

describe('a message’s signature', () => {
  it('is that of Standard Webhooks', () => {
    // The reference vector of the specification's own test suites.
    const headers = signatureHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('needs a secret of 24 to 64 bytes', () => {
    expect([24, 32, 64].map((bytes) => isWebhookSecret(secretOf(bytes)))).toEqual([true, true, true]);
    const none = [secretOf(23), secretOf(65), secretOf(32).slice(6), `${secretOf(32)}!`, 'whsec_', 'password'];
    expect(none.filter(isWebhookSecret)).toEqual([]);
  });
});

describe('a webhook', () => {
  let room: ModelsRoom;
  let receiver: WebhookReceiver;
  let desk: AlertDesk;
  beforeEach(async () => {
    [room, receiver] = await Promise.all([ModelsRoom.open(), WebhookReceiver.open()]);
    desk = new AlertDesk(room, 'asst_webhook');
  });
  afterEach(async () => {
    await receiver.close();
    await room.close();
  });

  const webhookTo = (url = receiver.url) => ({ webhook: { url, secret: SECRET } });
  async function raise(): Promise<void> {
    await desk.turns({ unhelpful: 10 });
    await desk.tick(1);
  }
  async function clear(): Promise<void> {
    await desk.turns({ helpful: 10 });
    await desk.tick(1);
  }
  const deliver = () => room.models.webhooks.deliverDue();
  async function deliveries(): Promise<DeliveryAnswer[]> {
    return (await desk.alerts()).flatMap((alert) => alert.deliveries);
  }
  const later = (ms: number) => new Date(room.clock.now().getTime() + ms).toISOString();

  it('is told of an alert and of its end, signed so that the documented example believes it, and once', async () => {
    await desk.rule({ ...RULE, ...webhookTo() });
    await raise();
    const raisedAt = room.clock.now().getTime();
    await Promise.all([deliver(), deliver()]);
    await clear();
    await deliver();
    await deliver();
    expect(receiver.types()).toEqual(['alert.raised', 'alert.cleared']);
    const [raised] = receiver.received;
    const { headers, body } = raised ?? { headers: {}, body: '' };
    const [alert] = await desk.alerts();
    expect(JSON.parse(body)).toMatchObject({
      timestamp: new Date(raisedAt).toISOString(),
      data: {
        alertId: alert?.id,
        assistantId: 'asst_webhook',
        rule: { name: 'unhelpful', metric: 'HELPFUL_RATE', raiseAt: 0.5 },
        value: 0,
        clearedAt: null,
      },
    });
    expect(alert?.deliveries).toMatchObject([
      { id: headers['webhook-id'], event: 'RAISED', state: 'DELIVERED', attempts: 1, nextAttemptAt: null },
      { event: 'CLEARED', state: 'DELIVERED', attempts: 1, lastError: null },
    ]);
    const isFromMalha = await documentedVerifier();
    expect(isFromMalha(SECRET, headers, body, raisedAt)).toBe(true);
    expect(isFromMalha(SECRET, headers, body, raisedAt + 6 * MINUTE_MS)).toBe(false);
    expect(isFromMalha(SECRET, headers, `${body} `, raisedAt)).toBe(false);
    expect(isFromMalha(`whsec_${Buffer.alloc(32, 8).toString('base64')}`, headers, body, raisedAt)).toBe(false);
    expect(body).not.toContain('renew my book');
    expect(JSON.stringify([await desk.rules(), await desk.alerts(), body])).not.toContain(SECRET);
    expect(await desk.rules()).toMatchObject([{ webhookOrigin: `http://localhost:${receiver.port}` }]);
  });

  it('that is down is told when it is up again: the same message, signed anew, and what came after it after it', async () => {
    await desk.rule({ ...RULE, ...webhookTo() });
    await receiver.close();
    await raise();
    await deliver();
    await clear();
    await deliver();
    expect(await deliveries()).toMatchObject([
      {
        event: 'RAISED',
        state: 'WAITING',
        attempts: 2,
        lastError: 'no connection: ECONNREFUSED',
        nextAttemptAt: later(20_000),
      },
      { event: 'CLEARED', state: 'WAITING', attempts: 0 },
    ]);
    await receiver.open();
    room.clock.advance(19_000);
    await deliver();
    expect(receiver.received).toEqual([]);
    room.clock.advance(1_000);
    await deliver();
    expect(receiver.types()).toEqual(['alert.raised', 'alert.cleared']);
    expect(receiver.received[0]?.headers['webhook-timestamp']).toBe(String(room.clock.now().getTime() / 1_000));
    expect(await deliveries()).toMatchObject([
      { state: 'DELIVERED', attempts: 3, lastError: null },
      { state: 'DELIVERED', attempts: 1 },
    ]);
  });

  it('that answers anything but 2xx is told again, and no redirect is followed', async () => {
    await desk.rule({ ...RULE, ...webhookTo() });
    receiver.answers.push(500, 302, 410, 299);
    await raise();
    const errors: (string | null | undefined)[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      await deliver();
      errors.push((await deliveries())[0]?.lastError);
      room.clock.advance(2 * MINUTE_MS);
    }
    expect(errors).toEqual([
      'the receiver answered 500',
      'the receiver answered 302: redirects are not followed',
      'the receiver answered 410',
      null,
    ]);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it('that does not answer in time is told again, and keeps nobody else waiting', async () => {
    const hasty = await ModelsRoom.open({ timeoutMs: 3_000 });
    const other = await WebhookReceiver.open();
    const here = new AlertDesk(hasty, 'asst_slow');
    try {
      // It never answers.
      receiver.answers.push(() => undefined);
      await here.rule({ ...RULE, name: 'slow', ...webhookTo() });
      await here.rule({ ...RULE, name: 'quick', ...webhookTo(other.url) });
      await here.turns({ unhelpful: 10 });
      await here.tick(1);
      await hasty.models.webhooks.deliverDue();
      expect([receiver.types(), other.types()]).toEqual([['alert.raised'], ['alert.raised']]);
      const told = new Map((await here.alerts()).map((alert) => [alert.ruleName, alert.deliveries]));
      expect(told.get('slow')).toMatchObject([{ state: 'WAITING', lastError: 'no answer within 3000 ms' }]);
      expect(told.get('quick')).toMatchObject([{ state: 'DELIVERED' }]);
      hasty.clock.advance(10_000);
      await hasty.models.webhooks.deliverDue();
      const states = (await here.alerts()).flatMap(({ deliveries: all }) => all.map(({ state }) => state));
      expect(states).toEqual(['DELIVERED', 'DELIVERED']);
    } finally {
      await other.close();
      await hasty.close();
    }
  });

  it('that is told for the first time goes before those that were told in vain, however many wait', async () => {
    for (let i = 0; i < 5; i++) await desk.rule({ ...RULE, name: `down ${i}`, ...webhookTo() });
    receiver.answers.push(...Array.from({ length: 5 }, () => 500));
    await raise();
    await deliver();
    await desk.rule({ ...RULE, name: 'up', ...webhookTo('http://localhost:1/up') });
    await raise();
    const now = room.clock.now();
    const lease = { now, until: new Date(now.getTime() + MINUTE_MS) };
    const claimed = [await claimDelivery(room.database.db, lease), await claimDelivery(room.database.db, lease)];
    expect(claimed).toMatchObject([
      { url: 'http://localhost:1/up', attempts: 1 },
      { url: receiver.url, attempts: 2 },
    ]);
  });

  it('that is never reached is given up after a day, and the alert says so', async () => {
    await desk.rule({ ...RULE, ...webhookTo() });
    await receiver.close();
    await raise();
    for (let i = 0; i < 40; i++) {
      await deliver();
      room.clock.advance(60 * MINUTE_MS);
    }
    const [given] = await deliveries();
    // An hour between looks: the twenty-fifth attempt is a day after the first, and the next would come too late.
    expect(given).toMatchObject({ state: 'GIVEN_UP', lastError: 'no connection: ECONNREFUSED', nextAttemptAt: null });
    expect(given?.attempts).toBe(25);
    await receiver.open();
    await deliver();
    expect(receiver.received).toEqual([]);
  });

  it('is told again where the process that told it was gone before it could say so', async () => {
    await desk.rule({ ...RULE, ...webhookTo() });
    await raise();
    const now = room.clock.now();
    const lease = { now, until: new Date(now.getTime() + MINUTE_MS) };
    expect(await claimDelivery(room.database.db, lease)).toMatchObject({ attempts: 1 });
    await deliver();
    expect(receiver.received).toEqual([]);
    room.clock.advance(MINUTE_MS);
    await deliver();
    expect(receiver.types()).toEqual(['alert.raised']);
    expect(await deliveries()).toMatchObject([{ state: 'DELIVERED', attempts: 2 }]);
  });

  it('with another address or secret gets what still waits; taken away, or with its rule, it is told nothing', async () => {
    const id = await desk.rule({ ...RULE, ...webhookTo(`http://localhost:1/`) });
    await raise();
    await deliver();
    await desk.update(id, webhookTo());
    room.clock.advance(10_000);
    await deliver();
    expect(receiver.types()).toEqual(['alert.raised']);
    await clear();
    await desk.update(id, { webhook: null });
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect((await deliveries()).at(-1)).toMatchObject({ state: 'GIVEN_UP', lastError: 'the webhook was taken away' });
    await desk.update(id, webhookTo());
    await raise();
    await desk.delete(id);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect((await desk.alerts())[0]?.deliveries).toMatchObject([
      { state: 'GIVEN_UP', lastError: 'the rule was deleted' },
    ]);
  });

  it.each([
    ['a private address', { url: 'http://127.0.0.1/', secret: SECRET }, 'url'],
    ['the address of a machine’s own secrets', { url: 'http://169.254.169.254/latest', secret: SECRET }, 'url'],
    ['a private address of version 6', { url: 'http://[::1]:80/', secret: SECRET }, 'url'],
    ['a file', { url: 'file:///etc/passwd', secret: SECRET }, 'url'],
    ['no address', { url: 'nonsense', secret: SECRET }, 'url'],
    ['a password in the address', { url: 'https://me:secret@example.org/', secret: SECRET }, 'url'],
    ['a secret that is none', { url: 'https://example.org/', secret: 'whsec_short' }, 'secret'],
  ])('is refused where it is %s, and nothing is written', async (_what, webhook, argument) => {
    const { errors } = await desk.create({ ...RULE, webhook });
    expect(errors).toEqual([{ code: 'WEBHOOK_REFUSED', path: ['input', 'webhook', argument] }]);
    expect(await desk.rules()).toEqual([]);
  });

  it('whose name resolves to a private address is never connected to', async () => {
    const strict = await ModelsRoom.open({ privateHosts: [] });
    try {
      const other = new AlertDesk(strict, 'asst_strict');
      await other.rule({ ...RULE, ...webhookTo() });
      await other.turns({ unhelpful: 10 });
      await other.tick(1);
      await strict.models.webhooks.deliverDue();
      expect(receiver.received).toEqual([]);
      expect((await other.alerts())[0]?.deliveries).toMatchObject([
        { state: 'WAITING', lastError: 'localhost is not an address on the public internet' },
      ]);
    } finally {
      await strict.close();
    }
  });

  it('is told by itself while a worker runs', async () => {
    room.models.webhooks.start(room.lifecycle);
    await desk.rule({ ...RULE, ...webhookTo() });
    await raise();
    const delivered = await eventually(async () => (await deliveries()).find(({ state }) => state === 'DELIVERED'));
    expect(delivered).toMatchObject({ attempts: 1, lastError: null });
  });
});
