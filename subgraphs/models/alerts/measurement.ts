import type { Interval } from '../../../nlu/index.ts';
import type { QualityFigures } from '../quality/figures.ts';
import type { Drift } from '../quality/drift.ts';
import type { InputDrift } from '../quality/input-drift.ts';
import type { QualityReport } from '../quality/report.ts';
import type { AlertRuleSettings, AlertScope } from '../store/alert-tables.ts';
import type { RuleFigure } from '../store/tables.ts';

/** What a rule found at one look. */
export interface Measurement {
  value: number;
  /** Of its 95 % interval, where it has one. */
  low: number | null;
  high: number | null;
  /** What it is counted from: turns, or turns that somebody spoke about. Null where it is a count itself. */
  sample: number | null;
  /** What chance alone makes of it once in a hundred times, where that is known. */
  chance: number | null;
}

/** Of a report, what rules look at. */
type Sighted = Pick<QualityReport, 'total' | 'intents' | 'categories' | 'versions'>;

const NO_BOUNDS = { low: null, high: null, chance: null };

/**
 * Reads a rule's figure off the report of its window: it is the number that `qualityReport` tells of the same period. Null where there was
 * nothing to measure. `versionId` is the version that the rule looks at, if it looks at one.
 */
export function measure(
  { metric, intent, tagId, version }: Pick<AlertRuleSettings, 'metric'> & AlertScope,
  report: Sighted,
  versionId: string | null,
): Measurement | null {
  const figures = turnsOf({ intent, tagId, version }, report, versionId);
  if (metric === 'VOLUME') return { ...NO_BOUNDS, value: figures?.turns ?? 0, sample: null };
  return figures ? figureOf(metric, figures) : null;
}

export function measurementOfDrift({ index, chance, turns }: Drift): Measurement {
  return { ...NO_BOUNDS, value: index, chance, sample: turns };
}

/** Null where too few texts could be told apart. */
export function measurementOfInputDrift({ test, turns }: InputDrift): Measurement | null {
  return test && { ...NO_BOUNDS, value: test.accuracy, chance: test.chance, sample: turns };
}

/** By which figures an alert is raised, the rule's own first. */
export function figuresOf(
  { metric, raiseAt, minimumSample }: Pick<AlertRuleSettings, 'metric' | 'raiseAt' | 'minimumSample'>,
  { value, low, high, sample, chance }: Measurement,
): RuleFigure[] {
  return [
    { name: FIGURE_NAMES[metric], value, threshold: raiseAt },
    ...figure('low', low),
    ...figure('high', high),
    ...figure('chance', chance),
    ...figure('sample', sample, minimumSample),
  ];
}

const FIGURE_NAMES: Readonly<Record<AlertRuleSettings['metric'], string>> = {
  VOLUME: 'turns',
  HELPFUL_RATE: 'helpfulRate',
  ESTIMATED_HELPFUL_RATE: 'estimatedHelpfulRate',
  OUT_OF_SCOPE_RATE: 'outOfScopeRate',
  FALLBACK_RATE: 'fallbackRate',
  MEAN_CONFIDENCE: 'meanConfidence',
  LATENCY_P95: 'latencyP95',
  INTENT_DRIFT: 'stabilityIndex',
  INPUT_DRIFT: 'twoSampleAccuracy',
};

function figure(name: string, value: number | null, threshold: number | null = null): RuleFigure[] {
  return value === null ? [] : [{ name, value, threshold }];
}

/** The figures of the turns that a rule looks at; undefined where there was none. */
function turnsOf(
  { intent, tagId, version }: AlertScope,
  { total, intents, categories, versions }: Sighted,
  versionId: string | null,
): QualityFigures | undefined {
  if (intent !== null) return sliceOf(intents, intent);
  if (tagId !== null) return sliceOf(categories, tagId);
  return version === null ? total : sliceOf(versions, versionId);
}

function sliceOf(slices: Sighted['intents'], key: string | null): QualityFigures | undefined {
  return slices.find((slice) => slice.key === key)?.figures;
}

function figureOf(
  metric: Exclude<AlertRuleSettings['metric'], 'VOLUME'>,
  { turns, feedback, meanConfidence, latency, ...rates }: QualityFigures,
): Measurement | null {
  switch (metric) {
    case 'HELPFUL_RATE':
      return share(rates.helpfulRate, feedback);
    case 'ESTIMATED_HELPFUL_RATE':
      return share(rates.estimatedHelpfulRate, feedback);
    case 'OUT_OF_SCOPE_RATE':
      return share(rates.outOfScopeRate, turns);
    case 'FALLBACK_RATE':
      return share(rates.fallbackRate, turns);
    case 'MEAN_CONFIDENCE':
      return plain(meanConfidence, turns);
    case 'LATENCY_P95':
      return plain(latency?.p95, turns);
    case 'INTENT_DRIFT':
    case 'INPUT_DRIFT':
      return null;
  }
}

function share(rate: Interval | null, sample: number): Measurement | null {
  return rate && { ...rate, chance: null, sample };
}

function plain(value: number | null | undefined, sample: number): Measurement | null {
  return value == null ? null : { ...NO_BOUNDS, value, sample };
}
