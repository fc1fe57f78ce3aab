import { type Database, run, type Statement, statement, type Transaction } from '../../../platform/db/index.ts';
import type { PageRequest } from '../../kit/index.ts';
import { type ConversationRow, tablesOf, type TurnRow } from './tables.ts';

export type TurnPage = PageRequest<readonly [index: number]>;

/** The message of a turn as a part of the statement that takes it, for where `condition` has a row. */
export type MessageWhere = (condition: string) => Statement;

/**
 * Takes a turn where its index is the conversation's next: the turn and its message, in one statement and so in one round trip. False, and
 * nothing written, where somebody else has taken that index.
 */
export async function takeTurn(
  db: Database | Transaction,
  turn: TurnRow,
  messageWhere: MessageWhere,
): Promise<boolean> {
  // A second writer waits at the conversation's row until the first commits, and then finds the index gone. That keeps the messages in line, too.
  const taken = await run(
    db,
    statement`
    with next as (
      update conversation.conversation set turn_count = ${turn.index}::int + 1
      where id = ${turn.conversationId} and turn_count = ${turn.index}::int
      returning id
    ), message as (
      ${messageWhere('next')}
    )
    insert into conversation.turn (
      id, conversation_id, index, at, input_mode, utterance, language, chosen_intent,
      reply_kind, reply_text, reply_options, reply_citations, latency_ms, intent, confidence, model_version_id
    )
    select
      ${turn.id}, next.id, ${turn.index}, ${turn.at}, ${turn.inputMode}, ${turn.utterance}, ${turn.language}, ${turn.chosenIntent},
      ${turn.replyKind}, ${turn.replyText}, ${JSON.stringify(turn.replyOptions)}, ${JSON.stringify(turn.replyCitations)},
      ${turn.latencyMs}, ${turn.intent}, ${turn.confidence}, ${turn.modelVersionId}
    from next
    returning id`,
  );
  return taken.length > 0;
}

export function findTurns(db: Database | Transaction, ids: readonly string[]): Promise<TurnRow[]> {
  return tablesOf(db).selectFrom('turn').selectAll().where('id', 'in', ids).execute();
}

type TurnWithConversation = TurnRow & Pick<ConversationRow, 'assistantId' | 'endUserId' | 'origin'>;

/** A turn with what its conversation knows of it. Every feedback asks: see `statement`. */
export async function findTurnWithConversation(db: Database, id: string): Promise<TurnWithConversation | undefined> {
  const [turn] = await run<TurnWithConversation>(
    db,
    statement`
      select turn.*, conversation.assistant_id, conversation.end_user_id, conversation.origin
      from conversation.turn join conversation.conversation on conversation.id = turn.conversation_id
      where turn.id = ${id}`,
  );
  return turn;
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
