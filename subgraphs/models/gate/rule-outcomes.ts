import type { Report } from '../evidence.ts';
import type { RuleOutcome } from './gate-rules.ts';

/** What the rules say of a report that was made under them; rules that demand nothing are left out. */
export function outcomesOf(report: Omit<Report, 'outcomes'>): RuleOutcome[] {
  const { gate, candidate, latency } = report;
  const { support, recall } = candidate.outOfScope;
  return [
    againstChampion(report),
    ...intentByIntent(report),
    ...atLeast('minimum-accuracy', gate.minimumAccuracy, candidate.accuracy),
    ...atLeast('minimum-out-of-scope-recall', gate.minimumOutOfScopeRecall, support > 0 ? { value: recall } : null),
    ...atMost('maximum-calibration-error', gate.maximumCalibrationError, { value: candidate.calibrationError }),
    ...atMost('maximum-latency', gate.maximumLatencyMs, latency ? { value: latency.candidate.p99Ms } : null),
  ];
}

/** Whether a report's version must not wait for approval. The first reports had one rule and kept no outcomes. */
export function isRefused({ outcomes, verdict }: Pick<Report, 'outcomes' | 'verdict'>): boolean {
  return outcomes ? outcomes.some((outcome) => outcome.verdict === 'FAILED') : verdict === 'SIGNIFICANTLY_WORSE';
}

function againstChampion({ gate, verdict, comparison }: Omit<Report, 'outcomes'>): RuleOutcome {
  return {
    name: 'against-champion',
    verdict: gate.refuses.includes(verdict) ? 'FAILED' : comparison ? 'PASSED' : 'NOT_JUDGED',
    value: comparison?.difference.value ?? null,
    low: comparison?.difference.low ?? null,
    high: comparison?.difference.high ?? null,
    threshold: null,
    intents: [],
  };
}

/** Fails by each intent that lost more than the margin, beyond chance after Holm's adjustment; shows the one that lost most. */
function intentByIntent({ gate, intents }: Omit<Report, 'outcomes'>): RuleOutcome[] {
  if (!intents) return [];
  const failed = intents.filter(
    ({ difference, adjustedPValue }) => adjustedPValue < gate.alpha && difference.value < -gate.intentMargin,
  );
  const shown = failed[0] ?? intents[0];
  return [
    {
      name: 'no-intent-worse',
      verdict: failed.length > 0 ? 'FAILED' : intents.length > 0 ? 'PASSED' : 'NOT_JUDGED',
      value: shown?.difference.value ?? null,
      low: shown?.difference.low ?? null,
      high: shown?.difference.high ?? null,
      threshold: -gate.intentMargin,
      intents: failed.length > 0 ? failed.map(({ intent }) => intent) : shown ? [shown.intent] : [],
    },
  ];
}

type Figure = { value: number; low?: number; high?: number } | null;

function atLeast(name: string, threshold: number | null, figure: Figure): RuleOutcome[] {
  return demanded(name, threshold, figure, (value, least) => value >= least);
}

function atMost(name: string, threshold: number | null, figure: Figure): RuleOutcome[] {
  return demanded(name, threshold, figure, (value, most) => value <= most);
}

function demanded(
  name: string,
  threshold: number | null,
  figure: Figure,
  holds: (value: number, threshold: number) => boolean,
): RuleOutcome[] {
  if (threshold === null) return [];
  const verdict = !figure ? 'NOT_JUDGED' : holds(figure.value, threshold) ? 'PASSED' : 'FAILED';
  const { value = null, low = null, high = null } = figure ?? {};
  return [{ name, verdict, value, low, high, threshold, intents: [] }];
}
