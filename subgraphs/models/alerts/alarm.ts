import type { Transaction } from '../../../platform/db/index.ts';
import { newId } from '../../kit/index.ts';
import type { Parts } from '../parts.ts';
import { insertDelivery } from '../store/alert-delivery-store.ts';
import { endAlert, insertAlert } from '../store/alert-store.ts';
import type { AlertRow, AlertRuleRow } from '../store/alert-tables.ts';
import { DELIVERY_CHANNEL } from './alert-deliverer.ts';
import { tellOfAlert } from './alert-feed.ts';
import { figuresOf, type Measurement } from './measurement.ts';
import type { AlertEnd, AlertEvent } from './vocabulary.ts';

/** Raises alerts and ends them, and sees to it that whoever wants to know is told: within the transaction of whoever decides. */
export class Alarm {
  readonly #parts: Pick<Parts, 'notifications'>;

  constructor(parts: Pick<Parts, 'notifications'>) {
    this.#parts = parts;
  }

  /** The caller holds the rule, which has no open alert. */
  async raise(
    tx: Transaction,
    rule: AlertRuleRow,
    { found, versionId, now }: { found: Measurement; versionId: string | null; now: Date },
  ): Promise<void> {
    const { assistantId, metric, direction, raiseAt, clearAt, windowMinutes, intent, tagId, version, action } = rule;
    const alert: AlertRow = {
      id: newId('alert'),
      assistantId,
      ruleId: rule.id,
      ruleName: rule.name,
      metric,
      direction,
      raiseAt,
      clearAt,
      windowMinutes,
      intent,
      tagId,
      version,
      modelVersionId: versionId,
      value: found.value,
      figures: figuresOf(rule, found),
      raisedAt: now,
      clearedAt: null,
      clearedValue: null,
      endedBy: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      action,
      actionState: action === 'NONE' ? null : 'PENDING',
      actionDetail: null,
      actedAt: null,
    };
    await insertAlert(tx, alert);
    await this.#tell(tx, rule, { alert, event: 'RAISED', at: now });
    await tellOfAlert(this.#parts.notifications, tx, alert);
  }

  /** Ends the rule's open alert, if it has one; the caller holds the rule. */
  async end(
    tx: Transaction,
    rule: AlertRuleRow,
    { at, value, by }: { at: Date; value: number | null; by: AlertEnd },
  ): Promise<void> {
    const alert = await endAlert(tx, rule.id, { at, value, by });
    if (alert) await this.#tell(tx, rule, { alert, event: 'CLEARED', at });
  }

  async #tell(
    tx: Transaction,
    { id: ruleId, webhookUrl }: Pick<AlertRuleRow, 'id' | 'webhookUrl'>,
    { alert, event, at }: { alert: AlertRow; event: AlertEvent; at: Date },
  ): Promise<void> {
    if (webhookUrl === null) return;
    const body = JSON.stringify(messageOf(alert, event, at));
    await insertDelivery(tx, { id: newId('delivery'), alertId: alert.id, ruleId, event, body, createdAt: at });
    await this.#parts.notifications.notify(tx, DELIVERY_CHANNEL, '');
  }
}

/** What a webhook gets: figures, and no word that a user said. */
function messageOf(alert: AlertRow, event: AlertEvent, at: Date) {
  const {
    id: alertId,
    assistantId,
    modelVersionId,
    value,
    figures,
    raisedAt,
    clearedAt,
    clearedValue,
    endedBy,
  } = alert;
  const {
    ruleId: id,
    ruleName: name,
    metric,
    direction,
    raiseAt,
    clearAt,
    windowMinutes,
    intent,
    tagId,
    version,
  } = alert;
  const rule = { id, name, metric, direction, raiseAt, clearAt, windowMinutes, intent, tagId, version };
  return {
    type: event === 'RAISED' ? 'alert.raised' : 'alert.cleared',
    timestamp: at.toISOString(),
    data: { alertId, assistantId, rule, modelVersionId, value, figures, raisedAt, clearedAt, clearedValue, endedBy },
  };
}
