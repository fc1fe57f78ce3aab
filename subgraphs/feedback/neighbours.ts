import { KNOWN_INTENTS, NotFound, type RoomCall, roomDocument, type Rooms } from '../kit/index.ts';
import { UnknownIntent } from './errors.ts';
import { readTurnFacts, type TurnFacts } from './messages.ts';

const TURN_FACTS = roomDocument<{ turnFacts: object | null }, { turnId: string }>(
  'conversation',
  `query TurnFacts($turnId: ID!) {
    turnFacts(turnId: $turnId) {
      turnId conversationId assistantId endUserId utterance language index at
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
