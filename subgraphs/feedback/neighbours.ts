import { DomainError, KNOWN_INTENTS, NotFound, type RoomCall, roomDocument, type Rooms } from '../kit/index.ts';
import { UnknownIntent } from './errors.ts';
import { readTurnFacts, type TurnFacts } from './messages.ts';

const TURN_FACTS = roomDocument<{ turnFacts: object | null }, { turnId: string }>(
  'conversation',
  `query TurnFacts($turnId: ID!) {
    turnFacts(turnId: $turnId) {
      turnId conversationId assistantId endUserId origin utterance language index at
      replyKind intent chosenIntent confidence modelVersionId
    }
  }`,
);

/** @throws NotFound where there is no such turn. */
export async function askTurnFacts(rooms: Rooms, turnId: string, call: RoomCall): Promise<TurnFacts> {
  const { turnFacts } = await rooms.ask(TURN_FACTS, { turnId }, call);
  if (!turnFacts) throw new NotFound('turn', ['input', 'turnId']);
  return readTurnFacts(turnFacts);
}

/** @throws UnknownIntent where the assistant knows none of that name; `argument` is where the caller named it. */
export async function requireKnownIntent(
  rooms: Rooms,
  { assistantId, intent, argument }: { assistantId: string; intent: string; argument: string },
  call: RoomCall,
): Promise<void> {
  const { knownIntents } = await rooms.ask(KNOWN_INTENTS, { assistantId, names: [intent] }, call);
  if (!knownIntents.includes(intent)) throw new UnknownIntent(intent, argument);
}

const CREATE_INTENT = roomDocument<
  { createIntent: { errors: { code: string; message: string; path: string[] | null }[] } },
  { input: { assistantId: string; name: string } }
>(
  'nlp',
  'mutation CreateIntent($input: CreateIntentInput!) { createIntent(input: $input) { errors { code message path } } }',
);

/** Sees to it that the assistant has an intent of that name, and gives the name. Safe to repeat. @throws DomainError with nlp's code where it takes no such name; Unavailable */
export async function createIntent(
  rooms: Rooms,
  input: { assistantId: string; name: string },
  call: RoomCall,
): Promise<string> {
  const { createIntent: created } = await rooms.ask(CREATE_INTENT, { input }, call);
  const refusal = created.errors.find(({ code }) => code !== 'INTENT_EXISTS');
  if (refusal) throw new DomainError(refusal.code, refusal.message, refusal.path ?? undefined);
  return input.name;
}

const SEED_INTENTS = roomDocument<
  { seedIntents: { utterance: string; intent: string | null }[] },
  { assistantId: string; utterances: readonly string[] }
>(
  'nlp',
  `query SeedIntents($assistantId: ID!, $utterances: [String!]!) {
    seedIntents(assistantId: $assistantId, utterances: $utterances) { utterance intent }
  }`,
);
const UTTERANCES_ASKED_AT_ONCE = 500;

/** The intents of the examples that are near these utterances, by utterance, null for out-of-scope; those that are near none are left out. @throws Unavailable */
export async function askSeedIntents(
  rooms: Rooms,
  { assistantId, utterances }: { assistantId: string; utterances: readonly string[] },
  call: RoomCall,
): Promise<Map<string, string | null>> {
  const intents = new Map<string, string | null>();
  for (let from = 0; from < utterances.length; from += UTTERANCES_ASKED_AT_ONCE) {
    const asked = { assistantId, utterances: utterances.slice(from, from + UTTERANCES_ASKED_AT_ONCE) };
    const { seedIntents } = await rooms.ask(SEED_INTENTS, asked, call);
    for (const { utterance, intent } of seedIntents) intents.set(utterance, intent);
  }
  return intents;
}
