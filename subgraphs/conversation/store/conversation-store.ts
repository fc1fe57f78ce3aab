import type { Database, Transaction } from '../../../platform/db/index.ts';
import type { ReplyKind, ReplyOption } from '../vocabulary.ts';
import { type ConversationRow, tablesOf } from './tables.ts';
import type { TimePage } from './time-page.ts';

export async function insertConversation(tx: Transaction, row: Omit<ConversationRow, 'turnCount'>): Promise<void> {
  await tablesOf(tx).insertInto('conversation').values(row).execute();
}

export function findConversations(db: Database | Transaction, ids: readonly string[]): Promise<ConversationRow[]> {
  return tablesOf(db).selectFrom('conversation').selectAll().where('id', 'in', ids).execute();
}

/** Newest first; one row more than the page holds. */
export function pageOfConversations(
  db: Database,
  assistantId: string,
  { limit, from }: TimePage,
): Promise<ConversationRow[]> {
  return tablesOf(db)
    .selectFrom('conversation')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('startedAt', 'id'), '<', eb.tuple(new Date(from![0]), from![1]))),
    )
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

/** The turn before, as far as the next one needs it. */
interface PreviousTurn {
  id: string;
  utterance: string;
  language: string;
  replyKind: ReplyKind;
  at: Date;
  replyOptions: ReplyOption[];
}

/** Where a conversation stands. */
export interface Standing {
  conversation: ConversationRow;
  /** IANA, of its assistant. */
  timeZone: string;
  lastTurn: PreviousTurn | null;
}

/** Holds the conversation until the transaction ends: whoever takes turns in it waits. */
export async function holdConversation(tx: Transaction, id: string): Promise<void> {
  await tablesOf(tx).selectFrom('conversation').select('id').where('id', '=', id).forUpdate().execute();
}

/** A conversation with its assistant's time zone and its last turn, in one round trip. */
export async function findStanding(db: Database | Transaction, id: string): Promise<Standing | undefined> {
  const row = await tablesOf(db)
    .selectFrom('conversation')
    .innerJoin('assistant', 'assistant.id', 'conversation.assistantId')
    .leftJoin('turn as last', (join) =>
      join
        .onRef('last.conversationId', '=', 'conversation.id')
        .on((eb) => eb('last.index', '=', eb('conversation.turnCount', '-', 1))),
    )
    .selectAll('conversation')
    .select([
      'assistant.timeZone',
      'last.id as lastId',
      'last.utterance as lastUtterance',
      'last.language as lastLanguage',
      'last.replyKind as lastReplyKind',
      'last.replyOptions as lastReplyOptions',
      'last.at as lastAt',
    ])
    .where('conversation.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { lastId, lastUtterance, lastLanguage, lastReplyKind, lastReplyOptions, lastAt, timeZone, ...conversation } =
    row;
  const lastTurn =
    lastId !== null &&
    lastUtterance !== null &&
    lastLanguage !== null &&
    lastReplyKind !== null &&
    lastReplyOptions !== null &&
    lastAt !== null
      ? {
          id: lastId,
          utterance: lastUtterance,
          language: lastLanguage,
          replyKind: lastReplyKind,
          replyOptions: lastReplyOptions,
          at: lastAt,
        }
      : null;
  return { conversation, timeZone, lastTurn };
}
