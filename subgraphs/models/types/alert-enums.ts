import { registerEnumType } from 'type-graphql';
import {
  AlertAction,
  AlertActionState,
  AlertDeliveryState,
  AlertDirection,
  AlertEnd,
  AlertEvent,
  AlertMetric,
  AlertVersion,
} from '../alerts/vocabulary.ts';

registerEnumType(AlertMetric, {
  name: 'AlertMetric',
  description: 'What an alert rule looks at: the figures of `qualityReport` over the rule’s window.',
  valuesConfig: {
    VOLUME: { description: 'Turns answered.' },
    HELPFUL_RATE: { description: 'Share of the turns that somebody spoke about that were helpful, 0..1.' },
    ESTIMATED_HELPFUL_RATE: {
      description: 'Share of all turns that were helpful, corrected for who gives feedback, 0..1.',
    },
    OUT_OF_SCOPE_RATE: { description: 'Share in which the model found no intent, 0..1.' },
    FALLBACK_RATE: { description: 'Share without an answer, 0..1.' },
    MEAN_CONFIDENCE: { description: 'Mean confidence of the predictions, 0..1.' },
    LATENCY_P95: { description: 'Milliseconds that one reply in twenty takes longer than.' },
    INTENT_DRIFT: {
      description:
        'Population stability index between what the version in service predicted in its first days and in the last whole ones; what chance alone makes of it once in a hundred times is not beyond the threshold.',
    },
    INPUT_DRIFT: {
      description:
        'How well a classifier tells what users said to the version in service in its first days from the last whole ones (`TwoSampleTest.accuracy`): 0.5 where nothing differs, e.g. 0.55 for an alert; what lies within chance is not beyond the threshold.',
    },
  },
});
registerEnumType(AlertDirection, {
  name: 'AlertDirection',
  description: 'On which side of its threshold a figure is worth an alert.',
  valuesConfig: {
    ABOVE: { description: 'Greater than `raiseAt`; back at `clearAt` or below.' },
    BELOW: { description: 'Less than `raiseAt`; back at `clearAt` or above.' },
  },
});
registerEnumType(AlertVersion, {
  name: 'AlertVersion',
  description: 'Whose turns a rule looks at, whichever version that is at the time.',
  valuesConfig: {
    CHAMPION: { description: 'The version in service.' },
    CANARY: { description: 'The version that takes over beside it.' },
  },
});
registerEnumType(AlertAction, {
  name: 'AlertAction',
  description: 'What an alert does beside telling of itself, once.',
  valuesConfig: {
    NONE: { description: 'Nothing.' },
    RETRAIN: {
      description: 'Asks for a training run, after debounce, quiet hours and the rest that follows a roll back.',
    },
    ROLL_BACK: {
      description:
        'Takes the version that the rule looks at out of service, after the rest that follows another roll back. Refused where no earlier champion is left.',
    },
  },
});
registerEnumType(AlertActionState, {
  name: 'AlertActionState',
  description: 'What became of an alert’s action.',
  valuesConfig: {
    PENDING: { description: 'Waits until it may be done.' },
    DONE: { description: 'Was done; `actionDetail` is the run or the deployment.' },
    REFUSED: { description: 'Could not be done; `actionDetail` says why.' },
    LAPSED: { description: 'The alert was over before it could be done.' },
  },
});
registerEnumType(AlertEnd, {
  name: 'AlertEnd',
  description: 'Why an alert is over.',
  valuesConfig: {
    RECOVERED: { description: 'The figure is back at `clearAt`.' },
    VERSION_CHANGED: { description: 'Another version has the part that the rule looks at.' },
    RULE_CHANGED: { description: 'The rule was changed or switched off, and judges otherwise now.' },
    RULE_DELETED: { description: 'The rule is gone.' },
  },
});
registerEnumType(AlertEvent, {
  name: 'AlertEvent',
  description: 'What a webhook is told of.',
  valuesConfig: { RAISED: { description: '`alert.raised`.' }, CLEARED: { description: '`alert.cleared`.' } },
});
registerEnumType(AlertDeliveryState, {
  name: 'AlertDeliveryState',
  description: 'How far a webhook’s message has come.',
  valuesConfig: {
    WAITING: { description: 'Was not answered with 2xx yet, and is tried again.' },
    DELIVERED: { description: 'The receiver answered 2xx.' },
    GIVEN_UP: { description: 'Was tried for a day in vain, or the webhook is gone; `lastError` says why.' },
  },
});
