import { type RoomCall, type RoomDocument, type Rooms, Unavailable } from '../../../subgraphs/kit/index.ts';

interface Understanding {
  interpretation: {
    intent: string | null;
    confidence: number;
    isOutOfScope: boolean;
    isCloseCall: boolean;
    ranking: { intent: string; confidence: number }[];
    modelVersionId: string;
    deploymentId: string;
  } | null;
  decision: 'ANSWER' | 'DISAMBIGUATION' | 'NONE';
  answer: string | null;
  options: { intent: string; label: string }[];
  language: string;
  /** As the room's `handoffIntents` where left out. */
  handoffIntents?: string[];
}
interface Passage {
  title: string | null;
  url: string;
  passage: string;
  fetchedAt: string;
  pageSnapshotId: string;
  isRelevant: boolean;
}

/** What a version says: the best intent, refused or not. */
function said(confidence: number, { isOutOfScope = false, isCloseCall = false } = {}): Understanding['interpretation'] {
  const ranking = ['library_hours', 'loan_renewal', 'gym', 'wifi'].map((intent, i) => ({
    intent,
    confidence: i === 0 ? confidence : (1 - confidence) / (i + 2),
  }));
  const served = { modelVersionId: 'ver_1', deploymentId: 'deployment_1' };
  return { intent: 'library_hours', confidence, isOutOfScope, isCloseCall, ranking, ...served };
}

export const LIBRARY_ANSWER: Understanding = {
  interpretation: said(0.93),
  decision: 'ANSWER',
  answer: 'The library opens at 8.',
  options: [],
  language: 'en',
};
export const UNSURE: Understanding = {
  interpretation: said(0.3, { isOutOfScope: true }),
  decision: 'NONE',
  answer: null,
  options: [],
  language: 'en',
};
export const CLOSE_CALL: Understanding = {
  interpretation: said(0.44, { isCloseCall: true }),
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
  /** Lets `others` search, too. */
  isScrapingReal = false;
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
          interpret: { handoffIntents: this.handoffIntents, ...interpret },
        }));
      case 'searchPassages':
        return this.isScrapingReal ? others() : { searchPassages: this.passages };
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
