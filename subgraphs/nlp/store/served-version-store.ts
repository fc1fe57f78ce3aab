import { type Db, type ServedVersionRow, tablesOf } from './tables.ts';

export async function readServedVersions(db: Db): Promise<ServedVersionRow[]> {
  return tablesOf(db).selectFrom('servedVersion').selectAll().orderBy('servedAt').execute();
}

/** Remembers what an assistant is answered with now, in place of what was remembered. */
export async function replaceServedVersions(
  tx: Db,
  assistantId: string,
  versions: readonly ServedVersionRow[],
): Promise<void> {
  await tablesOf(tx).deleteFrom('servedVersion').where('assistantId', '=', assistantId).execute();
  for (const version of versions)
    await tablesOf(tx)
      .insertInto('servedVersion')
      .values(version)
      .onConflict((conflict) => conflict.column('deploymentId').doUpdateSet(version))
      .execute();
}
