import { sql } from 'kysely';
import type { Database, Transaction } from '../../../platform/db/index.ts';
import type { PageRequest } from '../../kit/index.ts';
import type { PreviousTurn } from './conversation-store.ts';
import { type ConversationRow, tablesOf, type TurnRow } from './tables.ts';

/** Every process hears of a new turn on this channel; the payload is the conversation's id. */
export const TURN_CHANNEL = 'conversation_turn';

export type TurnPage = PageRequest<readonly [index: number]>;

/**
 * Takes the conversation's next index for the turn, inserts it and announces it, in one round trip. The conversation is held until the
 * transaction ends, so a second writer waits; the announcement takes effect with the commit.
 */
export async function insertNextTurn(tx: Transaction, turn: Omit<TurnRow, 'index'>): Promise<number> {
  const { replyOptions, replyCitations, ...columns } = turn;
  const { index } = await tablesOf(tx)
    .with('next', (db) =>
      db
        .updateTable('conversation')
        .set((eb) => ({ turnCount: eb('turnCount', '+', 1) }))
        .where('id', '=', turn.conversationId)
        .returning((eb) => eb('turnCount', '-', 1).as('index')),
    )
    .insertInto('turn')
    .values((eb) => ({
      ...columns,
      index: eb.selectFrom('next').select('next.index').$asScalar().$notNull(),
      replyOptions: JSON.stringify(replyOptions),
      replyCitations: JSON.stringify(replyCitations),
    }))
    .returning((eb) => [
      eb.ref('index').as('index'),
      sql`pg_notify(${TURN_CHANNEL}, ${eb.ref('conversationId')})`.as('announced'),
    ])
    .executeTakeFirstOrThrow();
  return index;
}

export function findTurns(db: Database | Transaction, ids: readonly string[]): Promise<TurnRow[]> {
  return tablesOf(db).selectFrom('turn').selectAll().where('id', 'in', ids).execute();
}

export async function findTurnAt(tx: Transaction, conversationId: string, index: number): Promise<PreviousTurn | null> {
  const row = await tablesOf(tx)
    .selectFrom('turn')
    .select(['id', 'utterance', 'replyKind', 'replyOptions'])
    .where('conversationId', '=', conversationId)
    .where('index', '=', index)
    .executeTakeFirst();
  return row ?? null;
}

/** A turn with what its conversation knows of it. */
export async function findTurnWithConversation(
  db: Database,
  id: string,
): Promise<(TurnRow & Pick<ConversationRow, 'assistantId' | 'endUserId'>) | undefined> {
  return tablesOf(db)
    .selectFrom('turn')
    .innerJoin('conversation', 'conversation.id', 'turn.conversationId')
    .selectAll('turn')
    .select(['conversation.assistantId', 'conversation.endUserId'])
    .where('turn.id', '=', id)
    .executeTakeFirst();
}

/** The same page of many conversations at once, each in the page's direction with one row more than it holds. */
export function pageOfTurns(
  db: Database,
  conversationIds: readonly string[],
  { limit, direction, from }: TurnPage,
): Promise<TurnRow[]> {
  const isForward = direction === 'forward';
  const order = isForward ? 'asc' : 'desc';
  return tablesOf(db)
    .selectFrom('conversation')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('turn')
          .selectAll()
          .whereRef('turn.conversationId', '=', 'conversation.id')
          .$if(from !== undefined, (query) => query.where('turn.index', isForward ? '>' : '<', from![0]))
          .orderBy('turn.index', order)
          .limit(limit + 1)
          .as('page'),
      (join) => join.onTrue(),
    )
    .selectAll('page')
    .where('conversation.id', 'in', conversationIds)
    .orderBy('page.index', order)
    .execute();
}
