import { sql } from 'kysely';
import { type Database, insertionOf, run, statement, type Transaction } from '../../../platform/db/index.ts';
import { type ObservedFacts, readObservedFacts, type TurnObserved } from '../messages.ts';
import { utteranceKeyOf } from '../review/review-item.ts';
import { type ObservedTurnRow, tablesOf } from './tables.ts';

const KEPT_DAYS = 90;

/** Keeps turns, at least one, as they were observed; seen again, a turn stays as it was. */
export async function keepObservedTurns(tx: Transaction, turns: readonly TurnObserved[]): Promise<void> {
  const rows = turns.toSorted(byTurn).map((turn) => ({
    turnId: turn.turnId,
    at: turn.at,
    assistantId: turn.assistantId,
    conversationId: turn.conversationId,
    facts: readObservedFacts(turn),
    tags: turn.tags,
    awaitsNext: turn.replyKind === 'FALLBACK',
    utteranceKey: turn.chosenIntent === null ? utteranceKeyOf(turn.utterance) : null,
  }));
  await run(
    tx,
    statement`${insertionOf<ObservedTurnRow>('feedback.observed_turn', rows)} on conflict (turn_id) do nothing`,
  );
}

export async function findObservedTurns(tx: Transaction, ids: readonly string[]): Promise<Map<string, ObservedFacts>> {
  const rows = await tablesOf(tx)
    .selectFrom('observedTurn')
    .select(['turnId', 'facts'])
    .where('turnId', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
  return new Map(rows.map(({ turnId, facts }) => [turnId, readObservedFacts(facts)]));
}

/**
 * Takes the oldest fallbacks up to `until` that wait for their next turn, at most `limit`: another transaction at the same time gets others,
 * and waits for none.
 */
export async function claimAwaitingTurns(
  tx: Transaction,
  { until, limit }: { until: Date; limit: number },
): Promise<{ turnId: string; conversationId: string }[]> {
  return tablesOf(tx)
    .selectFrom('observedTurn')
    .select(['turnId', 'conversationId'])
    .where('awaitsNext', '=', true)
    .where('at', '<=', until)
    .orderBy('at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/**
 * Settles which of the claimed fallbacks were followed by another turn within `withinMs`. A statement of its own: one that began before the
 * locks were had would not see the turns that those who held them have kept.
 */
export async function settleAwaitingTurns(
  tx: Transaction,
  { turnIds, withinMs }: { turnIds: readonly string[]; withinMs: number },
): Promise<{ facts: ObservedFacts; isFollowed: boolean }[]> {
  const { rows } = await sql<{ facts: object; isFollowed: boolean }>`
    update feedback.observed_turn turn set awaits_next = false where turn.turn_id = any(${turnIds})
    returning turn.facts, exists (
      select from feedback.observed_turn next
      where next.conversation_id = turn.conversation_id
        and next.at between turn.at and turn.at + make_interval(secs => ${withinMs / 1000})
        and (next.facts ->> 'index')::integer > (turn.facts ->> 'index')::integer
    ) as is_followed`.execute(tx);
  return rows.map(({ facts, isFollowed }) => ({ facts: readObservedFacts(facts), isFollowed }));
}

/** Forgets old turns, but those that somebody spoke about: by their tags the whole history is counted. */
export async function forgetObservedTurns(db: Database, now: Date): Promise<void> {
  await sql`
    delete from feedback.observed_turn t
    where t.at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})
      and not exists (select from feedback.feedback f where f.turn_id = t.turn_id)`.execute(db);
}

/** Forgets utterances of the inbox that nobody has decided about, once all their turns are forgotten. */
export async function forgetUnreviewed(db: Database): Promise<void> {
  await sql`
    delete from feedback.review_item i
    where i.state = 'OPEN'
      and not exists (select from feedback.review r where r.item_id = i.id)
      and not exists (
        select from feedback.observed_turn t where t.assistant_id = i.assistant_id and t.utterance_key = i.utterance_key
      )`.execute(db);
}

/** In one order everywhere, so that two deliveries of the same turns never wait for each other. */
function byTurn(a: TurnObserved, b: TurnObserved): number {
  return a.turnId < b.turnId ? -1 : 1;
}
