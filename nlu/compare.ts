import { NluError } from './errors.ts';
import { mcNemarMidP, pairedDifference } from './statistics.ts';
import type { GateVerdict, PairedComparison } from './types.ts';

/**
 * Judges a candidate against the champion on the same items in the same order, by McNemar's mid-p test at `alpha` (0.05). Better without
 * significance is no measurable change; worse without significance is worse within noise. Rejects with UNPAIRED_ITEMS where the
 * lengths differ.
 */
export function compare(
  candidateCorrect: readonly boolean[],
  championCorrect: readonly boolean[],
  { alpha = 0.05 }: { readonly alpha?: number } = {},
): PairedComparison {
  const support = candidateCorrect.length;
  if (support !== championCorrect.length) {
    throw new NluError('UNPAIRED_ITEMS', `${support} judgements cannot be paired with ${championCorrect.length}.`);
  }
  const counts = { both: 0, firstOnly: 0, secondOnly: 0, neither: 0 };
  for (const [i, isRight] of candidateCorrect.entries()) {
    if (isRight) counts[championCorrect[i] ? 'both' : 'firstOnly']++;
    else counts[championCorrect[i] ? 'secondOnly' : 'neither']++;
  }
  const difference = pairedDifference(counts, alpha);
  const pValue = mcNemarMidP(counts);
  return {
    verdict: verdictOf(difference.value, pValue, alpha),
    candidateAccuracy: support > 0 ? (counts.both + counts.firstOnly) / support : 0,
    championAccuracy: support > 0 ? (counts.both + counts.secondOnly) / support : 0,
    difference,
    pValue,
    discordant: { candidateOnly: counts.firstOnly, championOnly: counts.secondOnly },
    support,
  };
}

function verdictOf(difference: number, pValue: number, alpha: number): GateVerdict {
  if (pValue < alpha) return difference > 0 ? 'IMPROVED' : 'SIGNIFICANTLY_WORSE';
  return difference < 0 ? 'WORSE_WITHIN_NOISE' : 'NO_MEASURABLE_CHANGE';
}
