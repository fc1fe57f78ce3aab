import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type {
  CrossValidation,
  Evaluation,
  IntentComparison,
  IntentQuality,
  Interval,
  PairedComparison,
} from '../../nlu/index.ts';
import { invariant } from '../kit/index.ts';
import type { GateRules, RuleOutcome } from './gate/gate-rules.ts';
import type { ReplaySummary } from './replay/replay.ts';
import type { ExampleSource, ExampleSplit, GateVerdict } from './vocabulary.ts';

/** How many examples of a snapshot have this split and come from this source. */
export interface SnapshotCount {
  split: ExampleSplit;
  source: ExampleSource;
  count: number;
}

type Judgements = 'correct' | 'predictions';
type KeptLater = 'thresholds' | 'tradeOff' | 'macroF1Interval' | 'reliability' | 'languageAccuracy' | 'entities';
type IntervalsKeptLater = 'precisionInterval' | 'recallInterval' | 'f1Interval';
/** A model's figures on the test items of a snapshot, without the single judgements. The first reports had neither thresholds nor intervals nor languages nor spans. */
export type Figures = Omit<Evaluation, Judgements | KeptLater | 'perIntent'> &
  Partial<Pick<Evaluation, KeptLater>> & {
    perIntent: (Omit<IntentQuality, IntervalsKeptLater> & Partial<Pick<IntentQuality, IntervalsKeptLater>>)[];
  };

/** How long a model took over an utterance of the test split, in one thread of the worker that judged it. */
export interface Latency {
  p50Ms: number;
  p99Ms: number;
}

/** What a person decides on: stored as it was made, never changed. */
export interface Report extends EvidenceContext {
  snapshotSha256: string;
  /** Test items left out because the champion had trained on a near-equal utterance. */
  leftOut: number;
  verdict: GateVerdict;
  candidate: Figures;
  champion: Figures | null;
  /** Null where there was no champion. */
  comparison: PairedComparison | null;
  // The first reports had nothing of what follows.
  /** Candidate minus champion, by bootstrap; null where there was no champion. */
  bootstrap?: { accuracyDifference: Interval; macroF1Difference: Interval } | null;
  /** Intents with enough items, the one that lost most first; null where there was no champion. */
  intents?: IntentComparison[] | null;
  latency?: { candidate: Latency; champion: Latency | null };
  /** Where the test split is too small to say much; null elsewhere. */
  crossValidation?: CrossValidation | null;
  outcomes?: RuleOutcome[];
  /** What it would have said otherwise to real turns; the single changes are kept beside the report. */
  replay?: ReplaySummary;
}

/** What may change after a report was made, and then makes it stale. */
export interface EvidenceContext {
  gate: GateRules;
  championId: string | null;
  /** Feedback behind labels of the snapshot that was retracted, rejected or relabelled since, and reviews that were undone. */
  withdrawnFeedback: number;
}

/** sha256 (hex) of the report's canonical JSON (RFC 8785). */
export function evidenceHashOf(report: Report): string {
  const canonical = canonicalize(report);
  invariant(canonical, 'a report is JSON');
  return createHash('sha256').update(canonical).digest('hex');
}

/** What the hash of the report would be had it been made in `context`: equal to its own where nothing has changed. */
export function currentEvidenceHash(report: Report, context: EvidenceContext): string {
  return evidenceHashOf({ ...report, ...context });
}

/** Why a report no longer says what is true, in a sentence; null while it does. */
export function stalenessOf(report: Report, context: EvidenceContext): string | null {
  if (report.championId !== context.championId) return 'Another version is champion since this evidence was made.';
  if (canonicalize(report.gate) !== canonicalize(context.gate)) return 'The rules of the gate have changed.';
  if (report.withdrawnFeedback !== context.withdrawnFeedback)
    return 'Feedback or a review that the version learned from was taken back or changed.';
  return null;
}
