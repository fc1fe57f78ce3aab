import type { PolicyRow, RetrainCounterRow, RuleFigure } from '../store/tables.ts';
import type { RunTrigger } from '../vocabulary.ts';
import { isQuiet } from './quiet-hours.ts';

/** A rule of a policy that asks for a run, with the figures by which it does. */
export interface Firing {
  trigger: RunTrigger;
  rule: string;
  figures: RuleFigure[];
  /** In words. */
  reason: string;
}

/** After a roll back nothing retrains by itself for so long: people should look first. */
export const COOL_DOWN_MINUTES = 60;
const MINUTE_MS = 60_000;

/** A rule that goes by facts read beforehand: asked with times that never go back. `since` is when a run was asked for last. */
export type RuleAt = (now: Date, since: Date | null) => Firing | null;

/** Whether a roll back was just now. */
export function isResting({ restingUntil }: Pick<RetrainCounterRow, 'restingUntil'>, now: Date): boolean {
  return restingUntil !== null && restingUntil > now;
}

/** Whether a rule that asks has to wait: for the end of the quiet hours, or because a run was asked for just now. */
export function isHeldBack(
  policy: PolicyRow,
  { lastRequestedAt }: Pick<RetrainCounterRow, 'lastRequestedAt'>,
  now: Date,
): boolean {
  const sinceRequestMs = lastRequestedAt === null ? Infinity : now.getTime() - lastRequestedAt.getTime();
  return sinceRequestMs < policy.debounceMinutes * MINUTE_MS || isQuiet(policy, now);
}

/** The rule that goes by the time alone. */
export function bySchedule({ cron, timeZone }: Pick<PolicyRow, 'cron' | 'timeZone'>): Firing {
  return { trigger: 'SCHEDULE', rule: 'schedule', figures: [], reason: `schedule ${cron} (${timeZone})` };
}

/** The rule of enough new labels; null where they are too few, or runs that were asked for them ended in vain just now. */
export function byVolume(
  { volume }: Pick<PolicyRow, 'volume'>,
  { newLabels, retryAt }: Pick<RetrainCounterRow, 'newLabels' | 'retryAt'>,
  now: Date,
): Firing | null {
  if (volume === null || newLabels < volume || (retryAt !== null && retryAt > now)) return null;
  return {
    trigger: 'VOLUME',
    rule: 'volume',
    figures: [{ name: 'newLabels', value: newLabels, threshold: volume }],
    reason: `${newLabels} new ${newLabels === 1 ? 'label' : 'labels'}`,
  };
}
