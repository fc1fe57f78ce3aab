import { sql } from 'kysely';
import { type Db, type ShadowInterpretationRow, tablesOf } from './tables.ts';

const KEPT_DAYS = 90;

/** Keeps the first shadow interpretation of a turn by a deployment. */
export async function insertShadow(db: Db, row: ShadowInterpretationRow): Promise<void> {
  await tablesOf(db)
    .insertInto('shadowInterpretation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** How many turns these deployments interpreted unheard, and in how many of them as what was served. */
export async function shadowCounts(
  db: Db,
  deploymentIds: readonly string[],
): Promise<Map<string, { turns: number; agreeing: number }>> {
  const rows = await tablesOf(db)
    .selectFrom('shadowInterpretation')
    .select((eb) => [
      'deploymentId',
      eb.fn.countAll<number>().as('turns'),
      sql<number>`count(*) filter (where agrees)`.as('agreeing'),
    ])
    .where('deploymentId', '=', sql<string>`any(${deploymentIds})`)
    .groupBy('deploymentId')
    .execute();
  return new Map(rows.map(({ deploymentId, ...counts }) => [deploymentId, counts]));
}

/** Forgets what is too old to be compared. */
export async function forgetShadows(db: Db, now: Date): Promise<void> {
  await sql`
    delete from nlp.shadow_interpretation
    where at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(db);
}
