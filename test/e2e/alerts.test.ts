import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chat, DEMO, eventually, type UserErrorAnswer } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { documentedVerifier, WebhookReceiver } from '../kit/webhook-receiver.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const UNKNOWN = ['qwxz vbnrt plomk', 'grufz tjolk mwrd', 'snirk dwolf qqap'];

interface AlertAnswer {
  id: string;
  ruleName: string;
  metric: string;
  value: number;
  clearedAt: string | null;
  deliveries: { id: string; event: string; state: string; attempts: number; lastError: string | null }[];
}
const ALERT = 'id ruleName metric value clearedAt deliveries { id event state attempts lastError }';

describe('an alert, over the public graph', () => {
  let malha: RunningMalha;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.open();
    malha = await startMalha('one', { MALHA_WEBHOOK_ALLOW_PRIVATE: `localhost:${receiver.port}` });
  }, 300_000);
  afterAll(async () => {
    await malha?.stop();
    await receiver?.close();
  }, 30_000);

  async function createRule(webhook: { url: string; secret: string }) {
    const { createAlertRule } = await malha.graph().data<{
      createAlertRule: { alertRule: { id: string; webhookOrigin: string } | null; errors: UserErrorAnswer[] };
    }>('mutation($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { alertRule { id webhookOrigin } errors { code message } } }', {
      input: {
        assistantId: DEMO,
        name: 'too much is not understood',
        metric: 'OUT_OF_SCOPE_RATE',
        direction: 'ABOVE',
        raiseAt: 0.5,
        clearAt: 0.4,
        minimumSample: UNKNOWN.length,
        raiseAfter: 1,
        everyMinutes: 1,
        windowMinutes: 60,
        webhook,
      },
    });
    return createAlertRule;
  }
  async function alerts(): Promise<AlertAnswer[]> {
    const { alerts: page } = await malha
      .graph()
      .data<{ alerts: { edges: { node: AlertAnswer }[] } }>(
        `{ alerts(assistantId: "${DEMO}", first: 10) { edges { node { ${ALERT} } } } }`,
      );
    return page.edges.map(({ node }) => node);
  }

  it(
    'of real turns comes to who subscribes, and signed to a receiver that fails at first',
    { timeout: 400_000 },
    async () => {
      receiver.answers.push(500);
      const raised = malha
        .graph()
        .subscribe<{ alertRaised: AlertAnswer }>(`subscription { alertRaised(assistantId: "${DEMO}") { ${ALERT} } }`);
      const next = raised.next();
      // The subscription must be open before the rule that raises the alert.
      await pause(300);
      for (const text of UNKNOWN) expect((await (await Chat.start(malha)).say(text)).reply.kind).toBe('FALLBACK');
      const { alertRule, errors } = await createRule({ url: receiver.url, secret: SECRET });
      expect(errors).toEqual([]);
      expect(alertRule?.webhookOrigin).toBe(`http://localhost:${receiver.port}`);

      const { alertRaised } = (await next).value as { alertRaised: AlertAnswer };
      await raised.return?.();
      expect(alertRaised).toMatchObject({
        ruleName: 'too much is not understood',
        metric: 'OUT_OF_SCOPE_RATE',
        value: 1,
        clearedAt: null,
        deliveries: [{ event: 'RAISED' }],
      });

      const delivered = await eventually(
        async () => (await alerts()).find(({ deliveries }) => deliveries.some(({ state }) => state === 'DELIVERED')),
        { timeoutMs: 120_000, what: 'the delivery' },
      );
      expect(delivered).toMatchObject({ id: alertRaised.id, deliveries: [{ lastError: null }] });
      // On a busy machine an answer may come too late, and the message once more.
      expect(delivered.deliveries[0]?.attempts).toBeGreaterThan(1);
      expect(receiver.types().length).toBeGreaterThan(1);
      expect(new Set(receiver.types())).toEqual(new Set(['alert.raised']));
      const isFromMalha = await documentedVerifier();
      for (const { headers, body } of receiver.received) {
        const sentAt = Number(headers['webhook-timestamp']) * 1_000;
        expect(headers['webhook-id']).toBe(delivered.deliveries[0]?.id);
        expect(isFromMalha(SECRET, headers, body, sentAt)).toBe(true);
        expect(isFromMalha(SECRET, headers, `${body} `, sentAt)).toBe(false);
        const { data } = JSON.parse(body) as { data: { alertId: string; assistantId: string; value: number } };
        expect(data).toMatchObject({ alertId: alertRaised.id, assistantId: DEMO, value: 1 });
        for (const text of UNKNOWN) expect(body).not.toContain(text);
      }
    },
  );

  it('is told to no other address of this machine', async () => {
    const { alertRule, errors } = await createRule({ url: 'http://127.0.0.1:9/alerts', secret: SECRET });
    expect(alertRule).toBeNull();
    expect(errors).toMatchObject([{ code: 'WEBHOOK_REFUSED' }]);
  });
});
