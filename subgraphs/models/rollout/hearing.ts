import { anytimePValue, evidenceOfLoss, type Stratum } from '../../../nlu/index.ts';
import type { RolloutStepRow, RolloutWatchRow } from '../store/rollout-tables.ts';

/**
 * Chance of a false alarm while a version takes over, however often it is looked at; and once more while it is watched afterwards. Only
 * the first compares what ran side by side: the second holds a version against those before it, as they were then, and takes for its doing
 * whatever else has changed since.
 */
export const FALSE_ALARM_RATE = 0.05;
/** What was in service for so long before a version took over is what it is held against afterwards. */
export const FORMER_PERIOD_MS = 7 * 24 * 60 * 60_000;

/** What users said of a version and of the one that it is held against. */
type Heard = Pick<RolloutWatchRow, 'voices' | 'helpful' | 'championVoices' | 'championHelpful' | 'evidence'>;

/** All that was said, and the greatest evidence so far that users like the version less. */
export function heardIn(strata: readonly Stratum[], before: Pick<Heard, 'evidence'>): Heard {
  const sum = (valueOf: (stratum: Stratum) => number) => strata.reduce((total, stratum) => total + valueOf(stratum), 0);
  return {
    voices: sum(({ challenger }) => challenger.voices),
    helpful: sum(({ challenger }) => challenger.helpful),
    championVoices: sum(({ champion }) => champion.voices),
    championHelpful: sum(({ champion }) => champion.helpful),
    evidence: Math.max(before.evidence, evidenceOfLoss(strata)),
  };
}

/** Whether the version is to be taken back. */
export function isAlarming({ evidence }: Pick<Heard, 'evidence'>): boolean {
  return anytimePValue(evidence) <= FALSE_ALARM_RATE;
}

/** Whether a step has had its time and its voices. */
export function isPassed(
  { startedAt, minimumMinutes, minimumVoices }: Pick<RolloutStepRow, 'startedAt' | 'minimumMinutes' | 'minimumVoices'>,
  { voices }: Pick<Heard, 'voices'>,
  now: Date,
): boolean {
  const since = startedAt?.getTime() ?? now.getTime();
  return now.getTime() - since >= minimumMinutes * 60_000 && voices >= minimumVoices;
}
