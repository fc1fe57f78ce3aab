import { transaction } from '../../../platform/db/index.ts';
import type { ModelsRoom } from './models-room.ts';
import { feedbackChanged, turnObserved } from './observed.ts';

export const MINUTE_MS = 60_000;

export interface RuleAnswer {
  id: string;
  name: string;
  isEnabled: boolean;
  windowMinutes: number;
  lookedAt: string | null;
  lastValue: number | null;
  lastSample: number | null;
  webhookOrigin: string | null;
  openAlert: { id: string } | null;
}
export interface AlertAnswer {
  id: string;
  ruleName: string;
  value: number;
  figures: { name: string; value: number; threshold: number | null }[];
  modelVersionId: string | null;
  raisedAt: string;
  clearedAt: string | null;
  clearedValue: number | null;
  endedBy: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  actionState: string | null;
  actionDetail: string | null;
  deliveries: DeliveryAnswer[];
}
export interface DeliveryAnswer {
  id: string;
  event: string;
  state: string;
  attempts: number;
  lastError: string | null;
  nextAttemptAt: string | null;
  deliveredAt: string | null;
}
type Errors = { code: string; path: string[] }[];

const RULE = `id name isEnabled windowMinutes raiseAfter lookedAt lastValue lastSample webhookOrigin openAlert { id }`;
const ALERT = `id ruleName value figures { name value threshold } modelVersionId raisedAt clearedAt clearedValue endedBy
  acknowledgedAt acknowledgedBy actionState actionDetail
  deliveries { id event state attempts lastError nextAttemptAt deliveredAt }`;

/** A rule that tells of helpful rates below a half, and says so at the first look. */
export const UNHELPFUL = {
  name: 'unhelpful',
  metric: 'HELPFUL_RATE',
  direction: 'BELOW',
  raiseAt: 0.5,
  clearAt: 0.7,
  raiseAfter: 1,
  clearAfter: 1,
  minimumSample: 10,
} as const;

/** Somebody who keeps alert rules at one assistant, and the users of that assistant. */
export class AlertDesk {
  readonly #room: ModelsRoom;
  readonly assistantId: string;
  #turns = 0;

  constructor(room: ModelsRoom, assistantId: string) {
    this.#room = room;
    this.assistantId = assistantId;
  }

  async create(rule: object): Promise<{ alertRule: RuleAnswer | null; errors: Errors }> {
    const { createAlertRule } = await this.#room.ask<{ createAlertRule: never }>(
      `mutation($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { alertRule { ${RULE} } errors { code path } } }`,
      { input: { assistantId: this.assistantId, ...rule } },
    );
    return createAlertRule;
  }

  /** The id of a new rule. */
  async rule(rule: object): Promise<string> {
    const { alertRule, errors } = await this.create(rule);
    if (!alertRule) throw new Error(JSON.stringify(errors));
    return alertRule.id;
  }

  async update(alertRuleId: string, change: object): Promise<{ alertRule: RuleAnswer | null; errors: Errors }> {
    const { updateAlertRule } = await this.#room.ask<{ updateAlertRule: never }>(
      `mutation($input: UpdateAlertRuleInput!) { updateAlertRule(input: $input) { alertRule { ${RULE} } errors { code path } } }`,
      { input: { alertRuleId, ...change } },
    );
    return updateAlertRule;
  }

  async delete(alertRuleId: string): Promise<{ alertRuleId: string | null; errors: Errors }> {
    const { deleteAlertRule } = await this.#room.ask<{ deleteAlertRule: never }>(
      `mutation($input: DeleteAlertRuleInput!) { deleteAlertRule(input: $input) { alertRuleId errors { code path } } }`,
      { input: { alertRuleId } },
    );
    return deleteAlertRule;
  }

  async acknowledge(alertId: string, comment?: string): Promise<{ alert: AlertAnswer | null; errors: Errors }> {
    const { acknowledgeAlert } = await this.#room.ask<{ acknowledgeAlert: never }>(
      `mutation($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { alert { ${ALERT} } errors { code path } } }`,
      { input: { alertId, ...(comment !== undefined && { comment }) } },
    );
    return acknowledgeAlert;
  }

  async rules(): Promise<RuleAnswer[]> {
    const { alertRules } = await this.#room.ask<{ alertRules: { edges: { node: RuleAnswer }[] } }>(
      `query($assistantId: ID!) { alertRules(assistantId: $assistantId, first: 100) { edges { node { ${RULE} } } } }`,
      { assistantId: this.assistantId },
    );
    return alertRules.edges.map(({ node }) => node);
  }

  /** The last raised first. */
  async alerts(isOpen?: boolean): Promise<AlertAnswer[]> {
    const { alerts } = await this.#room.ask<{ alerts: { edges: { node: AlertAnswer }[] } }>(
      `query($assistantId: ID!, $isOpen: Boolean) { alerts(assistantId: $assistantId, isOpen: $isOpen, first: 100) { edges { node { ${ALERT} } } } }`,
      { assistantId: this.assistantId, isOpen: isOpen ?? null },
    );
    return alerts.edges.map(({ node }) => node);
  }

  /** Turns that are taken now, some of which somebody speaks about. */
  async turns({
    helpful = 0,
    unhelpful = 0,
    silent = 0,
    ...turn
  }: { helpful?: number; unhelpful?: number; silent?: number } & Record<string, unknown>): Promise<void> {
    const { assistantId } = this;
    const at = this.#room.clock.now().toISOString();
    const messages = Array.from({ length: helpful + unhelpful + silent }, (_, i) => {
      const turnId = `turn_${assistantId}_${++this.#turns}`;
      const verdict = i < helpful ? 'HELPFUL' : 'UNHELPFUL';
      const told = turnObserved(turnId, { assistantId, at, ...turn });
      if (i >= helpful + unhelpful) return [told];
      return [told, feedbackChanged({ assistantId, feedbackId: `feedback_${turnId}`, turnId, verdict })];
    });
    await transaction(this.#room.database.db, (tx) => this.#room.models.consumeBatch(tx, messages.flat()));
  }

  /** Minutes pass, and two processes tick at once. */
  async tick(minutes: number): Promise<void> {
    this.#room.clock.advance(minutes * MINUTE_MS);
    await Promise.all([this.#room.models.triggerDue(), this.#room.models.triggerDue()]);
  }
}
