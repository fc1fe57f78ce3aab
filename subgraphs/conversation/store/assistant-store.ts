import type { Database, Transaction } from '../../../platform/db/index.ts';
import { type AssistantRow, tablesOf } from './tables.ts';
import type { TimePage } from './time-page.ts';

/** Inserts unless there is one with this id. */
export async function insertAssistant(db: Database | Transaction, row: AssistantRow): Promise<void> {
  await tablesOf(db)
    .insertInto('assistant')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export function findAssistants(db: Database | Transaction, ids: readonly string[]): Promise<AssistantRow[]> {
  return tablesOf(db).selectFrom('assistant').selectAll().where('id', 'in', ids).execute();
}

/** Oldest first; one row more than the page holds. `onlyPublic` leaves out the others. */
export function pageOfAssistants(
  db: Database,
  { limit, from }: TimePage,
  { onlyPublic }: { onlyPublic: boolean },
): Promise<AssistantRow[]> {
  return tablesOf(db)
    .selectFrom('assistant')
    .selectAll()
    .$if(onlyPublic, (query) => query.where('isPublic', '=', true))
    .$if(from !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('createdAt', 'id'), '>', eb.tuple(new Date(from![0]), from![1]))),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
}
