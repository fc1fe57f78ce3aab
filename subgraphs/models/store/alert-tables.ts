import type { ColumnType, Generated } from 'kysely';
import type {
  AlertAction,
  AlertActionState,
  AlertDeliveryState,
  AlertDirection,
  AlertEnd,
  AlertEvent,
  AlertMetric,
  AlertVersion,
} from '../alerts/vocabulary.ts';
import type { RuleFigure } from './rule-figure.ts';

/** Which turns a rule looks at; at most one is not null. */
export interface AlertScope {
  /** As predicted. */
  intent: string | null;
  tagId: string | null;
  version: AlertVersion | null;
}

/** When an alert is raised, and what happens then. */
export interface AlertRuleSettings extends AlertScope {
  name: string;
  metric: AlertMetric;
  direction: AlertDirection;
  /** Beyond it, on the side of `direction`, a look counts towards raising. */
  raiseAt: number;
  /** On it or back past it, a look counts towards clearing. */
  clearAt: number;
  /** So many looks in a row. */
  raiseAfter: number;
  clearAfter: number;
  /** Of the turns that are looked at. */
  windowMinutes: number;
  /** Between two looks. */
  everyMinutes: number;
  /** Turns, or of helpful rates turns that somebody spoke about, below which a look says nothing. */
  minimumSample: number;
  action: AlertAction;
  isEnabled: boolean;
}

export interface AlertRuleRow extends AlertRuleSettings {
  id: string;
  assistantId: string;
  webhookUrl: string | null;
  webhookSecret: string | null;
  createdAt: Date;
  /** Looks in a row that ask for the other state. */
  streak: number;
  /** The end of the window that was looked at last. */
  lookedAt: Date | null;
  /** Null where there was nothing to measure. */
  lastValue: number | null;
  lastSample: number | null;
  /** Which version the rule looked at, if it looks at one. */
  lookedAtVersionId: string | null;
}

/** An alert with the rule as it was when it raised. */
export interface AlertRow extends AlertScope {
  id: string;
  assistantId: string;
  ruleId: string;
  ruleName: string;
  metric: AlertMetric;
  direction: AlertDirection;
  raiseAt: number;
  clearAt: number;
  windowMinutes: number;
  modelVersionId: string | null;
  value: number;
  figures: RuleFigure[];
  raisedAt: Date;
  clearedAt: Date | null;
  clearedValue: number | null;
  endedBy: AlertEnd | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  action: AlertAction;
  /** Null where there is nothing to do. */
  actionState: AlertActionState | null;
  /** The run or deployment that came of it, or why none did. */
  actionDetail: string | null;
  actedAt: Date | null;
}

/** A message for a webhook. */
export interface AlertDeliveryRow {
  id: string;
  /** Of one alert's messages the earlier goes first. */
  position: number;
  alertId: string;
  ruleId: string;
  event: AlertEvent;
  /** JSON; the same bytes at each attempt. */
  body: string;
  state: AlertDeliveryState;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  nextAttemptAt: Date;
  /** Until then one process is at it. */
  leasedUntil: Date | null;
  deliveredAt: Date | null;
}

export type AlertTable = Omit<AlertRow, 'figures'> & { figures: ColumnType<RuleFigure[], string, string> };
export type AlertDeliveryTable = Omit<AlertDeliveryRow, 'position'> & { position: Generated<number> };
