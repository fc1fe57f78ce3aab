import { sql } from 'kysely';
import type { TrialState } from '../vocabulary.ts';
import { type Db, tablesOf, type TrialMetricRow, type TrialParameters, type TrialRow } from './tables.ts';

const OPEN: readonly TrialState[] = ['WAITING', 'RUNNING'];

/** A run's trials are planned once: planning them again gives the first ones. */
export async function insertTrials(tx: Db, runId: string, trials: readonly TrialParameters[]): Promise<void> {
  await tablesOf(tx)
    .insertInto('trial')
    .values(
      trials.map((parameters, i) => ({
        runId,
        number: i + 1,
        parameters: JSON.stringify(parameters),
        state: 'WAITING' as const,
        score: null,
        startedAt: null,
        finishedAt: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** By number. */
export async function trialsOf(db: Db, runIds: readonly string[]): Promise<TrialRow[]> {
  return tablesOf(db)
    .selectFrom('trial')
    .selectAll()
    .where('runId', '=', sql<string>`any(${runIds})`)
    .orderBy('number')
    .execute();
}

/** By step. */
export async function trialMetricsOf(db: Db, runIds: readonly string[]): Promise<TrialMetricRow[]> {
  return tablesOf(db)
    .selectFrom('trialMetric')
    .selectAll()
    .where('runId', '=', sql<string>`any(${runIds})`)
    .orderBy('step')
    .execute();
}

/** Changes these trials of a run, as far as they are not over. */
export async function changeTrials(
  tx: Db,
  runId: string,
  numbers: readonly number[],
  change: Partial<Pick<TrialRow, 'state' | 'score' | 'finishedAt'>>,
): Promise<void> {
  await tablesOf(tx)
    .updateTable('trial')
    .set(change)
    .where('runId', '=', runId)
    .where('number', '=', sql<number>`any(${numbers}::int[])`)
    .where('state', 'in', OPEN)
    .execute();
}

/** Ends whatever of the run's trials is not over. */
export async function endTrials(tx: Db, runId: string, state: TrialState, at: Date): Promise<void> {
  await tablesOf(tx)
    .updateTable('trial')
    .set({ state, finishedAt: at })
    .where('runId', '=', runId)
    .where('state', 'in', OPEN)
    .execute();
}

/** Begins a trial, or its next part: it began when it first did. */
export async function beginTrial(tx: Db, runId: string, number: number, at: Date): Promise<void> {
  await tablesOf(tx)
    .updateTable('trial')
    .set((eb) => ({ state: 'RUNNING' as const, startedAt: eb.fn.coalesce('startedAt', eb.val(at)) }))
    .where('runId', '=', runId)
    .where('number', '=', number)
    .where('state', 'in', OPEN)
    .execute();
}

export async function markChosen(tx: Db, runId: string, number: number): Promise<void> {
  await tablesOf(tx)
    .updateTable('trial')
    .set({ isChosen: true })
    .where('runId', '=', runId)
    .where('number', '=', number)
    .execute();
}

/** A part of a trial that is done again tells its points again: the last value stands. */
export async function putTrialMetric(tx: Db, row: TrialMetricRow): Promise<void> {
  await tablesOf(tx)
    .insertInto('trialMetric')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['runId', 'number', 'step']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
    )
    .execute();
}
