import { OPTIONS_OFFERED } from './thresholds.ts';
import type { Interpretation } from './types.ts';

/** What is said to an utterance, as far as curated answers go. */
export type Choice =
  | { readonly kind: 'ANSWER'; readonly intent: string }
  | { readonly kind: 'DISAMBIGUATION'; readonly intents: readonly string[] }
  | { readonly kind: 'NONE' };

/**
 * The intent where the model is sure, those to ask about where two are too close, else nothing. Only `known` intents are asked about; a close
 * call between one of them and others that are gone is answered.
 */
export function choiceOf(
  {
    intent,
    isOutOfScope,
    isCloseCall,
    ranking,
  }: Pick<Interpretation, 'intent' | 'isOutOfScope' | 'isCloseCall' | 'ranking'>,
  known: { has(intent: string): boolean },
): Choice {
  if (intent === null || isOutOfScope) return { kind: 'NONE' };
  if (isCloseCall) {
    const intents = ranking.slice(0, OPTIONS_OFFERED).flatMap((one) => (known.has(one.intent) ? [one.intent] : []));
    if (intents.length > 1) return { kind: 'DISAMBIGUATION', intents };
  }
  return { kind: 'ANSWER', intent };
}
