import { generateKeyPairSync } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { sql } from 'kysely';
import {
  ANONYMOUS,
  createTokenIssuer,
  createTokenVerifier,
  type Identity,
  type TokenVerifier,
} from '../../../platform/auth/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import {
  type Conversation,
  type ConversationDeps,
  conversationMigrations,
  createConversation,
} from '../../../subgraphs/conversation/index.ts';
import { inProcessSource, type Rooms, type SubgraphSource } from '../../../subgraphs/kit/index.ts';
import { createTestClock, type TestClock } from '../../kit/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';
import { PlayedRooms } from './played-rooms.ts';

export const ADMIN: Identity = { id: 'admin', roles: ['admin'] };
export const APP: Identity = { id: 'app:web', roles: ['app'] };
export { ANONYMOUS };

/** The end user that a conversation's token makes of its bearer. */
export function userOf(conversationId: string): Identity {
  return { id: `user:${conversationId}`, roles: ['user'], boundTo: conversationId };
}

export interface Answer<T> {
  data: T;
  /** Codes of top-level errors. */
  codes: string[];
  /** The fields that failed. */
  paths: string[];
}

export interface SentTurn {
  id: string;
  index: number;
  at: string;
  utterance: string;
  chosenIntent: string | null;
  latencyMs: number;
  modelVersion: { id: string } | null;
  reply: {
    kind: string;
    text: string;
    options: { intent: string; label: string }[];
    citations: { title: string | null; url: string; passage: string; fetchedAt: string; pageSnapshotId: string }[];
  };
}
export interface Sent {
  turn: SentTurn | null;
  errors: { code: string; path: string[] | null }[];
}

const TURN = `id index at utterance chosenIntent latencyMs modelVersion { id }
  reply { kind text options { intent label } citations { title url passage fetchedAt pageSnapshotId } }`;

/** The conversation room on a database of its own, with the other rooms played. */
export class ConversationRoom {
  readonly database: TestDatabase;
  readonly rooms: PlayedRooms;
  readonly clock: TestClock;
  readonly room: Conversation;
  readonly verifier: TokenVerifier;
  readonly #source: SubgraphSource;
  readonly #lifecycle = new Lifecycle();

  private constructor(parts: {
    database: TestDatabase;
    rooms: PlayedRooms;
    clock: TestClock;
    room: Conversation;
    verifier: TokenVerifier;
  }) {
    this.database = parts.database;
    this.rooms = parts.rooms;
    this.clock = parts.clock;
    this.room = parts.room;
    this.verifier = parts.verifier;
    this.#source = inProcessSource(parts.room.subgraph, createLogger({ level: 'error', name: 'test' }));
  }

  static async open(
    otherRooms?: Rooms,
    { patience }: Pick<ConversationDeps, 'patience'> = {},
  ): Promise<ConversationRoom> {
    const database = await createTestDatabase({ migrations: conversationMigrations });
    const rooms = new PlayedRooms(otherRooms);
    const clock = createTestClock();
    const keys = generateKeyPairSync('ed25519');
    let ticksMs = 0;
    const room = createConversation({
      db: database.db,
      notifications: database.notifications,
      rooms,
      clock,
      log: createLogger({ level: 'silent', name: 'test' }),
      tokens: createTokenIssuer(keys),
      monotonicMs: () => (ticksMs += 7),
      ...(patience && { patience }),
    });
    const verifier = createTokenVerifier({ signingKey: keys, adminToken: 'the-admin-token-of-this-test' });
    const opened = new ConversationRoom({ database, rooms, clock, room, verifier });
    await room.start(opened.#lifecycle);
    await room.service.ensureAssistant({ id: 'asst_public', name: 'Help', languages: ['pt-BR', 'en'], isPublic: true });
    await room.service.ensureAssistant({ id: 'asst_private', name: 'Staff only', languages: ['en'] });
    return opened;
  }

  /** A second process's room on the same database. */
  async openTwin(): Promise<ConversationRoom> {
    const { database, rooms, clock, verifier } = this;
    const room = createConversation({
      db: database.db,
      notifications: database.notifications,
      rooms,
      clock,
      log: createLogger({ level: 'silent', name: 'test' }),
      tokens: createTokenIssuer(generateKeyPairSync('ed25519')),
    });
    return new ConversationRoom({ database, rooms, clock, room, verifier });
  }

  async ask<T>(
    query: string,
    variables: Record<string, unknown> = {},
    identity: Identity = ADMIN,
    signal?: AbortSignal,
  ): Promise<Answer<T>> {
    return answerOf(await this.#source.execute({ query, variables, identity, requestId: 'req-1', signal }));
  }

  async subscribe<T>(
    query: string,
    variables: Record<string, unknown>,
    identity: Identity = ADMIN,
  ): Promise<AsyncIterator<Answer<T>>> {
    const events = await this.#source.subscribe({ query, variables, identity, requestId: 'req-1' });
    return {
      async next() {
        const step = await events.next();
        if (step.done) return { done: true, value: undefined };
        return { done: false, value: answerOf<T>(step.value) };
      },
      async return() {
        await events.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  async start(input: Record<string, unknown> = {}, identity: Identity = APP): Promise<string> {
    const { data } = await this.ask<{ startConversation: { conversation: { id: string } } }>(
      'mutation($input: StartConversationInput!) { startConversation(input: $input) { conversation { id } errors { code } } }',
      { input: { assistantId: 'asst_public', language: 'en', ...input } },
      identity,
    );
    return data.startConversation.conversation.id;
  }

  async send(
    conversationId: string,
    text: string,
    more: Record<string, unknown> = {},
    identity = userOf(conversationId),
  ): Promise<Sent> {
    const { data, codes } = await this.ask<{ sendMessage: Sent } | null>(
      `mutation($input: SendMessageInput!) { sendMessage(input: $input) { turn { ${TURN} } errors { code path } } }`,
      { input: { conversationId, text, ...more } },
      identity,
    );
    if (!data) throw new Error(codes.join());
    return data.sendMessage;
  }

  /** A turn that must be taken. */
  async say(conversationId: string, text: string, more: Record<string, unknown> = {}): Promise<SentTurn> {
    const { turn, errors } = await this.send(conversationId, text, more);
    if (!turn) throw new Error(JSON.stringify(errors));
    return turn;
  }

  /** What waits to leave, oldest first. */
  async outbox(): Promise<{ groupId: string; deduplicationId: string; body: Record<string, unknown> }[]> {
    const { rows } = await sql<{ groupId: string; deduplicationId: string; body: Record<string, unknown> }>`
      select group_id, deduplication_id, body from conversation.outbox order by sequence`.execute(this.database.db);
    return rows;
  }

  async count(table: 'turn' | 'conversation' | 'assistant' | 'outbox'): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(`conversation.${table}`)}`.execute(
      this.database.db,
    );
    return Number(rows[0]?.count);
  }

  async close(): Promise<void> {
    await this.#lifecycle.stop('test over');
    await this.database.close();
  }
}

function answerOf<T>({ data, errors = [] }: ExecutionResult): Answer<T> {
  return {
    data: data as T,
    codes: errors.map((error) => String(error.extensions['code'])),
    paths: errors.map((error) => error.path?.join('.') ?? ''),
  };
}
