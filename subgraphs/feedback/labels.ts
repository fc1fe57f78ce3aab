import { nearEqualKey } from '../../nlu/index.ts';
import { LABEL_WEIGHTS, type LabelKind } from './label-weights.ts';
import type { ConflictReason } from './vocabulary.ts';

/** One feedback, or one review of the inbox, that says which intent an utterance has. */
export interface Evidence {
  /** Null of a review of the inbox. */
  feedbackId: string | null;
  reviewId?: string;
  /** Who says so: what one person repeats counts once. */
  author: string;
  /** Where an anonymous author is: who starts conversations without a token is a new author each time. */
  origin?: string | null;
  /** Said by staff for themselves: they may review anyway, so nothing of it is weighed down. */
  isStaffs: boolean;
  utterance: string;
  language: string;
  /** Null of a review that says that the utterance is out of scope, or teaches nothing. */
  intent: string | null;
  /** Of a review that says so. */
  isOutOfScope?: boolean;
  kind: LabelKind;
  /** When it was said, or reviewed. */
  at: Date;
}

/** One popular utterance must not outweigh all else that is taught. */
export const MAX_LABEL_WEIGHT = 3;

/**
 * What one user says in a day weighs together at most as much as so many corrections. Of W, the sum of what it would weigh by its kinds, each
 * vote keeps the share min(1, 10 / W): a flood is as weak on its first utterance as on its last, more of it makes it no stronger, and ten
 * others with a correction each outweigh it, as does one of them wherever both speak of the same utterance and W > 10.
 */
export const DAILY_INFLUENCE = 10;

/**
 * The same, of what is left of the votes of all anonymous users of one network address: a house full of people who each say a little lose
 * nothing, and one who starts conversation after conversation is as strong as ten people.
 */
export const DAILY_INFLUENCE_OF_ADDRESS = 10 * DAILY_INFLUENCE;

/** What feedback teaches about one utterance: derived anew each time it is asked for, never stored. */
export interface Label {
  utterance: string;
  /** Null for out-of-scope. */
  intent: string | null;
  language: string;
  /** What it counts for in training, 0 < weight ≤ 3. */
  weight: number;
  /** Every feedback behind it, so that each can show its fate. */
  feedbackIds: string[];
  /** Every review of the inbox behind it. */
  reviewIds: string[];
}

/** An utterance that trains nothing until a person has looked. */
export interface LabelConflict {
  utterance: string;
  language: string;
  reason: ConflictReason;
  /** Heaviest first. */
  candidates: { intent: string; weight: number; feedbackIds: string[] }[];
}

/** The intent of the seed example with that near-equal key, null for out-of-scope; undefined where there is none. */
export type SeedIntentOf = (utteranceKey: string) => string | null | undefined;

export interface DerivedLabels {
  labels: Label[];
  conflicts: LabelConflict[];
}

/**
 * Derives the labels of all evidence of one assistant, per near-equal utterance: reviewed beats all (the latest review among
 * several, which may say that it is out of scope, or teaches nothing), else the highest summed weight; a tie, or another intent than the seed example's, is a
 * conflict and no label.
 * The same evidence in any order gives the same result.
 */
export function deriveLabels(evidence: readonly Evidence[], seedIntentOf: SeedIntentOf): DerivedLabels {
  const derived: DerivedLabels = { labels: [], conflicts: [] };
  const groups = Map.groupBy(evidence.toSorted(oldestFirst), ({ utterance }) => nearEqualKey(utterance));
  const votes = new Map([...groups].map(([key, ofUtterance]) => [key, votesOf(ofUtterance)]));
  const weightOf = weigher([...votes.values()].flat());
  for (const [key, ofUtterance] of groups) {
    const reviewed = ofUtterance.findLast(({ kind }) => kind === 'REVIEWED');
    if (reviewed?.intent === null) {
      if (reviewed.isOutOfScope) derived.labels.push(outOfScope(reviewed));
      continue;
    }
    const candidates = candidatesOf(ofUtterance, votes.get(key) ?? [], weightOf).filter(
      ({ intent }) => !reviewed || intent === reviewed.intent,
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
        reviewIds: ofUtterance.flatMap(({ intent, reviewId }) =>
          intent === best.intent && reviewId !== undefined ? [reviewId] : [],
        ),
      });
  }
  return derived;
}

function candidatesOf(
  evidence: readonly Evidence[],
  votes: readonly Evidence[],
  weightOf: (vote: Evidence) => number,
): LabelConflict['candidates'] {
  return [...Map.groupBy(votes, ({ intent }) => intent)]
    .map(([intent, agreeing]) => ({
      intent: intent ?? '',
      weight: inMillionths(agreeing.reduce((sum, vote) => sum + weightOf(vote), 0)),
      feedbackIds: evidence.flatMap((one) => (one.intent === intent ? (one.feedbackId ?? []) : [])),
    }))
    .sort((a, b) => b.weight - a.weight || (a.intent < b.intent ? -1 : 1));
}

/** The votes on one utterance, one of each person who speaks of it. */
function votesOf(ofUtterance: readonly Evidence[]): Evidence[] {
  return [...Map.groupBy(ofUtterance, ({ author }) => author).values()].map(voteOf);
}

/** What each of these votes weighs, beside all that its author says on the same UTC day. A review weighs what it weighs. */
function weigher(votes: readonly Evidence[]): (vote: Evidence) => number {
  const weightOf = ({ kind }: Evidence) => LABEL_WEIGHTS[kind];
  const weighed = votes.filter(({ kind, isStaffs }) => kind !== 'REVIEWED' && !isStaffs);
  const ofUser = weighedDown(weighed, weightOf, { of: ({ author }) => author, atMost: DAILY_INFLUENCE });
  return weighedDown(
    weighed.filter(({ origin }) => origin != null),
    ofUser,
    { of: ({ origin }) => origin ?? '', atMost: DAILY_INFLUENCE_OF_ADDRESS },
  );
}

/** What the votes weigh when those of one name on one UTC day weigh together at most so much; any other weighs what it did. */
function weighedDown(
  votes: readonly Evidence[],
  weightOf: (vote: Evidence) => number,
  { of, atMost }: { of: (vote: Evidence) => string; atMost: number },
): (vote: Evidence) => number {
  const shares = new Map<Evidence, number>();
  for (const together of Map.groupBy(votes, (vote) => `${vote.at.toISOString().slice(0, 10)} ${of(vote)}`).values()) {
    const said = together.reduce((sum, vote) => sum + weightOf(vote), 0);
    for (const vote of together) shares.set(vote, Math.min(1, atMost / said));
  }
  return (vote) => weightOf(vote) * (shares.get(vote) ?? 1);
}

/** What one person's evidence on one utterance comes down to: the weightiest kind, the latest of it. */
function voteOf(ofAuthor: readonly Evidence[]): Evidence {
  return ofAuthor.reduce((best, next) => (LABEL_WEIGHTS[next.kind] >= LABEL_WEIGHTS[best.kind] ? next : best));
}

/** No feedback says that an utterance is out of scope: it rests on the review alone. */
function outOfScope({ utterance, language, reviewId }: Evidence): Label {
  const weight = Math.min(LABEL_WEIGHTS.REVIEWED, MAX_LABEL_WEIGHT);
  return { utterance, language, intent: null, weight, feedbackIds: [], reviewIds: reviewId ? [reviewId] : [] };
}

/** The words first used stand for the group. */
function wording([first]: readonly Evidence[]): { utterance: string; language: string } {
  return { utterance: first?.utterance ?? '', language: first?.language ?? '' };
}

// Sums of 0.2 must not make 0.6000000000000001 beat 0.6: a tie has to be seen as one.
function inMillionths(weight: number): number {
  return Math.round(weight * 1e6) / 1e6;
}

function oldestFirst(a: Evidence, b: Evidence): number {
  return a.at.getTime() - b.at.getTime() || (idOf(a) < idOf(b) ? -1 : 1);
}

function idOf({ feedbackId, reviewId }: Evidence): string {
  return feedbackId ?? reviewId ?? '';
}
