import { Cron } from 'croner';
import type { ActFact } from '../kit/index.ts';
import { InvalidPolicy } from './errors.ts';
import { minuteOfDay } from './policy/quiet-hours.ts';
import type { PolicyRow } from './store/tables.ts';

/** What may be set of a policy: null takes away, undefined leaves as it is. */
export type PolicyChange = {
  [K in keyof Omit<PolicyRow, 'assistantId' | 'scheduleCheckedAt'>]?: PolicyRow[K] | null | undefined;
};

const MAX_VOLUME = 1_000_000;
const MAX_DEBOUNCE_MINUTES = 7 * 24 * 60;
const MAX_EXPIRY_DAYS = 365;
// Of fewer voices hardly anything is significant.
const MIN_QUALITY_VOICES = 20;
const MAX_QUALITY_VOICES = 10_000;
const MAX_DRIFT_DAYS = 30;
// One trial alone would have nothing to be better than.
const MIN_TRIALS = 2;
const MAX_TRIALS = 100;
const MAX_TRIAL_SECONDS = 24 * 60 * 60;
export const DEFAULT_APPROVAL_EXPIRES_AFTER_DAYS = 14;
const FIRST_RETRY_MINUTES = 5;
const MAX_RETRY_MINUTES = 6 * 60;

/** What holds for an assistant of which nobody has said anything: fifty new labels retrain it, and a person approves. */
export function defaultPolicy(assistantId: string, now: Date): PolicyRow {
  return {
    assistantId,
    cron: null,
    timeZone: 'UTC',
    volume: 50,
    debounceMinutes: 15,
    quietFrom: null,
    quietTo: null,
    qualityVoices: null,
    driftPsi: null,
    driftOutOfScope: null,
    driftDays: 7,
    approval: 'PERSON',
    rollout: 'IMMEDIATE',
    twoPersons: false,
    acceptance: 'AUTO',
    recipe: 'FAST',
    encoder: null,
    warmStart: true,
    trialCount: null,
    trialBudgetSeconds: null,
    approvalExpiresAfterDays: DEFAULT_APPROVAL_EXPIRES_AFTER_DAYS,
    scheduleCheckedAt: now,
  };
}

/**
 * The policy with the change made. What may not be null stays as it is.
 * @throws InvalidPolicy for values that mean nothing.
 */
export function changedPolicy(policy: PolicyRow, change: PolicyChange, now: Date): PolicyRow {
  const next: PolicyRow = {
    ...policy,
    cron: change.cron === undefined ? policy.cron : change.cron?.trim() || null,
    volume: change.volume === undefined ? policy.volume : change.volume,
    timeZone: change.timeZone ?? policy.timeZone,
    debounceMinutes: change.debounceMinutes ?? policy.debounceMinutes,
    quietFrom: change.quietFrom === undefined ? policy.quietFrom : change.quietFrom,
    quietTo: change.quietTo === undefined ? policy.quietTo : change.quietTo,
    qualityVoices: change.qualityVoices === undefined ? policy.qualityVoices : change.qualityVoices,
    driftPsi: change.driftPsi === undefined ? policy.driftPsi : change.driftPsi,
    driftOutOfScope: change.driftOutOfScope === undefined ? policy.driftOutOfScope : change.driftOutOfScope,
    driftDays: change.driftDays ?? policy.driftDays,
    approval: change.approval ?? policy.approval,
    rollout: change.rollout ?? policy.rollout,
    twoPersons: change.twoPersons ?? policy.twoPersons,
    acceptance: change.acceptance ?? policy.acceptance,
    recipe: change.recipe ?? policy.recipe,
    encoder: change.encoder === undefined ? policy.encoder : change.encoder,
    warmStart: change.warmStart ?? policy.warmStart,
    trialCount: change.trialCount === undefined ? policy.trialCount : change.trialCount,
    trialBudgetSeconds: change.trialBudgetSeconds === undefined ? policy.trialBudgetSeconds : change.trialBudgetSeconds,
    approvalExpiresAfterDays: change.approvalExpiresAfterDays ?? policy.approvalExpiresAfterDays,
  };
  checkRange(next.volume ?? 1, { from: 1, to: MAX_VOLUME, argument: 'volume' });
  checkRange(next.debounceMinutes, { from: 0, to: MAX_DEBOUNCE_MINUTES, argument: 'debounceMinutes' });
  checkRange(next.trialCount ?? MIN_TRIALS, { from: MIN_TRIALS, to: MAX_TRIALS, argument: 'trialCount' });
  const seconds = { from: 1, to: MAX_TRIAL_SECONDS, argument: 'trialBudgetSeconds' };
  checkRange(next.trialBudgetSeconds ?? 1, seconds);
  checkRange(next.approvalExpiresAfterDays, { from: 1, to: MAX_EXPIRY_DAYS, argument: 'approvalExpiresAfterDays' });
  if (next.encoder !== null && (next.trialCount !== null || next.trialBudgetSeconds !== null))
    throw new InvalidPolicy('Trials judge models of words alone: take the encoder away, or the trials.', 'encoder');
  checkTimeZone(next.timeZone);
  checkQuietHours(next);
  const voices = { from: MIN_QUALITY_VOICES, to: MAX_QUALITY_VOICES, argument: 'qualityVoices' };
  checkRange(next.qualityVoices ?? MIN_QUALITY_VOICES, voices);
  checkRange(next.driftPsi ?? 1, { from: 0.01, to: 10, argument: 'driftPsi' });
  checkRange(next.driftOutOfScope ?? 1, { from: 0.01, to: 1, argument: 'driftOutOfScope' });
  checkRange(next.driftDays, { from: 1, to: MAX_DRIFT_DAYS, argument: 'driftDays' });
  if (next.cron !== null) checkCron(next.cron, next.timeZone);
  const isRescheduled = next.cron !== policy.cron || next.timeZone !== policy.timeZone;
  return isRescheduled ? { ...next, scheduleCheckedAt: now } : next;
}

/** What differs between two policies, by the names of the settings. */
export function policyFacts(before: PolicyRow, after: PolicyRow): ActFact[] {
  const { assistantId: _, scheduleCheckedAt: __, ...settings } = after;
  return Object.entries(settings).flatMap(([name, value]) => {
    const former = before[name as keyof PolicyRow];
    return former === value ? [] : [{ name, value: shown(value), before: shown(former) }];
  });
}

function shown(value: unknown): string | null {
  return value == null || typeof value === 'string' ? (value ?? null) : JSON.stringify(value);
}

/** The first time after `from` at which the policy's schedule asks for a run; null without a schedule. Follows daylight saving time. */
export function nextScheduled({ cron, timeZone }: Pick<PolicyRow, 'cron' | 'timeZone'>, from: Date): Date | null {
  return cron === null ? null : new Cron(cron, { timezone: timeZone, mode: '5-part' }).nextRun(from);
}

/** Whether the schedule asked for a run since it was last looked at. However many times it did, one run is enough. */
export function isScheduleDue(policy: PolicyRow, now: Date): boolean {
  const next = nextScheduled(policy, policy.scheduleCheckedAt);
  return next !== null && next <= now;
}

/** When labels may ask for a run again after so many in a row that ended in vain: twice as late each time, six hours at most. */
export function retryAt(inVain: number, now: Date): Date {
  return new Date(now.getTime() + 60_000 * Math.min(MAX_RETRY_MINUTES, FIRST_RETRY_MINUTES * 2 ** (inVain - 1)));
}

function checkRange(value: number, { from, to, argument }: { from: number; to: number; argument: string }): void {
  if (value < from || value > to) throw new InvalidPolicy(`${argument} must be between ${from} and ${to}.`, argument);
}

function checkTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new InvalidPolicy(`"${timeZone}" is not an IANA time zone, e.g. America/Sao_Paulo.`, 'timeZone');
  }
}

function checkQuietHours({ quietFrom, quietTo }: PolicyRow): void {
  for (const [argument, time] of Object.entries({ quietFrom, quietTo }))
    if (time !== null && minuteOfDay(time) === null)
      throw new InvalidPolicy(`"${time}" is not a time of day, e.g. 22:30.`, argument);
  if ((quietFrom === null) !== (quietTo === null))
    throw new InvalidPolicy('Quiet hours have a beginning and an end.', quietFrom === null ? 'quietFrom' : 'quietTo');
  if (quietFrom !== null && quietFrom === quietTo)
    throw new InvalidPolicy('Quiet hours that end when they begin would never end.', 'quietTo');
}

function checkCron(cron: string, timeZone: string): void {
  let next: Date | null;
  try {
    next = nextScheduled({ cron, timeZone }, new Date(0));
  } catch {
    throw new InvalidPolicy(`"${cron}" is not a cron pattern of five parts, e.g. "30 3 * * 1".`, 'cron');
  }
  if (!next) throw new InvalidPolicy(`"${cron}" never comes.`, 'cron');
}
