import { nearEqualKey } from '../../nlu/index.ts';
import type { TurnFacts, TurnObserved } from './messages.ts';
import { trigramSimilarity } from './similarity.ts';
import type { Signal, Verdict } from './vocabulary.ts';

/** From here on two utterances ask the same in other words; pg_trgm's default threshold. */
const REPHRASE_SIMILARITY = 0.3;

/** What a user's next step says about the reply before it. */
export interface ImplicitFeedback {
  signal: Signal;
  verdict: Verdict;
  correctedIntent: string | null;
}

/**
 * Reads the step from `previous` to `turn`: a choice among the options of a question back says what was meant, and asking the same in other words
 * after a fallback says that it did not help. Null where the step says nothing; the very same text again says nothing either,
 * since it may be a second press of a button.
 */
export function implicitFeedback(turn: TurnObserved, previous: TurnFacts): ImplicitFeedback | null {
  // A way out that a fallback offers, e.g. to a person, says nothing of what the utterance before meant: only a question back asks that.
  if (turn.chosenIntent && previous.replyKind === 'DISAMBIGUATION')
    return {
      signal: 'DISAMBIGUATION_CHOICE',
      verdict: turn.chosenIntent === previous.intent ? 'HELPFUL' : 'CORRECTION',
      correctedIntent: turn.chosenIntent,
    };
  if (previous.replyKind === 'FALLBACK' && !turn.chosenIntent && isRephrase(previous.utterance, turn.utterance))
    return { signal: 'REPHRASE_AFTER_FALLBACK', verdict: 'UNHELPFUL', correctedIntent: null };
  return null;
}

/** The same wish in other words, but not the same text again. */
export function isRephrase(before: string, after: string): boolean {
  if (before.trim() === after.trim()) return false;
  return nearEqualKey(before) === nearEqualKey(after) || trigramSimilarity(before, after) >= REPHRASE_SIMILARITY;
}
