import { type RoomCall, type RoomDocument, type Rooms, Unavailable } from '../../../subgraphs/kit/index.ts';

interface Understanding {
  interpretation: { intent: string | null; confidence: number; modelVersionId: string } | null;
  decision: 'ANSWER' | 'DISAMBIGUATION' | 'NONE';
  answer: string | null;
  options: { intent: string; label: string }[];
  language: string;
}
interface Passage {
  title: string | null;
  url: string;
  passage: string;
  fetchedAt: string;
  pageSnapshotId: string;
  isRelevant: boolean;
}

export const LIBRARY_ANSWER: Understanding = {
  interpretation: { intent: 'library_hours', confidence: 0.93, modelVersionId: 'ver_1' },
  decision: 'ANSWER',
  answer: 'The library opens at 8.',
  options: [],
  language: 'en',
};
export const UNSURE: Understanding = {
  interpretation: { intent: null, confidence: 0.2, modelVersionId: 'ver_1' },
  decision: 'NONE',
  answer: null,
  options: [],
  language: 'en',
};
export const CLOSE_CALL: Understanding = {
  interpretation: { intent: 'library_hours', confidence: 0.44, modelVersionId: 'ver_1' },
  decision: 'DISAMBIGUATION',
  answer: null,
  options: [
    { intent: 'library_hours', label: 'Library opening hours' },
    { intent: 'loan_renewal', label: 'Renew a loan' },
  ],
  language: 'en',
};
export const GYM_PASSAGE: Passage = {
  title: 'The gym',
  url: 'https://campus.example/gym',
  passage: 'The gym is open from 6 to 22.',
  fetchedAt: '2026-11-20T10:00:00.000Z',
  pageSnapshotId: 'snap_1',
  isRelevant: true,
};

type Variables = Record<string, unknown>;

/** nlp, scraping and tagging as a story tells them. A room in `down` does not answer. */
export class PlayedRooms implements Rooms {
  readonly down = new Set<string>();
  readonly asked: {
    operation: string;
    document: { room: string; query: string };
    variables: Variables;
    call: RoomCall;
  }[] = [];
  understanding: (variables: Variables) => Understanding | Promise<Understanding> = () => LIBRARY_ANSWER;
  passages: Passage[] = [];
  handoffIntents: string[] = [];
  readonly #others: Rooms | undefined;

  /** `others` answers for the rooms that are really there. */
  constructor(others?: Rooms) {
    this.#others = others;
  }

  async ask<TResult, TVariables extends object>(
    document: RoomDocument<TResult, TVariables>,
    variables: TVariables,
    call: RoomCall,
  ): Promise<TResult> {
    const operation = /\{\s*(\w+)\(/.exec(document.query)?.[1] ?? '';
    this.asked.push({ operation, document, variables: variables as Variables, call });
    if (this.down.has(document.room)) throw new Unavailable(`The ${document.room} subgraph does not answer.`);
    return (await this.#answer(operation, variables as Variables, () =>
      this.#others?.ask(document, variables, call),
    )) as TResult;
  }

  #answer(operation: string, variables: Variables, others: () => unknown): unknown {
    switch (operation) {
      case 'interpret':
        return Promise.resolve(this.understanding(variables['input'] as Variables)).then((interpret) => ({
          interpret,
        }));
      case 'searchPassages':
        return { searchPassages: this.passages };
      case 'knownIntents':
        return { knownIntents: (variables['names'] as string[]).filter((name) => this.handoffIntents.includes(name)) };
      case 'tagTurn':
        return others() ?? { tagTurn: [{ id: 'tag_library', name: 'Library' }] };
      default:
        throw new Error(`nobody plays ${operation}`);
    }
  }

  /** How often an operation was asked. */
  count(operation: string): number {
    return this.asked.filter((ask) => ask.operation === operation).length;
  }
}
