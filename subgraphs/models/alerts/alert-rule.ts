import type { ActFact } from '../../kit/index.ts';
import { InvalidAlertRule } from '../errors.ts';
import { TURNS_COMPARED } from '../quality/input-drift.ts';
import type { AlertRuleSettings } from '../store/alert-tables.ts';
import { TURNS_KEPT_DAYS } from '../store/observed-store.ts';
import { type AlertMetric, isDrift } from './vocabulary.ts';

/** What may be set of a rule: null takes a scope away, and leaves what may not be null; undefined leaves as it is. */
export type AlertRuleChange = {
  [K in keyof AlertRuleSettings]?: AlertRuleSettings[K] | null | undefined;
};

const NAME_LIMIT = 100;
const DAY_MINUTES = 24 * 60;
const MAX_DRIFT_DAYS = 30;
const MAX_LOOKS = 100;
const MAX_SAMPLE = 1_000_000;
/** Figures between 0 and 1. */
const SHARES: ReadonlySet<AlertMetric> = new Set([
  'HELPFUL_RATE',
  'ESTIMATED_HELPFUL_RATE',
  'OUT_OF_SCOPE_RATE',
  'FALLBACK_RATE',
  'MEAN_CONFIDENCE',
  'INPUT_DRIFT',
]);

/** What holds where a new rule says nothing else: an hour's turns, looked at every five minutes, twice in a row. */
const DEFAULTS: Omit<AlertRuleSettings, 'name' | 'metric' | 'direction' | 'raiseAt' | 'clearAt'> = {
  raiseAfter: 2,
  clearAfter: 2,
  windowMinutes: 60,
  everyMinutes: 5,
  minimumSample: 30,
  intent: null,
  tagId: null,
  version: null,
  action: 'NONE',
  isEnabled: true,
};
/** Drift is measured by whole days, and looked at again after one. */
const DRIFT_DEFAULTS = {
  ...DEFAULTS,
  raiseAfter: 1,
  clearAfter: 1,
  windowMinutes: 7 * DAY_MINUTES,
  everyMinutes: DAY_MINUTES,
};

/** Settings that decide what is measured, and against what: with others an alert would be about something else. */
const JUDGING = [
  'metric',
  'direction',
  'raiseAt',
  'clearAt',
  'windowMinutes',
  'intent',
  'tagId',
  'version',
  'isEnabled',
] as const satisfies readonly (keyof AlertRuleSettings)[];

/** A new rule. @throws InvalidAlertRule for one that means nothing. */
export function newRule(
  given: AlertRuleChange & Pick<AlertRuleSettings, 'name' | 'metric' | 'direction' | 'raiseAt' | 'clearAt'>,
): AlertRuleSettings {
  const { name, metric, direction, raiseAt, clearAt } = given;
  const defaults = isDrift(metric) ? DRIFT_DEFAULTS : DEFAULTS;
  return changedRule({ ...defaults, name, metric, direction, raiseAt, clearAt }, given);
}

/** The rule with the change made. @throws InvalidAlertRule for one that means nothing. */
export function changedRule(rule: AlertRuleSettings, change: AlertRuleChange): AlertRuleSettings {
  const next: AlertRuleSettings = {
    name: change.name?.trim() ?? rule.name,
    metric: change.metric ?? rule.metric,
    direction: change.direction ?? rule.direction,
    raiseAt: change.raiseAt ?? rule.raiseAt,
    clearAt: change.clearAt ?? rule.clearAt,
    raiseAfter: change.raiseAfter ?? rule.raiseAfter,
    clearAfter: change.clearAfter ?? rule.clearAfter,
    windowMinutes: change.windowMinutes ?? rule.windowMinutes,
    everyMinutes: change.everyMinutes ?? rule.everyMinutes,
    minimumSample: change.minimumSample ?? rule.minimumSample,
    intent: change.intent === undefined ? rule.intent : change.intent,
    tagId: change.tagId === undefined ? rule.tagId : change.tagId,
    version: change.version === undefined ? rule.version : change.version,
    action: change.action ?? rule.action,
    isEnabled: change.isEnabled ?? rule.isEnabled,
  };
  checkRule(next);
  return next;
}

/** Whether an alert that the one rule raised says nothing of the other. */
export function judgesOtherwise(before: AlertRuleSettings, after: AlertRuleSettings): boolean {
  return JUDGING.some((name) => before[name] !== after[name]);
}

/** What differs between two rules, by the names of the settings; all of a new one. */
export function alertRuleFacts(before: AlertRuleSettings | null, after: AlertRuleSettings): ActFact[] {
  return settingsOf(after).flatMap(([name, value]): ActFact[] => {
    if (!before) return value === null ? [] : [{ name, value }];
    const former = shown(before[name]);
    return former === value ? [] : [{ name, value, before: former }];
  });
}

function settingsOf(rule: AlertRuleSettings): [keyof AlertRuleSettings, string | null][] {
  const names = ['name', 'metric', 'direction', 'raiseAt', 'clearAt', ...Object.keys(DEFAULTS)];
  return (names as (keyof AlertRuleSettings)[]).map((name) => [name, shown(rule[name])]);
}

function shown(value: string | number | boolean | null): string | null {
  return value === null ? null : String(value);
}

function checkRule(rule: AlertRuleSettings): void {
  const { name, metric, direction, raiseAt, clearAt } = rule;
  if (name === '' || name.length > NAME_LIMIT)
    throw new InvalidAlertRule(`A name has between 1 and ${NAME_LIMIT} UTF-16 code units.`, 'name');
  const highest = SHARES.has(metric) ? 1 : 1_000_000_000;
  for (const threshold of ['raiseAt', 'clearAt'] as const)
    checkRange(rule[threshold], { from: 0, to: highest, argument: threshold });
  if (direction === 'ABOVE' ? clearAt > raiseAt : clearAt < raiseAt)
    throw new InvalidAlertRule(
      `An alert that is raised ${direction} ${raiseAt} clears at ${direction === 'ABOVE' ? 'most' : 'least'} there.`,
      'clearAt',
    );
  checkRange(rule.raiseAfter, { from: 1, to: MAX_LOOKS, argument: 'raiseAfter' });
  checkRange(rule.clearAfter, { from: 1, to: MAX_LOOKS, argument: 'clearAfter' });
  checkRange(rule.minimumSample, { from: 1, to: MAX_SAMPLE, argument: 'minimumSample' });
  checkRange(rule.everyMinutes, { from: 1, to: DAY_MINUTES, argument: 'everyMinutes' });
  checkRange(rule.windowMinutes, { from: 1, to: TURNS_KEPT_DAYS * DAY_MINUTES, argument: 'windowMinutes' });
  if ([rule.intent, rule.tagId, rule.version].filter((one) => one !== null).length > 1)
    throw new InvalidAlertRule('A rule looks at the turns of one intent, one tag or one version, or at all.', 'intent');
  if (isDrift(metric)) checkDrift(rule);
  checkAction(rule);
}

function checkDrift(rule: AlertRuleSettings): void {
  const { metric, direction, windowMinutes, everyMinutes, minimumSample, intent, tagId, version } = rule;
  if (direction !== 'ABOVE') throw new InvalidAlertRule('Less drift is nothing to be told of.', 'direction');
  if (windowMinutes % DAY_MINUTES !== 0 || windowMinutes > MAX_DRIFT_DAYS * DAY_MINUTES)
    throw new InvalidAlertRule(`Drift is measured over whole days, ${MAX_DRIFT_DAYS} at most.`, 'windowMinutes');
  if (everyMinutes !== DAY_MINUTES)
    throw new InvalidAlertRule('Drift is measured by whole days: look at it every 1440 minutes.', 'everyMinutes');
  if (metric === 'INPUT_DRIFT' && minimumSample > TURNS_COMPARED)
    throw new InvalidAlertRule(`Of inputs, ${TURNS_COMPARED} turns at most are compared.`, 'minimumSample');
  if (intent !== null || tagId !== null || version !== null)
    throw new InvalidAlertRule('Drift is of all that users say to the version in service.', 'intent');
}

/** A roll back must be about the version that it takes out of service. */
function checkAction({ action, metric, version }: AlertRuleSettings): void {
  if (action !== 'ROLL_BACK') return;
  if (version === null)
    throw new InvalidAlertRule('A rule that rolls back looks at the turns of the CHAMPION or the CANARY.', 'version');
  if (metric === 'VOLUME') throw new InvalidAlertRule('Traffic says nothing of a version.', 'action');
}

function checkRange(value: number, { from, to, argument }: { from: number; to: number; argument: string }): void {
  if (!(value >= from && value <= to))
    throw new InvalidAlertRule(`${argument} must be between ${from} and ${to}.`, argument);
}
