import type { Report } from '../evidence.ts';
import type { Evaluation } from '../types/evaluation-types.ts';

/** The name under which utterances without an intent stand in a confusion. */
const OUT_OF_SCOPE = 'out-of-scope';

/** A report as the graph shows it. */
export function shownEvaluation({ verdict, candidate, champion, championId, comparison, leftOut }: Report): Evaluation {
  const championF1 = new Map(champion?.perIntent.map(({ intent, f1 }) => [intent, f1]));
  return {
    verdict,
    accuracy: candidate.accuracy,
    macroF1: candidate.macroF1,
    championAccuracy: champion?.accuracy.value ?? null,
    championMacroF1: champion?.macroF1 ?? null,
    championId,
    difference: comparison?.difference ?? null,
    pValue: comparison?.pValue ?? null,
    support: candidate.support,
    leftOut,
    outOfScope: candidate.outOfScope,
    calibrationError: candidate.calibrationError,
    languageAccuracy: candidate.languageAccuracy ?? null,
    thresholds: candidate.thresholds ?? null,
    tradeOff: candidate.tradeOff ?? null,
    perIntent: candidate.perIntent.map((quality) => ({
      ...quality,
      championF1: championF1.get(quality.intent) ?? null,
    })),
    confusions: candidate.confusions.map(({ actual, predicted, count }) => ({
      actual: actual ?? OUT_OF_SCOPE,
      predicted: predicted ?? OUT_OF_SCOPE,
      count,
    })),
  };
}
