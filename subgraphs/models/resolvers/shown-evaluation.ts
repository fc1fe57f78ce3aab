import type { Report } from '../evidence.ts';
import type { Evaluation } from '../types/evaluation-types.ts';

/** The name under which utterances without an intent stand in a confusion. */
const OUT_OF_SCOPE = 'out-of-scope';

/** A report as the graph shows it. */
export function shownEvaluation(report: Report): Evaluation {
  const { verdict, candidate, champion, championId, comparison, leftOut, bootstrap, latency } = report;
  const compared = new Map(report.intents?.map((one) => [one.intent, one]));
  const championF1 = new Map(champion?.perIntent.map(({ intent, f1 }) => [intent, f1]));
  return {
    verdict,
    accuracy: candidate.accuracy,
    macroF1: candidate.macroF1,
    macroF1Interval: candidate.macroF1Interval ?? null,
    macroF1Difference: bootstrap?.macroF1Difference ?? null,
    bootstrapDifference: bootstrap?.accuracyDifference ?? null,
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
    entities: candidate.entities?.perType ?? null,
    reliability: candidate.reliability ?? [],
    latency: latency ? { ...latency.candidate, championP99Ms: latency.champion?.p99Ms ?? null } : null,
    crossValidation: report.crossValidation ?? null,
    thresholds: candidate.thresholds ?? null,
    tradeOff: candidate.tradeOff ?? null,
    perIntent: candidate.perIntent.map((quality) => ({
      ...quality,
      championF1: championF1.get(quality.intent) ?? null,
      difference: compared.get(quality.intent)?.difference ?? null,
      adjustedPValue: compared.get(quality.intent)?.adjustedPValue ?? null,
    })),
    confusions: candidate.confusions.map(({ actual, predicted, count }) => ({
      actual: actual ?? OUT_OF_SCOPE,
      predicted: predicted ?? OUT_OF_SCOPE,
      count,
    })),
  };
}
