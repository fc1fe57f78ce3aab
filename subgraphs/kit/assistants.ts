import { LRUCache } from 'lru-cache';
import { NotFound } from './errors.ts';
import { type RoomCall, roomDocument, type Rooms } from './rooms.ts';

// What several rooms ask of one, written once: rooms may not import each other.
const ASSISTANT = roomDocument<{ assistant: { id: string } | null }, { id: string }>(
  'conversation',
  'query AssistantExists($id: ID!) { assistant(id: $id) { id } }',
);

/** Those of the names that are intents of the assistant, as nlp says. */
export const KNOWN_INTENTS = roomDocument<
  { knownIntents: string[] },
  { assistantId: string; names: readonly string[] }
>(
  'nlp',
  'query KnownIntents($assistantId: ID!, $names: [String!]!) { knownIntents(assistantId: $assistantId, names: $names) }',
);

const ASSISTANTS_KEPT = 10_000;

/** Which assistants there are, as conversation says; one that is there stays. */
export class Assistants {
  readonly #known = new LRUCache<string, true>({ max: ASSISTANTS_KEPT });
  readonly #rooms: Rooms;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** @throws Unavailable where conversation does not answer. */
  async exists(assistantId: string, call: RoomCall): Promise<boolean> {
    if (this.#known.has(assistantId)) return true;
    const { assistant } = await this.#rooms.ask(ASSISTANT, { id: assistantId }, call);
    if (assistant) this.#known.set(assistantId, true);
    return assistant !== null;
  }

  /** @throws NotFound for an assistant that does not exist; Unavailable where conversation does not answer. */
  async require(assistantId: string, call: RoomCall): Promise<void> {
    if (!(await this.exists(assistantId, call))) throw new NotFound('assistant', ['input', 'assistantId']);
  }
}
