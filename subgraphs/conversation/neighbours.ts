import type { Logger } from '../../platform/log/index.ts';
import { DomainError, type RoomCall, type RoomDocument, roomDocument, type Rooms, Unavailable } from '../kit/index.ts';
import type { ReplyKind, ReplyOption } from './vocabulary.ts';

/** What nlp makes of an utterance. */
export interface Understanding {
  /** Null where no version serves. */
  interpretation: {
    /** The best one, even where the utterance was refused. */
    intent: string | null;
    confidence: number;
    isOutOfScope: boolean;
    isCloseCall: boolean;
    /** Best first. */
    ranking: { intent: string; confidence: number }[];
    modelVersionId: string;
    deploymentId: string;
  } | null;
  decision: 'ANSWER' | 'DISAMBIGUATION' | 'NONE';
  answer: string | null;
  options: ReplyOption[];
  /** The intents of the assistant that call a person. */
  handoffIntents: string[];
  language: string;
}

export interface PassageHit {
  title: string | null;
  url: string;
  passage: string;
  fetchedAt: string;
  pageSnapshotId: string;
  isRelevant: boolean;
}

export interface Tag {
  id: string;
  name: string;
}

interface InterpretInput {
  assistantId: string;
  conversationId: string;
  turnId: string;
  utterance: string;
  language: string;
  timeZone: string;
  chosenIntent: string | null;
}
interface PassageQuery {
  assistantId: string;
  query: string;
  language: string;
  first: number;
}
interface TagTurnInput {
  assistantId: string;
  turnId: string;
  intent: string | null;
  replyKind: ReplyKind;
}

const INTERPRET = roomDocument<{ interpret: Understanding }, { input: InterpretInput }>(
  'nlp',
  `mutation Interpret($input: InterpretInput!) { interpret(input: $input) {
    interpretation { intent confidence isOutOfScope isCloseCall ranking { intent confidence } modelVersionId deploymentId } decision answer options { intent label } handoffIntents language } }`,
);
const SEARCH_PASSAGES = roomDocument<{ searchPassages: PassageHit[] }, PassageQuery>(
  'scraping',
  `query SearchPassages($assistantId: ID!, $query: String!, $language: String, $first: Int!) {
    searchPassages(assistantId: $assistantId, query: $query, language: $language, first: $first) {
      title url passage fetchedAt pageSnapshotId isRelevant } }`,
);
const TAG_TURN = roomDocument<{ tagTurn: Tag[] }, { input: TagTurnInput }>(
  'tagging',
  'mutation TagTurn($input: TagTurnInput!) { tagTurn(input: $input) { id name } }',
);

/** How long a reply waits for each of them, in milliseconds. */
export interface Patience {
  interpretMs: number;
  searchMs: number;
  tagMs: number;
}
const PATIENCE: Patience = { interpretMs: 2_000, searchMs: 1_500, tagMs: 300 };

/**
 * The rooms that a reply is made with. None is needed for a reply: whatever one cannot say in time is undefined, logged, and done without.
 * Only a caller who has gone away ends the work, with Unavailable.
 */
export class Neighbours {
  readonly #rooms: Rooms;
  readonly #log: Logger;
  readonly #patience: Patience;

  constructor({ rooms, log, patience = PATIENCE }: { rooms: Rooms; log: Logger; patience?: Patience | undefined }) {
    this.#rooms = rooms;
    this.#patience = patience;
    this.#log = log;
  }

  async interpret(input: InterpretInput, call: RoomCall): Promise<Understanding | undefined> {
    return (await this.#ask(INTERPRET, { input }, call, this.#patience.interpretMs))?.interpret;
  }

  async searchPassages(query: PassageQuery, call: RoomCall): Promise<readonly PassageHit[]> {
    return (await this.#ask(SEARCH_PASSAGES, query, call, this.#patience.searchMs))?.searchPassages ?? [];
  }

  /** The tags that the turn got; tagging keeps them, so a repeat of the same turn gets the same. */
  async tagTurn(input: TagTurnInput, call: RoomCall): Promise<readonly Tag[]> {
    return (await this.#ask(TAG_TURN, { input }, call, this.#patience.tagMs))?.tagTurn ?? [];
  }

  async #ask<TResult, TVariables extends object>(
    document: RoomDocument<TResult, TVariables>,
    variables: TVariables,
    call: RoomCall,
    patienceMs: number,
  ): Promise<TResult | undefined> {
    const { identity, requestId, signal } = call;
    try {
      return await this.#rooms.ask(document, variables, { identity, requestId, signal, patienceMs });
    } catch (error) {
      if (signal?.aborted) throw new Unavailable('The caller went away.');
      if (!(error instanceof DomainError)) throw error;
      this.#log.warn(
        { room: document.room, code: error.code, reason: error.message, requestId },
        'replied without another room',
      );
      return undefined;
    }
  }
}
