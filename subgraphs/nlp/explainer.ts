import { explain, type Explanation } from '../../nlu/index.ts';
import type { RoomCall, Rooms } from '../kit/index.ts';
import type { Handles } from './handles.ts';
import type { Interpreter } from './interpreter.ts';
import { TURN_UTTERANCE } from './neighbours.ts';

interface ExplainerParts {
  handles: Handles;
  rooms: Rooms;
  interpretationsOf: Interpreter['interpretationsOf'];
}

/** Works out after the fact why a turn was interpreted as it was: the same version says the same of the same words. */
export class Explainer {
  readonly #parts: ExplainerParts;

  constructor(parts: ExplainerParts) {
    this.#parts = parts;
  }

  /**
   * Null where the turn has no interpretation, or its version is not in service here any more.
   * @throws Unavailable where conversation, which keeps the words, does not answer.
   */
  async explanationOf(turnId: string, call: RoomCall): Promise<(Explanation & { modelVersionId: string }) | null> {
    const { handles, rooms, interpretationsOf } = this.#parts;
    const interpretation = (await interpretationsOf([turnId])).get(turnId);
    if (!interpretation) return null;
    const version = handles.loaded(interpretation.assistantId, interpretation.modelVersionId);
    if (!version) return null;
    const { turnFacts } = await rooms.ask(TURN_UTTERANCE, { turnId }, call);
    if (!turnFacts) return null;
    const { utterance } = turnFacts;
    const vector = version.encode ? await version.encode(utterance) : undefined;
    return { ...explain(version.model, utterance, { vector }), modelVersionId: version.modelVersionId };
  }
}
