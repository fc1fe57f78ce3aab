import { sql } from 'kysely';
import type { VersionState } from '../vocabulary.ts';
import type { NewestFirst } from './page.ts';
import { type ApprovalRow, type Db, type ReportRow, tablesOf, type VersionRow } from './tables.ts';

export async function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  return tablesOf(db).selectFrom('modelVersion').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findVersions(db: Db, ids: readonly string[]): Promise<VersionRow[]> {
  if (ids.length === 0) return [];
  // A list and not an array: PostgreSQL would plan `= any($1)` anew for each turn that is shown, which takes four times as long as reading.
  return tablesOf(db).selectFrom('modelVersion').selectAll().where('id', 'in', ids).execute();
}

export async function findVersionOfRun(db: Db, runId: string): Promise<VersionRow | undefined> {
  return tablesOf(db).selectFrom('modelVersion').selectAll().where('runId', '=', runId).executeTakeFirst();
}

export async function findVersionsOfRuns(db: Db, runIds: readonly string[]): Promise<VersionRow[]> {
  return tablesOf(db)
    .selectFrom('modelVersion')
    .selectAll()
    .where('runId', '=', sql<string>`any(${runIds})`)
    .execute();
}

/** Newest first, one more than the page holds. */
export async function pageOfVersions(db: Db, assistantId: string, { limit, from }: NewestFirst): Promise<VersionRow[]> {
  return tablesOf(db)
    .selectFrom('modelVersion')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${from?.[0]}::timestamptz, ${from?.[1]})`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

/** Any of the assistant's versions in that state. */
export async function findVersionInState(
  tx: Db,
  assistantId: string,
  state: VersionState,
): Promise<VersionRow | undefined> {
  return tablesOf(tx)
    .selectFrom('modelVersion')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('state', '=', state)
    .limit(1)
    .executeTakeFirst();
}

/** The assistant is locked, so no two take the same number. */
export async function nextNumber(tx: Db, assistantId: string): Promise<number> {
  const { last } = await tablesOf(tx)
    .selectFrom('modelVersion')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('assistantId', '=', assistantId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

export async function insertVersion(tx: Db, row: VersionRow): Promise<void> {
  await tablesOf(tx).insertInto('modelVersion').values(row).execute();
}

export async function changeVersion(
  tx: Db,
  id: string,
  change: Partial<Pick<VersionRow, 'state' | 'trafficShare' | 'reportId' | 'refreshRequestedAt'>>,
): Promise<VersionRow> {
  return tablesOf(tx)
    .updateTable('modelVersion')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Of the assistant's versions in one state, all but `but`, get another; gives those. */
export async function moveVersions(
  tx: Db,
  { assistantId, from, to, but }: { assistantId: string; from: VersionState; to: VersionState; but: string },
): Promise<VersionRow[]> {
  return tablesOf(tx)
    .updateTable('modelVersion')
    .set({ state: to })
    .where('assistantId', '=', assistantId)
    .where('state', '=', from)
    .where('id', '!=', but)
    .returningAll()
    .execute();
}

/** Ids of versions that wait for approval where the policy may give it, oldest first. */
export async function versionsForPolicy(db: Db): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('modelVersion')
    .innerJoin('retrainPolicy', 'retrainPolicy.assistantId', 'modelVersion.assistantId')
    .select('id')
    .where('state', '=', 'PENDING_APPROVAL')
    .where('approval', '=', 'AUTOMATIC_WHEN_IMPROVED')
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of versions that have waited for longer than their policy allows, oldest first. */
export async function overdueVersions(
  db: Db,
  { now, defaultDays }: { now: Date; defaultDays: number },
): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('modelVersion')
    .leftJoin('retrainPolicy', 'retrainPolicy.assistantId', 'modelVersion.assistantId')
    .select('id')
    .where('state', '=', 'PENDING_APPROVAL')
    .where(
      sql<boolean>`created_at + coalesce(approval_expires_after_days, ${defaultDays}::integer) * interval '24 hours' <= ${now}`,
    )
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The same report of the same run is kept once. */
export async function insertReport(tx: Db, { content, ...row }: ReportRow): Promise<string> {
  await tablesOf(tx)
    .insertInto('report')
    .values({ ...row, content: JSON.stringify(content) })
    .onConflict((conflict) => conflict.columns(['runId', 'evidenceHash']).doNothing())
    .execute();
  const { id } = await tablesOf(tx)
    .selectFrom('report')
    .select('id')
    .where('runId', '=', row.runId)
    .where('evidenceHash', '=', row.evidenceHash)
    .executeTakeFirstOrThrow();
  return id;
}

export async function findReports(db: Db, ids: readonly string[]): Promise<ReportRow[]> {
  return tablesOf(db)
    .selectFrom('report')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
}

export async function insertApproval(tx: Db, row: ApprovalRow): Promise<void> {
  await tablesOf(tx).insertInto('approval').values(row).execute();
}

/** Ids of versions that are approved and on no way into service yet: one that is brought back by a roll back is. */
export async function versionsApproved(db: Db): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('modelVersion')
    .select('id')
    .where('state', '=', 'APPROVED')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deployment')
            .select('deployment.id')
            .whereRef('deployment.versionId', '=', 'modelVersion.id')
            .where('deployment.state', '=', 'ROLLING_OUT'),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

export async function versionsBeingRefreshed(db: Db): Promise<{ versionId: string; requestedAt: Date }[]> {
  return tablesOf(db)
    .selectFrom('modelVersion')
    .select(['id as versionId', 'refreshRequestedAt as requestedAt'])
    .where('refreshRequestedAt', 'is not', null)
    .$narrowType<{ requestedAt: Date }>()
    .execute();
}

/** The last decision about each version. */
export async function approvalsOf(db: Db, versionIds: readonly string[]): Promise<ApprovalRow[]> {
  return tablesOf(db)
    .selectFrom('approval')
    .distinctOn('versionId')
    .selectAll()
    .where('versionId', '=', sql<string>`any(${versionIds})`)
    .orderBy('versionId')
    .orderBy('at', 'desc')
    .execute();
}
