import { type Transaction, transaction } from '../../../platform/db/index.ts';
import type { AddressGuard } from '../../../platform/internet/index.ts';
import {
  type ActFact,
  checkText,
  idempotent,
  type IdempotentInput,
  invariant,
  KNOWN_INTENTS,
  newId,
  NotFound,
  type RoomCall,
  type Rooms,
} from '../../kit/index.ts';
import { InvalidAlertRule, TooManyAlertRules } from '../errors.ts';
import type { Parts } from '../parts.ts';
import { deliveriesOf, giveUpDeliveries } from '../store/alert-delivery-store.ts';
import {
  changeAlert,
  changeAlertRule,
  countAlertRules,
  deleteAlertRule,
  findAlertRules,
  findAlerts,
  holdAlert,
  holdAlertRule,
  insertAlertRule,
  openAlertsOf,
  pageOfAlertRules,
  pageOfAlerts,
} from '../store/alert-store.ts';
import type { AlertDeliveryRow, AlertRow, AlertRuleRow, AlertRuleSettings } from '../store/alert-tables.ts';
import { lockAssistant } from '../store/locks.ts';
import type { NewestFirst } from '../store/page.ts';
import type { AuditAction } from '../vocabulary.ts';
import type { Alarm } from './alarm.ts';
import { alertRuleFacts, type AlertRuleChange, changedRule, judgesOtherwise, newRule } from './alert-rule.ts';
import { checkedWebhook, type Webhook } from './webhook-address.ts';

const MAX_RULES = 50;
const TEXT_LIMIT = 200;
const COMMENT_LIMIT = 4_000;

type Required = 'name' | 'metric' | 'direction' | 'raiseAt' | 'clearAt';
export type NewAlertRule = IdempotentInput &
  AlertRuleChange &
  Pick<AlertRuleSettings, Required> & { assistantId: string; webhook?: Webhook | null | undefined };
export type AlertRuleUpdate = IdempotentInput &
  AlertRuleChange & { alertRuleId: string; webhook?: Webhook | null | undefined };

export interface AlertAcknowledgement extends IdempotentInput {
  alertId: string;
  comment?: string | null | undefined;
}

/** The rules by which alerts are raised, and what people do about alerts. */
export class AlertService {
  readonly #parts: Parts;
  readonly #rooms: Rooms;
  readonly #alarm: Alarm;
  readonly #guard: AddressGuard;

  constructor(parts: Parts, { rooms, alarm, guard }: { rooms: Rooms; alarm: Alarm; guard: AddressGuard }) {
    this.#parts = parts;
    this.#rooms = rooms;
    this.#alarm = alarm;
    this.#guard = guard;
  }

  /** Batches, by rule and by alert. */
  readonly openAlerts = async (ruleIds: readonly string[]): Promise<Map<string, AlertRow>> =>
    new Map((await openAlertsOf(this.#parts.db, ruleIds)).map((alert) => [alert.ruleId, alert]));
  readonly deliveries = async (alertIds: readonly string[]): Promise<Map<string, AlertDeliveryRow[]>> =>
    Map.groupBy(await deliveriesOf(this.#parts.db, alertIds), ({ alertId }) => alertId);

  rules(assistantId: string, page: NewestFirst): Promise<AlertRuleRow[]> {
    return pageOfAlertRules(this.#parts.db, assistantId, page);
  }

  alerts(wanted: { assistantId: string; isOpen?: boolean | null | undefined }, page: NewestFirst): Promise<AlertRow[]> {
    return pageOfAlerts(this.#parts.db, wanted, page);
  }

  /** @throws NotFound, InvalidAlertRule, WebhookRefused, TooManyAlertRules, TEXT_INVALID, IDEMPOTENCY_CONFLICT, Unavailable. */
  async create(input: NewAlertRule, call: RoomCall): Promise<AlertRuleRow> {
    const { db, assistants, clock } = this.#parts;
    const { assistantId, idempotencyKey: _, webhook: told, ...given } = input;
    await assistants.require(assistantId, call);
    checkTexts(given);
    const settings = newRule(given);
    await this.#checkScope(assistantId, settings, call);
    const webhook = told ? checkedWebhook(told, this.#guard) : null;
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'createAlertRule', identity: call.identity, input };
      const id = await idempotent(tx, use, async () => {
        await lockAssistant(tx, assistantId);
        if ((await countAlertRules(tx, assistantId)) >= MAX_RULES) throw new TooManyAlertRules(MAX_RULES);
        const rule: AlertRuleRow = {
          ...settings,
          id: newId('alertrule'),
          assistantId,
          webhookUrl: webhook?.url ?? null,
          webhookSecret: webhook?.secret ?? null,
          createdAt: clock.now(),
          streak: 0,
          lookedAt: null,
          lastValue: null,
          lastSample: null,
          lookedAtVersionId: null,
        };
        await insertAlertRule(tx, rule);
        const facts = [...alertRuleFacts(null, settings), ...webhookFacts(null, rule)];
        await this.#record(tx, rule, { action: 'ALERT_RULE_CREATED', facts }, call);
        return rule.id;
      });
      return this.#requiredRule(tx, id);
    });
  }

  /**
   * An open alert ends where the rule now judges otherwise, and its streak begins anew.
   * @throws NotFound, InvalidAlertRule, WebhookRefused, IDEMPOTENCY_CONFLICT, Unavailable.
   */
  async update(input: AlertRuleUpdate, call: RoomCall): Promise<AlertRuleRow> {
    const { db } = this.#parts;
    const { alertRuleId, idempotencyKey: _, webhook: told, ...change } = input;
    const [known] = await findAlertRules(db, [alertRuleId]);
    if (!known) throw new NotFound('alert rule', ['input', 'alertRuleId']);
    checkTexts(change);
    await this.#checkScope(known.assistantId, { intent: change.intent ?? null }, call);
    const webhook = told ? checkedWebhook(told, this.#guard) : told;
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'updateAlertRule', identity: call.identity, input };
      await idempotent(tx, use, async () => {
        const before = await this.#held(tx, alertRuleId);
        const settings = changedRule(before, change);
        const after = { ...before, ...settings, ...webhookChange(webhook) };
        const facts = [...alertRuleFacts(before, settings), ...webhookFacts(before, after)];
        if (facts.length === 0) return alertRuleId;
        if (judgesOtherwise(before, settings)) {
          await this.#alarm.end(tx, after, { at: this.#parts.clock.now(), value: null, by: 'RULE_CHANGED' });
          after.streak = 0;
        }
        const { webhookUrl, webhookSecret, streak } = after;
        await changeAlertRule(tx, alertRuleId, { ...settings, webhookUrl, webhookSecret, streak });
        if (webhookUrl === null) await giveUpDeliveries(tx, alertRuleId, 'the webhook was taken away');
        await this.#record(tx, before, { action: 'ALERT_RULE_CHANGED', facts }, call);
        return alertRuleId;
      });
      return this.#requiredRule(tx, alertRuleId);
    });
  }

  /** Its alerts stay; what its webhook has not been told of yet is given up. @throws NotFound, IDEMPOTENCY_CONFLICT. */
  async delete(input: IdempotentInput & { alertRuleId: string }, call: RoomCall): Promise<string> {
    const { alertRuleId } = input;
    return transaction(this.#parts.db, async (tx) => {
      const use = { schema: 'models', operation: 'deleteAlertRule', identity: call.identity, input };
      return idempotent(tx, use, async () => {
        const rule = await this.#held(tx, alertRuleId);
        const untold = { ...rule, webhookUrl: null };
        await this.#alarm.end(tx, untold, { at: this.#parts.clock.now(), value: null, by: 'RULE_DELETED' });
        await giveUpDeliveries(tx, alertRuleId, 'the rule was deleted');
        await deleteAlertRule(tx, alertRuleId);
        const facts = [{ name: 'name', value: null, before: rule.name }];
        await this.#record(tx, rule, { action: 'ALERT_RULE_DELETED', facts }, call);
        return alertRuleId;
      });
    });
  }

  /** Says that somebody has seen it; who was first stays. @throws NotFound, TEXT_TOO_LONG, TEXT_INVALID, IDEMPOTENCY_CONFLICT. */
  async acknowledge(input: AlertAcknowledgement, call: RoomCall): Promise<AlertRow> {
    const { alertId, comment } = input;
    checkText(comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
    const { db, clock } = this.#parts;
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'acknowledgeAlert', identity: call.identity, input };
      await idempotent(tx, use, async () => {
        const alert = await holdAlert(tx, alertId);
        if (!alert) throw new NotFound('alert', ['input', 'alertId']);
        if (alert.acknowledgedAt !== null) return alertId;
        await changeAlert(tx, alertId, { acknowledgedAt: clock.now(), acknowledgedBy: call.identity.id });
        const facts = comment == null ? [] : [{ name: 'comment', value: comment }];
        await this.#record(tx, alert, { action: 'ALERT_ACKNOWLEDGED', facts }, call);
        return alertId;
      });
      const [alert] = await findAlerts(tx, [alertId]);
      invariant(alert, 'an alert is never deleted');
      return alert;
    });
  }

  /** A rule about an intent that nobody has would be silent for ever. */
  async #checkScope(assistantId: string, { intent }: Pick<AlertRuleSettings, 'intent'>, call: RoomCall): Promise<void> {
    if (intent === null) return;
    const { knownIntents } = await this.#rooms.ask(KNOWN_INTENTS, { assistantId, names: [intent] }, call);
    if (!knownIntents.includes(intent))
      throw new InvalidAlertRule('The assistant has no intent of this name.', 'intent');
  }

  async #held(tx: Transaction, id: string): Promise<AlertRuleRow> {
    const rule = await holdAlertRule(tx, id);
    if (!rule) throw new NotFound('alert rule', ['input', 'alertRuleId']);
    return rule;
  }

  async #requiredRule(tx: Transaction, id: string): Promise<AlertRuleRow> {
    const [rule] = await findAlertRules(tx, [id]);
    // Made or changed by an earlier call with the same key, and deleted since.
    if (!rule) throw new NotFound('alert rule');
    return rule;
  }

  async #record(
    tx: Transaction,
    { assistantId, id: subject }: Pick<AlertRuleRow | AlertRow, 'assistantId' | 'id'>,
    { action, facts }: { action: AuditAction; facts: ActFact[] },
    { identity, requestId }: RoomCall,
  ): Promise<void> {
    await this.#parts.audit.record(tx, { assistantId, actor: identity.id, requestId, action, subject, facts });
  }
}

function checkTexts(given: AlertRuleChange): void {
  for (const name of ['name', 'intent', 'tagId'] as const)
    checkText(given[name], { path: ['input', name], limit: TEXT_LIMIT });
}

type WebhookColumns = Pick<AlertRuleRow, 'webhookUrl' | 'webhookSecret'>;

function webhookChange(webhook: Webhook | null | undefined): Partial<WebhookColumns> {
  if (webhook === undefined) return {};
  return { webhookUrl: webhook?.url ?? null, webhookSecret: webhook?.secret ?? null };
}

/** The log keeps the origin alone, for the path may be a secret, and that the secret is another, but not which. */
function webhookFacts(before: WebhookColumns | null, after: WebhookColumns): ActFact[] {
  const [value, former] = [originOf(after), before && originOf(before)];
  const isSame = before?.webhookUrl === after.webhookUrl && before?.webhookSecret === after.webhookSecret;
  return isSame || (value === null && former === null) ? [] : [{ name: 'webhook', value, before: former }];
}

/** Where the alerts of a rule are told to, as far as everybody may know. */
export function originOf({ webhookUrl }: Pick<AlertRuleRow, 'webhookUrl'>): string | null {
  return webhookUrl === null ? null : new URL(webhookUrl).origin;
}
