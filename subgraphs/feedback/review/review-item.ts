import { createHash } from 'node:crypto';
import { nearEqualKey } from '../../../nlu/index.ts';
import type { ReviewDecision, ReviewReason, ReviewState } from './vocabulary.ts';

/** Near-equal utterances of one assistant, of which a person may say what they mean: one item for good. */
export interface ReviewItemRow {
  id: string;
  assistantId: string;
  utteranceKey: string;
  /** In the words last used. */
  utterance: string;
  language: string | null;
  groupSize: number;
  /** The latest. */
  turnIds: string[];
  predictedIntent: string | null;
  confidence: number | null;
  uncertainty: number;
  disagreement: number;
  dislike: number;
  score: number;
  reasons: ReviewReason[];
  lastSeenAt: Date;
  state: ReviewState;
  /** What was settled; null where nothing is, and of what teaches nothing. */
  intent: string | null;
  settledAt: Date | null;
  /** The review that settled it. */
  settledBy: string | null;
  /** Who has to say the same; drawn with the first verdict, null before. */
  reviewersNeeded: number | null;
  assignee: string | null;
  assignedAt: Date | null;
  createdAt: Date;
}

/** What one person decided about an item, once. */
export interface ReviewRow {
  id: string;
  itemId: string;
  reviewer: string;
  decision: ReviewDecision;
  /** What it says the utterance means; null of OUT_OF_SCOPE, REJECT and SKIP. */
  intent: string | null;
  comment: string | null;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
}

/** The same for near-equal utterances, and short enough for an index whatever was said. */
export function utteranceKeyOf(utterance: string): string {
  return createHash('sha256').update(nearEqualKey(utterance)).digest('hex').slice(0, 32);
}

/**
 * Whether two people review the item, each without knowing what the other says. Drawn from what it is, so that neither a repeat nor an undo
 * draws again. Not the draw of the split, which would give all test utterances to two.
 */
export function needsTwo({ assistantId, utteranceKey }: ReviewItemRow, share: number): boolean {
  const draw = createHash('sha256').update(`review\n${assistantId}\n${utteranceKey}`).digest().readUInt32BE();
  return draw / 0x1_0000_0000 < share;
}

/** Where an item stands. */
export type Standing = Pick<ReviewItemRow, 'state' | 'intent' | 'settledAt' | 'settledBy' | 'reviewersNeeded'>;

/**
 * Where an item stands by its reviews that were not undone, oldest first: so an undo leaves it as if the review had never been. One verdict
 * settles it; of two needed, two that say the same, else the verdict of a third person.
 */
export function standingOf(reviews: readonly ReviewRow[], reviewersNeeded: number | null): Standing {
  const open: Standing = { state: 'OPEN', intent: null, settledAt: null, settledBy: null, reviewersNeeded };
  const verdicts = verdictsOf(reviews);
  const [first, second, third] = verdicts;
  if (!first) return { ...open, state: reviews.length > 0 ? 'SKIPPED' : 'OPEN', reviewersNeeded: null };
  if (reviewersNeeded !== 2) return settled(first, reviewersNeeded);
  if (!second) return { ...open, state: 'AWAITING_SECOND' };
  if (meaningOf(first) === meaningOf(second)) return settled(second, reviewersNeeded);
  return third ? settled(third, reviewersNeeded) : { ...open, state: 'DISPUTED' };
}

/** A skip says nothing of what the utterance means. */
export function verdictsOf(reviews: readonly ReviewRow[]): ReviewRow[] {
  return reviews.filter(({ decision, undoneAt }) => decision !== 'SKIP' && undoneAt === null);
}

/** What a verdict comes down to: an accepted intent is the same as a relabelling to it. */
function meaningOf({ decision, intent }: ReviewRow): string {
  return intent === null ? decision : `intent ${intent}`;
}

const STATE_AFTER = {
  ACCEPT: 'ACCEPTED',
  RELABEL: 'RELABELLED',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  REJECT: 'REJECTED',
  SKIP: 'SKIPPED',
} as const;

function settled({ id, decision, intent, at }: ReviewRow, reviewersNeeded: number | null): Standing {
  return { state: STATE_AFTER[decision], intent, settledAt: at, settledBy: id, reviewersNeeded };
}
