import { sql } from 'kysely';
import type { Database, Transaction } from '../../../platform/db/index.ts';
import { type ObservedFacts, readObservedFacts, type TurnObserved } from '../messages.ts';
import { tablesOf } from './tables.ts';

const KEPT_DAYS = 90;

/** Keeps turns as they were observed; seen again, a turn stays as it was. */
export async function keepObservedTurns(tx: Transaction, turns: readonly TurnObserved[]): Promise<void> {
  await tablesOf(tx)
    .insertInto('observedTurn')
    .values(
      turns.toSorted(byTurn).map((turn) => ({
        turnId: turn.turnId,
        at: turn.at,
        assistantId: turn.assistantId,
        conversationId: turn.conversationId,
        facts: JSON.stringify(readObservedFacts(turn)),
        tags: turn.tags,
      })),
    )
    .onConflict((conflict) => conflict.column('turnId').doNothing())
    .execute();
}

export async function findObservedTurns(tx: Transaction, ids: readonly string[]): Promise<Map<string, ObservedFacts>> {
  const rows = await tablesOf(tx)
    .selectFrom('observedTurn')
    .select(['turnId', 'facts'])
    .where('turnId', 'in', ids)
    .execute();
  return new Map(rows.map(({ turnId, facts }) => [turnId, readObservedFacts(facts)]));
}

/** Forgets old turns, but those that somebody spoke about: by their tags the whole history is counted. */
export async function forgetObservedTurns(db: Database, now: Date): Promise<void> {
  await sql`
    delete from feedback.observed_turn t
    where t.at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})
      and not exists (select from feedback.feedback f where f.turn_id = t.turn_id)`.execute(db);
}

/** In one order everywhere, so that two deliveries of the same turns never wait for each other. */
function byTurn(a: TurnObserved, b: TurnObserved): number {
  return a.turnId < b.turnId ? -1 : 1;
}
