import { nearEqualKey } from '../../nlu/index.ts';
import { LABEL_WEIGHTS, type LabelKind } from './label-weights.ts';
import type { ConflictReason } from './vocabulary.ts';

/** One feedback that says which intent an utterance has. */
export interface Evidence {
  feedbackId: string;
  /** Who says so: what one person repeats counts once. */
  author: string;
  utterance: string;
  language: string;
  intent: string;
  kind: LabelKind;
  /** When it was said, or reviewed. */
  at: Date;
}

/** One popular utterance must not outweigh all else that is taught. */
export const MAX_LABEL_WEIGHT = 3;

/** What feedback teaches about one utterance: derived anew each time it is asked for, never stored. */
export interface Label {
  utterance: string;
  intent: string;
  language: string;
  /** What it counts for in training, 0 < weight ≤ 3. */
  weight: number;
  /** Every feedback behind it, so that each can show its fate. */
  feedbackIds: string[];
}

/** An utterance that trains nothing until a person has looked. */
export interface LabelConflict {
  utterance: string;
  language: string;
  reason: ConflictReason;
  /** Heaviest first. */
  candidates: { intent: string; weight: number; feedbackIds: string[] }[];
}

/** The intent of the seed example with that near-equal key, where there is one. */
export type SeedIntentOf = (utteranceKey: string) => string | undefined;

export interface DerivedLabels {
  labels: Label[];
  conflicts: LabelConflict[];
}

/**
 * Derives the labels of all evidence of one assistant, per near-equal utterance: reviewed beats all (the latest review among
 * several), else the highest summed weight; a tie, or another intent than the seed example's, is a conflict and no label.
 * The same evidence in any order gives the same result.
 */
export function deriveLabels(evidence: readonly Evidence[], seedIntentOf: SeedIntentOf): DerivedLabels {
  const derived: DerivedLabels = { labels: [], conflicts: [] };
  const groups = Map.groupBy(evidence.toSorted(oldestFirst), ({ utterance }) => nearEqualKey(utterance));
  for (const [key, ofUtterance] of groups) {
    const reviewed = ofUtterance.findLast(({ kind }) => kind === 'REVIEWED');
    const candidates = candidatesOf(
      reviewed ? ofUtterance.filter(({ intent }) => intent === reviewed.intent) : ofUtterance,
    );
    const [best, second] = candidates;
    if (!best) continue;
    const seedIntent = reviewed ? undefined : seedIntentOf(key);
    const reason =
      second?.weight === best.weight
        ? 'TIE'
        : seedIntent !== undefined && seedIntent !== best.intent
          ? 'SEED_EXAMPLE'
          : null;
    if (reason) derived.conflicts.push({ ...wording(ofUtterance), reason, candidates });
    else
      derived.labels.push({
        ...wording(ofUtterance.filter(({ intent }) => intent === best.intent)),
        intent: best.intent,
        weight: Math.min(best.weight, MAX_LABEL_WEIGHT),
        feedbackIds: best.feedbackIds,
      });
  }
  return derived;
}

function candidatesOf(evidence: readonly Evidence[]): LabelConflict['candidates'] {
  const votes = [...Map.groupBy(evidence, ({ author }) => author).values()].map(voteOf);
  return [...Map.groupBy(votes, ({ intent }) => intent)]
    .map(([intent, agreeing]) => ({
      intent,
      weight: inTenths(agreeing.reduce((sum, { kind }) => sum + LABEL_WEIGHTS[kind], 0)),
      feedbackIds: evidence.filter((one) => one.intent === intent).map(({ feedbackId }) => feedbackId),
    }))
    .sort((a, b) => b.weight - a.weight || (a.intent < b.intent ? -1 : 1));
}

/** What one person's evidence on one utterance comes down to: the weightiest kind, the latest of it. */
function voteOf(ofAuthor: readonly Evidence[]): Evidence {
  return ofAuthor.reduce((best, next) => (LABEL_WEIGHTS[next.kind] >= LABEL_WEIGHTS[best.kind] ? next : best));
}

/** The words first used stand for the group. */
function wording([first]: readonly Evidence[]): { utterance: string; language: string } {
  return { utterance: first?.utterance ?? '', language: first?.language ?? '' };
}

// Sums of 0.2 must not make 0.6000000000000001 beat 0.6: a tie has to be seen as one.
function inTenths(weight: number): number {
  return Math.round(weight * 10) / 10;
}

function oldestFirst(a: Evidence, b: Evidence): number {
  return a.at.getTime() - b.at.getTime() || (a.feedbackId < b.feedbackId ? -1 : 1);
}
