import type { Selectable } from 'kysely';
import { type InterpretationRow, type Db, tablesOf } from './tables.ts';

export type StoredInterpretation = Selectable<InterpretationRow>;

/** Keeps the first interpretation of a turn; false where there is one already. */
export async function insertInterpretation(db: Db, interpretation: StoredInterpretation): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tablesOf(db)
    .insertInto('interpretation')
    .values({
      ...interpretation,
      ranking: JSON.stringify(interpretation.ranking),
      entities: JSON.stringify(interpretation.entities),
    })
    .onConflict((conflict) => conflict.column('turnId').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function interpretationsOf(
  db: Db,
  turnIds: readonly string[],
): Promise<Map<string, StoredInterpretation>> {
  const rows = await tablesOf(db).selectFrom('interpretation').selectAll().where('turnId', 'in', turnIds).execute();
  return new Map(rows.map((row) => [row.turnId, row]));
}
