import { spanQuality, type SpanQuality } from './entities/span-quality.ts';
import { isSameLanguage, UNDETERMINED } from './language.ts';
import { predictionOf } from './prediction.ts';
import { bootstrap } from './bootstrap.ts';
import { wilsonInterval } from './statistics.ts';
import { tradeOffOf } from './trade-off.ts';
import type {
  Confusion,
  Evaluation,
  Example,
  IntentQuality,
  Interpretation,
  Interval,
  LanguageHints,
  Model,
  ReliabilityBin,
} from './types.ts';

const CONFUSIONS_KEPT = 50;
const CALIBRATION_BINS = 15;

/** One example as the model answered it. */
interface Judged {
  readonly actual: string | null;
  readonly language: string;
  /** Null where refused. */
  readonly predicted: string | null;
  readonly best: Interpretation;
}

/**
 * Judges a model by examples, whatever their split: pass the test rows for a figure to publish. An item is right when an in-scope
 * utterance got its intent or an out-of-scope one was refused. Of its language each utterance itself is the only witness.
 */
export function evaluate(
  model: Model,
  examples: readonly Example[],
  { languageScores }: Pick<LanguageHints, 'languageScores'> = {},
): Evaluation {
  const judged = examples.map(({ utterance, intent, language, vector }): Judged => {
    const best = model.interpret(utterance, { languageScores, vector });
    return { actual: intent, language, predicted: predictionOf(best), best };
  });
  const inScope = judged.filter(({ actual }) => actual !== null);
  const outOfScope = judged.filter(({ actual }) => actual === null);
  const predictions = judged.map(({ predicted }) => predicted);
  const drawn = bootstrap({ actual: judged.map(({ actual }) => actual), candidate: predictions, champion: null });
  const perIntent = qualityOf(judged, drawn.f1);
  const reliability = reliabilityOf(inScope);
  return {
    support: judged.length,
    accuracy: wilsonInterval(inScope.filter(isRight).length, inScope.length),
    macroF1: mean(perIntent.map(({ f1 }) => f1)),
    macroF1Interval: drawn.macroF1,
    perIntent,
    confusions: confusionsOf(judged),
    outOfScope: {
      support: outOfScope.length,
      recall: ratio(refusalsOf(outOfScope), outOfScope.length),
      falseRejectionRate: ratio(refusalsOf(inScope), inScope.length),
      auroc: auroc(inScope.map(inScopeOf), outOfScope.map(inScopeOf)),
    },
    calibrationError: calibrationError(reliability, inScope.length),
    reliability,
    languageAccuracy: model.languages.length > 1 ? languageAccuracy(judged) : null,
    entities: judgeSpans(model, examples, judged),
    thresholds: model.thresholds,
    tradeOff: tradeOffOf(judged, model.thresholds),
    correct: judged.map(isRight),
    predictions,
  };
}

/** A built-in that nobody marks is no mistake, so only types count that are marked somewhere or that the model learned to find. */
function judgeSpans(model: Model, examples: readonly Example[], judged: readonly Judged[]): SpanQuality | null {
  const types = new Set([
    ...model.learnedEntityTypes,
    ...examples.flatMap(({ spans = [] }) => spans.map(({ type }) => type)),
  ]);
  if (types.size === 0) return null;
  const annotated = examples.flatMap(({ spans }, i) =>
    spans ? [{ actual: spans, predicted: judged[i].best.entities.filter(({ type }) => types.has(type)) }] : [],
  );
  return annotated.length > 0 ? spanQuality(annotated) : null;
}

function isRight({ actual, predicted }: Judged): boolean {
  return actual === predicted;
}

function refusalsOf(judged: readonly Judged[]): number {
  return judged.filter(({ predicted }) => predicted === null).length;
}

function inScopeOf({ best }: Judged): number {
  return best.inScope;
}

function languageAccuracy(judged: readonly Judged[]): number | null {
  const told = judged.filter(({ language }) => language !== UNDETERMINED);
  const right = told.filter(({ language, best }) => isSameLanguage(language, best.language));
  return told.length > 0 ? right.length / told.length : null;
}

function qualityOf(judged: readonly Judged[], f1Intervals: ReadonlyMap<string, Interval>): IntentQuality[] {
  const supports = countBy(judged, ({ actual }) => actual);
  const answers = countBy(judged, ({ predicted }) => predicted);
  const hits = countBy(judged.filter(isRight), ({ actual }) => actual);
  return [...supports.keys()]
    .filter((intent) => intent !== null)
    .sort()
    .map((intent) => {
      const support = supports.get(intent) ?? 0;
      const answered = answers.get(intent) ?? 0;
      const hit = hits.get(intent) ?? 0;
      const f1 = ratio(2 * hit, support + answered);
      return {
        intent,
        support,
        precision: ratio(hit, answered),
        recall: ratio(hit, support),
        f1,
        precisionInterval: wilsonInterval(hit, answered),
        recallInterval: wilsonInterval(hit, support),
        f1Interval: f1Intervals.get(intent) ?? { value: f1, low: 0, high: 1 },
      };
    });
}

/** Most frequent first; equal ones by name, so that an evaluation reads the same twice. */
function confusionsOf(judged: readonly Judged[]): Confusion[] {
  const counts = new Map<string, { actual: string | null; predicted: string | null; count: number }>();
  for (const { actual, predicted } of judged) {
    if (actual === predicted) continue;
    const key = JSON.stringify([actual, predicted]);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { actual, predicted, count: 1 });
  }
  return [...counts]
    .sort(([aKey, a], [bKey, b]) => b.count - a.count || (aKey < bKey ? -1 : 1))
    .slice(0, CONFUSIONS_KEPT)
    .map(([, confusion]) => confusion);
}

/**
 * Chance that a positive's score is above a negative's, a tie counting half: the Mann–Whitney statistic, by ranks. Null where either
 * side is empty.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  const scored = [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < scored.length;) {
    let to = from;
    let tiedPositives = 0;
    while (to < scored.length && scored[to].score === scored[from].score) if (scored[to++].isPositive) tiedPositives++;
    rankSum += tiedPositives * ((from + 1 + to) / 2);
    from = to;
  }
  return (rankSum - (positives.length * (positives.length + 1)) / 2) / (positives.length * negatives.length);
}

/** Items by equal bins of their confidence, as a reliability diagram shows them (Guo et al. 2017). */
function reliabilityOf(inScope: readonly Judged[]): ReliabilityBin[] {
  const bins = Map.groupBy(inScope, ({ best }) =>
    Math.min(Math.floor(best.confidence * CALIBRATION_BINS), CALIBRATION_BINS - 1),
  );
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([bin, items]) => ({
      from: bin / CALIBRATION_BINS,
      to: (bin + 1) / CALIBRATION_BINS,
      count: items.length,
      meanConfidence: mean(items.map(({ best }) => best.confidence)),
      accuracy: ratio(items.filter(({ actual, best }) => best.intent === actual).length, items.length),
    }));
}

/** Mean distance between confidence and share of right best intents, the bins weighed by their items (Guo et al. 2017). */
function calibrationError(bins: readonly ReliabilityBin[], items: number): number {
  return ratio(
    bins.reduce((sum, { count, meanConfidence, accuracy }) => sum + count * Math.abs(meanConfidence - accuracy), 0),
    items,
  );
}

function countBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function mean(values: readonly number[]): number {
  return ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

/** 0 where there is nothing to divide by: no items, no merit. */
function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
