import { sql } from 'kysely';
import { type Db, type PolicyRow, type RetrainCounterRow, tablesOf } from './tables.ts';

export async function findPolicy(db: Db, assistantId: string): Promise<PolicyRow | undefined> {
  return tablesOf(db).selectFrom('retrainPolicy').selectAll().where('assistantId', '=', assistantId).executeTakeFirst();
}

export async function findPolicies(db: Db, assistantIds: readonly string[]): Promise<PolicyRow[]> {
  return tablesOf(db)
    .selectFrom('retrainPolicy')
    .selectAll()
    .where('assistantId', '=', sql<string>`any(${assistantIds})`)
    .execute();
}

export async function putPolicy(tx: Db, row: PolicyRow): Promise<void> {
  const { assistantId: _, ...values } = row;
  await tablesOf(tx)
    .insertInto('retrainPolicy')
    .values(row)
    .onConflict((conflict) => conflict.column('assistantId').doUpdateSet(values))
    .execute();
}

/** Assistants whose policies go by the time. */
export async function scheduledAssistants(tx: Db): Promise<string[]> {
  const rows = await tablesOf(tx)
    .selectFrom('retrainPolicy')
    .select('assistantId')
    .where('cron', 'is not', null)
    .orderBy('assistantId')
    .execute();
  return rows.map(({ assistantId }) => assistantId);
}

/** Assistants whose policies go by what is observed. */
export async function assistantsWithObservedRules(tx: Db): Promise<string[]> {
  const rows = await tablesOf(tx)
    .selectFrom('retrainPolicy')
    .select('assistantId')
    .where((eb) =>
      eb.or([
        eb('qualityVoices', 'is not', null),
        eb('driftPsi', 'is not', null),
        eb('driftOutOfScope', 'is not', null),
      ]),
    )
    .orderBy('assistantId')
    .execute();
  return rows.map(({ assistantId }) => assistantId);
}

export async function markScheduleChecked(tx: Db, assistantIds: readonly string[], at: Date): Promise<void> {
  await tablesOf(tx)
    .updateTable('retrainPolicy')
    .set({ scheduleCheckedAt: at })
    .where('assistantId', '=', sql<string>`any(${assistantIds})`)
    .execute();
}

export async function findCounter(db: Db, assistantId: string): Promise<RetrainCounterRow | undefined> {
  return tablesOf(db)
    .selectFrom('retrainCounter')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .executeTakeFirst();
}

/** Assistants with labels that no run has been asked for yet. */
export async function assistantsWithLabels(db: Db): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('retrainCounter')
    .select('assistantId')
    .where('newLabels', '>', 0)
    .orderBy('assistantId')
    .execute();
  return rows.map(({ assistantId }) => assistantId);
}

export async function addLabels(tx: Db, assistantId: string, count: number): Promise<RetrainCounterRow> {
  return tablesOf(tx)
    .insertInto('retrainCounter')
    .values({ assistantId, newLabels: count, lastRequestedAt: null, restingUntil: null })
    .onConflict((conflict) =>
      conflict.column('assistantId').doUpdateSet((eb) => ({ newLabels: eb('retrainCounter.newLabels', '+', count) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A run was asked for: it will learn all labels there are. */
export async function resetLabels(tx: Db, assistantId: string, at: Date): Promise<void> {
  await tablesOf(tx)
    .insertInto('retrainCounter')
    .values({ assistantId, newLabels: 0, lastRequestedAt: at, restingUntil: null })
    .onConflict((conflict) => conflict.column('assistantId').doUpdateSet({ newLabels: 0, lastRequestedAt: at }))
    .execute();
}

/** A run that was asked for these labels has ended in vain. Its caller holds the counter. */
export async function putBackLabels(
  tx: Db,
  assistantId: string,
  { labels, ...rest }: Pick<RetrainCounterRow, 'inVain' | 'retryAt'> & { labels: number },
): Promise<void> {
  await tablesOf(tx)
    .updateTable('retrainCounter')
    .set((eb) => ({ ...rest, newLabels: eb('newLabels', '+', labels) }))
    .where('assistantId', '=', assistantId)
    .execute();
}

/** A run has come to its end: what went before is forgotten. */
export async function forgetVainRuns(tx: Db, assistantId: string): Promise<void> {
  await tablesOf(tx)
    .updateTable('retrainCounter')
    .set({ inVain: 0, retryAt: null })
    .where('assistantId', '=', assistantId)
    .execute();
}

export async function restUntil(tx: Db, assistantId: string, until: Date): Promise<void> {
  await tablesOf(tx)
    .insertInto('retrainCounter')
    .values({ assistantId, newLabels: 0, lastRequestedAt: null, restingUntil: until })
    .onConflict((conflict) => conflict.column('assistantId').doUpdateSet({ restingUntil: until }))
    .execute();
}
