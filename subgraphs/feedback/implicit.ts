import { nearEqualKey } from '../../nlu/index.ts';
import type { ObservedFacts, TurnObserved } from './messages.ts';
import { trigramSimilarity } from './similarity.ts';
import type { Signal, Verdict } from './vocabulary.ts';

/** From here on two utterances ask the same in other words; pg_trgm's default threshold. */
const REPHRASE_SIMILARITY = 0.3;
/** Who was answered and asks nearly the same later than this may have come back for something else. */
export const REPHRASE_WITHIN_MS = 5 * 60_000;

/** What a user's next step says about the reply before it. */
export interface ImplicitFeedback {
  signal: Signal;
  verdict: Verdict;
  correctedIntent: string | null;
}

/**
 * Reads the step from `previous` to `turn`; what each signal means stands at `Signal`. Null where the step says nothing; the very same text
 * again says nothing either, since it may be a second press of a button.
 */
export function implicitFeedback(turn: TurnObserved, previous: ObservedFacts): ImplicitFeedback | null {
  // A way out that a fallback offers, e.g. to a person, says nothing of what the utterance before meant: only a question back asks that.
  if (turn.chosenIntent && previous.replyKind === 'DISAMBIGUATION')
    return {
      signal: 'DISAMBIGUATION_CHOICE',
      verdict: turn.chosenIntent === previous.intent ? 'HELPFUL' : 'CORRECTION',
      correctedIntent: turn.chosenIntent,
    };
  // Who has been told how to reach a person, and asks once more, does not say that another reply failed.
  if (turn.isHandoff && !previous.isHandoff) return unhelpful('HUMAN_REQUESTED');
  if (turn.chosenIntent || !isRephrase(previous.utterance, turn.utterance)) return null;
  if (previous.replyKind === 'FALLBACK') return unhelpful('REPHRASE_AFTER_FALLBACK');
  const isSoon = turn.at.getTime() - previous.at.getTime() <= REPHRASE_WITHIN_MS;
  return isAnswer(previous.replyKind) && isSoon ? unhelpful('REPHRASE_AFTER_ANSWER') : null;
}

/** Whether a step may say something of the reply before it, told without knowing more of that than its own message says. */
export function mayTell({ previous, chosenIntent, isHandoff, utterance }: TurnObserved): boolean {
  return previous !== null && (chosenIntent !== null || isHandoff || isRephrase(previous.utterance, utterance));
}

/** Whether a reply of this kind gives an answer: a curated one, or a passage from outside knowledge. */
export function isAnswer(replyKind: string): boolean {
  return replyKind === 'ANSWER' || replyKind === 'KNOWLEDGE';
}

/** The same wish in other words, but not the same text again. */
export function isRephrase(before: string, after: string): boolean {
  if (before.trim() === after.trim()) return false;
  return nearEqualKey(before) === nearEqualKey(after) || trigramSimilarity(before, after) >= REPHRASE_SIMILARITY;
}

function unhelpful(signal: Signal): ImplicitFeedback {
  return { signal, verdict: 'UNHELPFUL', correctedIntent: null };
}
