import type { TokenIssuer } from '../../platform/auth/index.ts';
import { type Database, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import {
  checkText,
  type Connection,
  Forbidden,
  idempotent,
  type IdempotentInput,
  invariant,
  newId,
  NotFound,
  type PageArguments,
  type RoomCall,
  toConnection,
} from '../kit/index.ts';
import { admitToConversation, admitTrusted, isTrusted } from './access.ts';
import { UnsupportedLanguage } from './errors.ts';
import { matchLanguage } from './language.ts';
import { findAssistants } from './store/assistant-store.ts';
import { findConversations, insertConversation, pageOfConversations } from './store/conversation-store.ts';
import type { AssistantRow, ConversationRow } from './store/tables.ts';
import { timePage } from './store/time-page.ts';

const CHANNEL_LIMIT = 100;
const END_USER_LIMIT = 200;
const TOKEN_SECONDS = 24 * 60 * 60;
/** An anonymous caller proves with its key alone that the conversation is its own: shorter ones can be guessed. */
const ANONYMOUS_KEY_LENGTH = 16;

export interface StartConversation extends IdempotentInput {
  assistantId: string;
  language?: string | null | undefined;
  channel?: string | null | undefined;
  endUserId?: string | null | undefined;
}

/** Conversations: who talks with whom, and who may listen. */
export class ConversationService {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #tokens: TokenIssuer;

  constructor({ db, clock, tokens }: { db: Database; clock: Clock; tokens: TokenIssuer }) {
    this.#db = db;
    this.#clock = clock;
    this.#tokens = tokens;
  }

  /**
   * Starts a conversation and issues its token. A repeated key gives the same conversation with a fresh token.
   * @throws Forbidden for end users; NotFound for an unknown assistant, and alike for one that is not public where the caller is anonymous;
   * UnsupportedLanguage; DomainError TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT.
   */
  async start(
    input: StartConversation,
    { identity }: RoomCall,
  ): Promise<{ conversation: ConversationRow; conversationToken: string }> {
    if (identity.boundTo !== undefined || identity.roles.includes('user'))
      throw new Forbidden('A conversation’s token starts no other one.');
    checkText(input.channel, { path: ['input', 'channel'], limit: CHANNEL_LIMIT });
    checkText(input.endUserId, { path: ['input', 'endUserId'], limit: END_USER_LIMIT });
    const [assistant] = await findAssistants(this.#db, [input.assistantId]);
    if (!assistant || !(assistant.isPublic || isTrusted(identity)))
      throw new NotFound('assistant', ['input', 'assistantId']);

    const started = {
      id: newId('conv'),
      assistantId: assistant.id,
      channel: input.channel ?? null,
      language: languageFor(input.language, assistant),
      // What an anonymous caller says of itself must not pass for what an app vouches for.
      endUserId: input.endUserId ? (isTrusted(identity) ? input.endUserId : `anonymous:${input.endUserId}`) : null,
      // An app speaks for many people from one address.
      origin: isTrusted(identity) ? null : (identity.origin ?? null),
      startedAt: this.#clock.now(),
    };
    const key = input.idempotencyKey;
    const isKeyTrusted = key != null && (isTrusted(identity) || key.length >= ANONYMOUS_KEY_LENGTH);
    const conversation = await transaction(this.#db, async (tx) => {
      const use = { ...input, idempotencyKey: isKeyTrusted ? key : null };
      const id = await idempotent(
        tx,
        { schema: 'conversation', operation: 'startConversation', identity, input: use },
        async () => {
          await insertConversation(tx, started);
          return started.id;
        },
      );
      const [row] = id === started.id ? [{ ...started, turnCount: 0 }] : await findConversations(tx, [id]);
      invariant(row, 'a remembered conversation is there');
      return row;
    });
    return { conversation, conversationToken: await this.#tokenFor(conversation) };
  }

  /** The conversations behind ids, all at once. */
  readonly find = async (ids: readonly string[]): Promise<ReadonlyMap<string, ConversationRow>> => {
    const rows = await findConversations(this.#db, ids);
    return new Map(rows.map((row) => [row.id, row]));
  };

  /** Null for an unknown one. @throws Forbidden */
  async conversation(id: string, { identity }: RoomCall): Promise<ConversationRow | null> {
    admitToConversation(identity, id);
    const [row] = await findConversations(this.#db, [id]);
    return row ?? null;
  }

  /** Newest first; empty for an unknown assistant. @throws Forbidden, BadUserInput */
  async conversations(
    assistantId: string,
    page: PageArguments,
    { identity }: RoomCall,
  ): Promise<Connection<ConversationRow>> {
    admitTrusted(identity);
    const request = timePage(page);
    const rows = await pageOfConversations(this.#db, assistantId, request);
    return toConnection(rows, request, { key: (row) => [row.startedAt.getTime(), row.id], node: (row) => row });
  }

  #tokenFor({ id, endUserId }: ConversationRow): Promise<string> {
    return this.#tokens.issue({
      // Prefixed, so that no end user is ever called like a member of staff.
      id: `user:${endUserId ?? id}`,
      roles: ['user'],
      boundTo: id,
      ...(endUserId !== null && { endUserId }),
      expiresInSeconds: TOKEN_SECONDS,
    });
  }
}

function languageFor(wanted: string | null | undefined, { languages }: AssistantRow): string {
  const language = wanted == null ? languages[0] : matchLanguage(wanted, languages);
  if (language === undefined) throw new UnsupportedLanguage(wanted ?? '', languages);
  return language;
}
