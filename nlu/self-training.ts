import { NOBODYS_MARGIN } from './calibrate.ts';
import type { Scorer } from './scorer.ts';
import { joinRows, type ReadExample, rowsOf, type TrainingRows } from './training-rows.ts';

// K intents, M models: those of the rehearsals, and last the model itself.

/** What a guess teaches beside an example of weight 1 … */
const WEIGHT = 0.3;
/** … where its margin stands so far above every other class's, and above that of belonging nowhere. */
const SURE_FROM = 0.3;

interface Guessing {
  /** (M) Teachers, each of the labelled rows that its model is taught. */
  readonly scorers: readonly Scorer[];
  readonly unlabelled: readonly ReadExample[];
  /** (K) */
  readonly intents: readonly string[];
}

/**
 * Self-training (Scudder 1965; Yarowsky 1995) in one step: what each model is taught (M), and after it the unlabelled utterances of whose
 * intent its teacher is sure, so that words are learned that no label has shown beside those that one has. Each rehearsal has a teacher of
 * its own, which has not seen what the rehearsal keeps back. No guess outlives its training: what was retracted does not live on in what it
 * once made others guess. Figures and alternatives: docs/adr/0014.
 */
export function withGuesses(
  taught: readonly TrainingRows[],
  { scorers, unlabelled, intents }: Guessing,
): TrainingRows[] {
  const guesses = scorers.map((scorer) => unlabelled.map((one) => guessOf(one, scorer, intents)));
  const best = guesses[guesses.length - 1];
  return taught.map((rows, m) => {
    // To a rehearsal that leaves intents out, nobody asks for them: users ask an assistant for what it can do.
    const known = new Set<string | null | undefined>(Array.from(rows.labels, (label) => intents[label]));
    const sure = guesses[m].filter((guess, u) => guess && known.has((best[u] ?? guess).example.intent));
    return joinRows(
      rows,
      rowsOf(
        sure.filter((guess) => guess !== null),
        intents,
        rows.encoded !== undefined,
      ),
    );
  });
}

/** The utterance as an example of what its teacher takes it for; null where it is not sure, or sure that it is out-of-scope. */
function guessOf(
  { example, tokens: typed }: ReadExample,
  scorer: Scorer,
  intents: readonly string[],
): ReadExample | null {
  const tokens = scorer.spelling.mend(typed);
  const vector = scorer.space.vectorOf(tokens, scorer.space.dimensions > 0 ? example.vector : undefined);
  if (vector.indices.length === 0) return null;
  const intent = intents[surelyBestOf(scorer.scores(vector, tokens))];
  return intent === undefined ? null : { example: { ...example, intent, weight: WEIGHT }, tokens };
}

/** The class that stands clear of all others; −1 where none does. */
function surelyBestOf(margins: Float64Array): number {
  let best = -1;
  let first = NOBODYS_MARGIN;
  let second = NOBODYS_MARGIN;
  for (let k = 0; k < margins.length; k++) {
    if (margins[k] > first) {
      second = first;
      first = margins[k];
      best = k;
    } else if (margins[k] > second) second = margins[k];
  }
  return first - second >= SURE_FROM ? best : -1;
}
