import { DEMO } from '../kit/loop.ts';
import { type Bad, type Input, NONE } from './bad-input-cases.ts';

const rule = (more: Input) => ({
  assistantId: DEMO,
  name: 'unhelpful',
  metric: 'HELPFUL_RATE',
  direction: 'BELOW',
  raiseAt: 0.5,
  clearAt: 0.6,
  ...more,
});
const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

/** Refusals of alert rules that a mutation tells in its payload. */
export const REFUSED_ALERTS: Bad[] = [
  ['an unknown assistant', 'createAlertRule', () => rule({ assistantId: NONE }), 'NOT_FOUND'],
  ['a threshold above one', 'createAlertRule', () => rule({ raiseAt: 1.5, clearAt: 1.5 }), 'INVALID_ALERT_RULE'],
  ['an intent that is none', 'createAlertRule', () => rule({ intent: NONE }), 'INVALID_ALERT_RULE'],
  ['an intent with U+0000', 'createAlertRule', () => rule({ intent: '\u0000' }), 'TEXT_INVALID'],
  ['a name with U+0000', 'createAlertRule', () => rule({ name: '\u0000' }), 'TEXT_INVALID'],
  ['a tag with U+0000', 'createAlertRule', () => rule({ tagId: '\u0000' }), 'TEXT_INVALID'],
  [
    'a webhook on this machine',
    'createAlertRule',
    () => rule({ webhook: { url: 'http://127.0.0.1:1/', secret } }),
    'WEBHOOK_REFUSED',
  ],
  [
    'a secret that is none',
    'createAlertRule',
    () => rule({ webhook: { url: 'https://example.org/', secret: 'secret' } }),
    'WEBHOOK_REFUSED',
  ],
  ['an unknown rule', 'updateAlertRule', () => ({ alertRuleId: NONE, raiseAt: 0.4 }), 'NOT_FOUND'],
  ['an unknown rule', 'deleteAlertRule', () => ({ alertRuleId: NONE }), 'NOT_FOUND'],
  ['an unknown alert', 'acknowledgeAlert', () => ({ alertId: NONE }), 'NOT_FOUND'],
  ['a comment too long', 'acknowledgeAlert', () => ({ alertId: NONE, comment: 'x'.repeat(4_001) }), 'TEXT_TOO_LONG'],
];

/** Requests that no correct client sends. */
export const MALFORMED_ALERTS: [what: string, query: string, variables?: Input][] = [
  ['no worst answers', `{ tagEffectiveness(assistantId: "${DEMO}") { answers(first: 0) { intent } } }`],
  ['a page of no rules', `{ alertRules(assistantId: "${DEMO}", first: 0) { edges { cursor } } }`],
  ['a page of a hundred and one alerts', `{ alerts(assistantId: "${DEMO}", first: 101) { edges { cursor } } }`],
  [
    'a cursor of alerts that is none',
    `{ alerts(assistantId: "${DEMO}", first: 1, after: "nonsense") { edges { cursor } } }`,
  ],
];
