/** What an alert rule looks at; the figures of `quality/`, by the same names. */
export const AlertMetric = {
  VOLUME: 'VOLUME',
  HELPFUL_RATE: 'HELPFUL_RATE',
  ESTIMATED_HELPFUL_RATE: 'ESTIMATED_HELPFUL_RATE',
  OUT_OF_SCOPE_RATE: 'OUT_OF_SCOPE_RATE',
  FALLBACK_RATE: 'FALLBACK_RATE',
  MEAN_CONFIDENCE: 'MEAN_CONFIDENCE',
  LATENCY_P95: 'LATENCY_P95',
  INTENT_DRIFT: 'INTENT_DRIFT',
  INPUT_DRIFT: 'INPUT_DRIFT',
} as const;
export type AlertMetric = (typeof AlertMetric)[keyof typeof AlertMetric];

/** Of all that users say to the version in service, by whole days. */
export function isDrift(metric: AlertMetric): boolean {
  return metric === 'INTENT_DRIFT' || metric === 'INPUT_DRIFT';
}

/** On which side of its threshold a figure is worth an alert. */
export const AlertDirection = { ABOVE: 'ABOVE', BELOW: 'BELOW' } as const;
export type AlertDirection = (typeof AlertDirection)[keyof typeof AlertDirection];

/** Whose turns a rule looks at, whichever version has that part at the time. */
export const AlertVersion = { CHAMPION: 'CHAMPION', CANARY: 'CANARY' } as const;
export type AlertVersion = (typeof AlertVersion)[keyof typeof AlertVersion];

/** What an alert does beside telling of itself. */
export const AlertAction = { NONE: 'NONE', RETRAIN: 'RETRAIN', ROLL_BACK: 'ROLL_BACK' } as const;
export type AlertAction = (typeof AlertAction)[keyof typeof AlertAction];

/** What became of that. */
export const AlertActionState = { PENDING: 'PENDING', DONE: 'DONE', REFUSED: 'REFUSED', LAPSED: 'LAPSED' } as const;
export type AlertActionState = (typeof AlertActionState)[keyof typeof AlertActionState];

/** Why an alert is over. */
export const AlertEnd = {
  RECOVERED: 'RECOVERED',
  VERSION_CHANGED: 'VERSION_CHANGED',
  RULE_CHANGED: 'RULE_CHANGED',
  RULE_DELETED: 'RULE_DELETED',
} as const;
export type AlertEnd = (typeof AlertEnd)[keyof typeof AlertEnd];

/** What a webhook is told of. */
export const AlertEvent = { RAISED: 'RAISED', CLEARED: 'CLEARED' } as const;
export type AlertEvent = (typeof AlertEvent)[keyof typeof AlertEvent];

/** How far a webhook's message has come. */
export const AlertDeliveryState = { WAITING: 'WAITING', DELIVERED: 'DELIVERED', GIVEN_UP: 'GIVEN_UP' } as const;
export type AlertDeliveryState = (typeof AlertDeliveryState)[keyof typeof AlertDeliveryState];
