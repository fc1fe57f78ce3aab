import type { Transaction } from '../../../platform/db/index.ts';
import { type ObservedFacts, readObservedFacts, type TurnObserved } from '../messages.ts';
import { tablesOf } from './tables.ts';

/** Keeps turns as they were observed; seen again, a turn stays as it was. */
export async function keepObservedTurns(tx: Transaction, turns: readonly TurnObserved[]): Promise<void> {
  await tablesOf(tx)
    .insertInto('observedTurn')
    .values(
      turns
        .toSorted(byTurn)
        .map((turn) => ({ turnId: turn.turnId, facts: JSON.stringify(readObservedFacts(turn)), tags: turn.tags })),
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

/** In one order everywhere, so that two deliveries of the same turns never wait for each other. */
function byTurn(a: TurnObserved, b: TurnObserved): number {
  return a.turnId < b.turnId ? -1 : 1;
}
