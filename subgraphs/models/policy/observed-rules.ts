import { judgeDrift, type PredictedTurns } from '../quality/drift.ts';
import { judgeQuality, type VersionVoice } from '../quality/quality-drop.ts';
import type { PolicyRow } from '../store/tables.ts';
import type { RuleAt } from './rules.ts';

/** What was observed of the version in service. */
export interface Observed {
  /** Oldest first. */
  voices: readonly VersionVoice[];
  predicted: readonly PredictedTurns[];
}

/** The rules of a policy that go by what is observed; those that are off are left out. */
export function observedRules(
  { qualityVoices, driftPsi: psi, driftOutOfScope: outOfScope, driftDays: days }: PolicyRow,
  { voices, predicted }: Observed,
): RuleAt[] {
  return [
    ...(qualityVoices === null ? [] : [judgeQuality(voices, qualityVoices)]),
    ...(psi === null && outOfScope === null ? [] : [judgeDrift(predicted, { days, psi, outOfScope })]),
  ];
}
