import { sql } from 'kysely';
import type { RunState } from '../vocabulary.ts';
import type { NewestFirst } from './page.ts';
import { type Db, type MetricRow, type RunRequestRow, type RunRow, type StageRow, tablesOf } from './tables.ts';

const MAX_LINES = 1_000;

export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  return tablesOf(db).selectFrom('trainingRun').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findRuns(db: Db, ids: readonly string[]): Promise<RunRow[]> {
  return tablesOf(db)
    .selectFrom('trainingRun')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
}

/** The run that waits, kept from beginning until the transaction ends: what it was told of, its snapshot then holds. */
export async function holdQueuedRun(tx: Db, assistantId: string): Promise<RunRow | undefined> {
  return tablesOf(tx)
    .selectFrom('trainingRun')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('state', '=', 'QUEUED')
    .forUpdate()
    .executeTakeFirst();
}

/** Ids of the runs that wait or run, oldest first. */
export async function unfinishedRuns(db: Db): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('trainingRun')
    .select('id')
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function latestRun(db: Db, assistantId: string): Promise<RunRow | undefined> {
  return tablesOf(db)
    .selectFrom('trainingRun')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Newest first, one more than the page holds. */
export async function pageOfRuns(db: Db, assistantId: string, { limit, from }: NewestFirst): Promise<RunRow[]> {
  return tablesOf(db)
    .selectFrom('trainingRun')
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

export async function insertRun(tx: Db, row: RunRow): Promise<void> {
  await tablesOf(tx).insertInto('trainingRun').values(row).execute();
}

/** Notes who asked for the run, or joined it. */
export async function insertRunRequest(tx: Db, row: RunRequestRow): Promise<void> {
  await tablesOf(tx)
    .insertInto('runRequest')
    .values({ ...row, figures: JSON.stringify(row.figures) })
    .execute();
}

/** All who asked for these runs or joined them, the first first. */
export async function requestsOf(db: Db, runIds: readonly string[]): Promise<RunRequestRow[]> {
  return tablesOf(db)
    .selectFrom('runRequest')
    .select(['runId', 'by', 'trigger', 'rule', 'figures', 'reason', 'revision', 'at'])
    .where('runId', '=', sql<string>`any(${runIds})`)
    .orderBy('position')
    .execute();
}

/** More labels that the run, which still waits, was asked for. */
export async function addLabelsToRun(tx: Db, id: string, count: number): Promise<RunRow> {
  return tablesOf(tx)
    .updateTable('trainingRun')
    .set((eb) => ({ labels: eb('labels', '+', count) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What may change in a run; `progress` never falls, whatever it is set to. */
export type RunChange = Partial<
  Pick<RunRow, 'state' | 'stage' | 'progress' | 'error' | 'startedAt' | 'finishedAt' | 'reason'>
>;

/** Writes one change as the next in the run's sequence, if the run is in one of these states; undefined where it is not. */
export async function changeRun(
  tx: Db,
  id: string,
  { progress, ...change }: RunChange,
  states: readonly RunState[],
): Promise<RunRow | undefined> {
  return tablesOf(tx)
    .updateTable('trainingRun')
    .set((eb) => ({
      ...change,
      ...(progress !== undefined && { progress: eb.fn<number>('greatest', ['progress', eb.val(progress)]) }),
      sequence: eb('sequence', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', 'in', states)
    .returningAll()
    .executeTakeFirst();
}

/** Starts the stage where it has not begun, and ends all others of the run. */
export async function enterStage(tx: Db, runId: string, name: string, at: Date): Promise<void> {
  await endStages(tx, runId, at, name);
  await tablesOf(tx)
    .insertInto('runStage')
    .values({ runId, name, startedAt: at, finishedAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function endStages(tx: Db, runId: string, at: Date, but = ''): Promise<void> {
  await tablesOf(tx)
    .updateTable('runStage')
    .set({ finishedAt: at })
    .where('runId', '=', runId)
    .where('name', '!=', but)
    .where('finishedAt', 'is', null)
    .execute();
}

export async function stagesOf(db: Db, runId: string): Promise<StageRow[]> {
  return tablesOf(db).selectFrom('runStage').selectAll().where('runId', '=', runId).orderBy('startedAt').execute();
}

/** A step that is done again writes its points again, and may tell one point twice at once: the last value stands. */
export async function putMetrics(tx: Db, rows: readonly MetricRow[]): Promise<void> {
  if (rows.length === 0) return;
  const points = new Map(rows.map((row) => [`${row.runId} ${row.name} ${row.step}`, row]));
  await tablesOf(tx)
    .insertInto('runMetric')
    .values([...points.values()])
    .onConflict((conflict) =>
      conflict
        .columns(['runId', 'name', 'step'])
        .doUpdateSet((eb) => ({ value: eb.ref('excluded.value'), at: eb.ref('excluded.at') })),
    )
    .execute();
}

/** By name, then step. */
export async function metricsOf(db: Db, runId: string): Promise<MetricRow[]> {
  return tablesOf(db)
    .selectFrom('runMetric')
    .selectAll()
    .where('runId', '=', runId)
    .orderBy('name')
    .orderBy('step')
    .execute();
}

export async function appendLine(tx: Db, runId: string, line: string, at: Date): Promise<void> {
  await tablesOf(tx).insertInto('runLog').values({ runId, at, line }).execute();
}

/** The last thousand at most, oldest first. */
export async function linesOf(db: Db, runId: string): Promise<{ at: Date; line: string }[]> {
  const newest = await tablesOf(db)
    .selectFrom('runLog')
    .select(['at', 'line'])
    .where('runId', '=', runId)
    .orderBy('position', 'desc')
    .limit(MAX_LINES)
    .execute();
  return newest.toReversed();
}
