import { choiceOf, type Interpretation } from '../../nlu/index.ts';
import { type Catalogue, labelOf, textIn } from './catalogue.ts';

/** What to do about an utterance, as far as curated answers go. */
export type Decision =
  | { kind: 'ANSWER'; answer: string }
  | { kind: 'DISAMBIGUATION'; options: { intent: string; label: string }[] }
  | { kind: 'NONE' };

interface DecisionContext {
  /** In which to speak, the most wanted first; what there is in none of them is said in another. */
  languages: readonly string[];
  chosenIntent?: string | null | undefined;
}

/**
 * Answers where the model is sure, asks where two intents are too close, and leaves the rest to outside knowledge.
 * An intent that the user chose is answered whatever the model thinks; the thresholds are the model's own.
 */
export function decide(
  interpretation: Pick<Interpretation, 'intent' | 'isOutOfScope' | 'isCloseCall' | 'ranking'> | null,
  catalogue: Catalogue,
  { languages, chosenIntent }: DecisionContext,
): Decision {
  if (chosenIntent != null) return answerOf(chosenIntent, catalogue, languages);
  const choice = interpretation ? choiceOf(interpretation, catalogue) : ({ kind: 'NONE' } as const);
  if (choice.kind === 'ANSWER') return answerOf(choice.intent, catalogue, languages);
  return choice.kind === 'NONE'
    ? choice
    : { kind: 'DISAMBIGUATION', options: optionsOf(choice.intents, catalogue, languages) };
}

function answerOf(name: string, catalogue: Catalogue, languages: readonly string[]): Decision {
  const intent = catalogue.get(name);
  const answer = intent && textIn(intent.answers, languages);
  return answer === undefined ? { kind: 'NONE' } : { kind: 'ANSWER', answer };
}

function optionsOf(intents: readonly string[], catalogue: Catalogue, languages: readonly string[]) {
  return intents.flatMap((intent) => {
    const known = catalogue.get(intent);
    return known ? [{ intent, label: labelOf(known, languages) }] : [];
  });
}
