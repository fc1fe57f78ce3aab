import { choiceOf, type LanguageHints, type Model } from '../nlu/index.ts';
import type { ReplayChange, ReplayedTurn, ReplayEffect, Served } from '../subgraphs/models/index.ts';

/** A turn, with its vector where the model takes one. */
type Spoken = ReplayedTurn & { readonly vector?: Float32Array };

/** Turns as they were answered, and what the assistant can say. */
export interface Replayable {
  turns: readonly Spoken[];
  intents: readonly { name: string; hasAnswer: boolean }[];
}

/** The order in which a person wants to see them: what is lost first, what is won last. */
const BY_HARM: readonly ReplayEffect[] = ['BREAKS', 'STILL_WRONG', 'UNJUDGED', 'MAY_FIX', 'FIXES'];

/**
 * What a model would serve otherwise than was served: every turn whose reply would change, the most harmful first and the newest first among
 * equals. Decides as nlp does, by the intents that have an answer now. Only what curated answers say can be replayed: whether
 * outside knowledge would be found for a refused utterance is another matter.
 */
export function replay(model: Model, { turns, intents }: Replayable, hints: LanguageHints): ReplayChange[] {
  const known = new Map(intents.map(({ name, hasAnswer }) => [name, hasAnswer]));
  const changes = turns.flatMap((turn): ReplayChange[] => {
    const next = servedBy(model, turn, { known, hints });
    if (isSame(turn.served, next)) return [];
    return [{ turnId: turn.turnId, at: turn.at, served: turn.served, next, ...judgedBy(turn, next) }];
  });
  return changes.sort((a, b) => BY_HARM.indexOf(a.effect) - BY_HARM.indexOf(b.effect) || newestFirst(a, b));
}

function servedBy(
  model: Model,
  { utterance, language, vector }: Spoken,
  { known, hints }: { known: ReadonlyMap<string, boolean>; hints: LanguageHints },
): Served {
  const interpretation = model.interpret(utterance, { ...hints, language: language ?? undefined, vector });
  const { confidence } = interpretation;
  const choice = choiceOf(interpretation, known);
  if (choice.kind === 'DISAMBIGUATION') return { kind: choice.kind, intents: [...choice.intents], confidence };
  return choice.kind === 'ANSWER' && known.get(choice.intent)
    ? { kind: 'ANSWER', intents: [choice.intent], confidence }
    : { kind: 'NONE', intents: [], confidence };
}

/** The same reply: the same answer, a question with the same options in whatever order, or no curated answer either way. */
function isSame(served: Served, next: Served): boolean {
  if (served.kind !== next.kind) return false;
  // The options of the oldest turns are not known.
  return served.intents.length === 0 || served.intents.toSorted().join('\n') === next.intents.toSorted().join('\n');
}

/** What the feedback on the reply that was served says of the change. */
function judgedBy({ verdict, correctedIntent }: ReplayedTurn, next: Served) {
  return { verdict, correctedIntent, effect: effectOf(verdict, correctedIntent, next) };
}

function effectOf(verdict: ReplayedTurn['verdict'], correctedIntent: string | null, next: Served): ReplayEffect {
  if (verdict === null) return 'UNJUDGED';
  if (verdict === 'HELPFUL') return 'BREAKS';
  if (correctedIntent === null) return 'MAY_FIX';
  return next.kind === 'ANSWER' && next.intents[0] === correctedIntent ? 'FIXES' : 'STILL_WRONG';
}

function newestFirst(a: ReplayChange, b: ReplayChange): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.turnId < b.turnId ? -1 : 1;
}
