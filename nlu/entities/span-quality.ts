import type { LabelledSpan } from './types.ts';

/** How well the spans of one type, or of all together, were found; a share of nothing is 0. */
export interface SpanScore {
  /** Spans that were marked. */
  readonly support: number;
  /** Share of the spans found that are right. */
  readonly precision: number;
  /** Share of the spans marked that were found. */
  readonly recall: number;
  readonly f1: number;
}

/** How well a tagger finds spans, over all types and by type. */
export interface SpanQuality {
  /** Utterances judged. */
  readonly utterances: number;
  /** Over the spans of all types together: micro-averaged. */
  readonly overall: SpanScore;
  /** In the order of the types' code units. */
  readonly perType: readonly (SpanScore & { readonly type: string })[];
}

/** The spans of one utterance, as marked and as found. */
interface JudgedSpans {
  readonly actual: readonly LabelledSpan[];
  readonly predicted: readonly LabelledSpan[];
}

interface Counts {
  actual: number;
  predicted: number;
  right: number;
}

/**
 * How well spans were found: one is right when its type and both its ends are (Tjong Kim Sang & De Meulder 2003, CoNLL). A type that
 * nobody marked and nothing found is not listed.
 */
export function spanQuality(judged: readonly JudgedSpans[]): SpanQuality {
  const byType = new Map<string, Counts>();
  const countsOf = (type: string) => {
    const counts = byType.get(type) ?? { actual: 0, predicted: 0, right: 0 };
    byType.set(type, counts);
    return counts;
  };
  for (const { actual, predicted } of judged) {
    const marked = new Set(actual.map(keyOf));
    for (const { type } of actual) countsOf(type).actual++;
    for (const span of predicted) {
      const counts = countsOf(span.type);
      counts.predicted++;
      if (marked.has(keyOf(span))) counts.right++;
    }
  }
  const all: Counts = { actual: 0, predicted: 0, right: 0 };
  for (const { actual, predicted, right } of byType.values()) {
    all.actual += actual;
    all.predicted += predicted;
    all.right += right;
  }
  return {
    utterances: judged.length,
    overall: scoreOf(all),
    perType: [...byType.keys()].sort().map((type) => ({ type, ...scoreOf(countsOf(type)) })),
  };
}

function scoreOf({ actual, predicted, right }: Counts): SpanScore {
  return {
    support: actual,
    precision: ratio(right, predicted),
    recall: ratio(right, actual),
    f1: ratio(2 * right, actual + predicted),
  };
}

function keyOf({ type, start, end }: LabelledSpan): string {
  return `${start} ${end} ${type}`;
}

/** 0 where there is nothing to divide by. */
function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
