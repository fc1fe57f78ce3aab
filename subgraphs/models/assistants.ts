import { LRUCache } from 'lru-cache';
import { NotFound, type RoomCall, type RoomDocument, roomDocument, type Rooms } from '../kit/index.ts';

const ASSISTANTS_KEPT = 10_000;

const ASSISTANT: RoomDocument<{ assistant: { id: string } | null }, { id: string }> = roomDocument(
  'conversation',
  'query AssistantExists($id: ID!) { assistant(id: $id) { id } }',
);

/** Which assistants there are, as conversation says; one that is there stays. */
export class Assistants {
  readonly #known = new LRUCache<string, true>({ max: ASSISTANTS_KEPT });
  readonly #rooms: Rooms;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** @throws NotFound for an assistant that does not exist; Unavailable where conversation does not answer. */
  async require(assistantId: string, call: RoomCall): Promise<void> {
    if (this.#known.has(assistantId)) return;
    const { assistant } = await this.#rooms.ask(ASSISTANT, { id: assistantId }, call);
    if (!assistant) throw new NotFound('assistant', ['input', 'assistantId']);
    this.#known.set(assistantId, true);
  }
}
