import { sql } from 'kysely';
import {
  columnsOf,
  type Database,
  excluded,
  insertionOf,
  listOf,
  run,
  type Statement,
  statement,
  type Transaction,
  verbatim,
} from '../../../platform/db/index.ts';
import type { FeedbackRow } from '../feedback-row.ts';
import { tablesOf } from './tables.ts';

export async function findFeedback(db: Database | Transaction, id: string): Promise<FeedbackRow | undefined> {
  return tablesOf(db).selectFrom('feedback').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findFeedbackByIds(db: Database | Transaction, ids: readonly string[]): Promise<FeedbackRow[]> {
  return tablesOf(db)
    .selectFrom('feedback')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
}

/** The latest of each turn, so many at most, oldest first: who changes their mind every second leaves a row each time. */
export async function findFeedbackOfTurns(
  db: Database,
  turnIds: readonly string[],
  limit: number,
): Promise<FeedbackRow[]> {
  return tablesOf(db)
    .selectFrom(sql<{ turnId: string }>`unnest(${[...turnIds]}::text[])`.as<'turn'>(sql`turn(turn_id)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('feedback')
          .selectAll('feedback')
          .whereRef('feedback.turnId', '=', 'turn.turnId')
          .orderBy('feedback.at', 'desc')
          .orderBy('feedback.id', 'desc')
          .limit(limit)
          .as('said'),
      (on) => on.onTrue(),
    )
    .selectAll('said')
    .orderBy('said.at')
    .orderBy('said.id')
    .execute();
}

/** What stands of it: one word of each author, and one of each signal, however often minds were changed. Oldest first. */
export async function findStandingFeedbackOfTurns(tx: Transaction, turnIds: readonly string[]): Promise<FeedbackRow[]> {
  return tablesOf(tx)
    .selectFrom(sql<{ turnId: string }>`unnest(${[...new Set(turnIds)]}::text[])`.as<'turn'>(sql`turn(turn_id)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('feedback')
          .selectAll('feedback')
          .whereRef('feedback.turnId', '=', 'turn.turnId')
          .where(sql<boolean>`status not in ('RETRACTED', 'REJECTED')`)
          // Each turn is looked up: of a table that was not analysed yet the planner believes that a hundred turns are half of it.
          .offset(0)
          .as('said'),
      (on) => on.onTrue(),
    )
    .selectAll('said')
    .orderBy('said.at')
    .orderBy('said.id')
    .execute();
}

/** Inserts those that are not there yet, and returns them. Given in the order of ids, two calls never wait for each other. */
export async function insertAbsentFeedback(tx: Transaction, rows: readonly FeedbackRow[]): Promise<FeedbackRow[]> {
  if (rows.length === 0) return [];
  return run(tx, statement`${insertionOf('feedback.feedback', rows)} on conflict (id) do nothing returning *`);
}

/** What goes into the statement of a first feedback. */
export interface FirstFeedback {
  /** Waits for the conversation's other writers. */
  holding: Statement;
  /** Takes one of what the author may say, for where `condition` has a row; null for authors who may say all. */
  takingPace: ((condition: string) => Statement) | null;
  /** The message, for where `condition` has a row. */
  enqueueingWhere: (condition: string) => Statement;
}

/** INSERTED, or nothing written: TOO_OFTEN where the author may say no more now, KNOWN where something was said before. */
export type FirstOutcome = 'INSERTED' | 'KNOWN' | 'TOO_OFTEN';

/** Inserts what its author says for the first time about the turn, with its message, in one statement and so in one round trip. */
export async function insertFirst(
  db: Database,
  row: FeedbackRow,
  { holding, takingPace, enqueueingWhere }: FirstFeedback,
): Promise<FirstOutcome> {
  const [outcome] = await run<{ isTaken: boolean; isInserted: boolean }>(
    db,
    statement`
      with held as materialized (
        select ${holding}
      ), taken as (
        ${takingPace?.('held') ?? verbatim('select from held')}
      ), first as (
        insert into feedback.feedback (${columnsOf(row)}) select ${listOf(Object.values(row))} from taken
        on conflict do nothing
        returning id
      ), message as (
        ${enqueueingWhere('first')}
      )
      select exists (select from taken) as is_taken, exists (select from first) as is_inserted`,
  );
  if (!outcome?.isTaken) return 'TOO_OFTEN';
  return outcome.isInserted ? 'INSERTED' : 'KNOWN';
}

export async function insertFeedback(tx: Transaction, row: FeedbackRow): Promise<void> {
  await tablesOf(tx).insertInto('feedback').values(row).execute();
}

/** Retracts, in favour of `row`, what its author said about the turn before; returns what that was. */
export async function supersede(tx: Transaction, row: FeedbackRow): Promise<FeedbackRow[]> {
  return tablesOf(tx)
    .updateTable('feedback')
    .set((eb) => ({ status: 'RETRACTED', supersededBy: row.id, sequence: eb('sequence', '+', 1) }))
    .where('turnId', '=', row.turnId)
    .where('author', '=', row.author)
    .where('source', '=', 'EXPLICIT')
    .where('status', '!=', 'RETRACTED')
    .returningAll()
    .execute();
}

/** Writes one change of a feedback, as the next in its sequence. */
export async function changeFeedback(
  tx: Transaction,
  id: string,
  change: Partial<Pick<FeedbackRow, 'status' | ReviewColumn>>,
): Promise<FeedbackRow> {
  return tablesOf(tx)
    .updateTable('feedback')
    .set((eb) => ({ ...change, sequence: eb('sequence', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
type ReviewColumn = 'reviewDecision' | 'reviewIntent' | 'reviewComment' | 'reviewedBy' | 'reviewedAt';

/**
 * Brings feedback to the states that came through the queue. One that is older than what is known changes nothing, so redelivery
 * and reordering do no harm. One row per feedback, at least one.
 */
export async function recordStates(tx: Transaction, rows: readonly FeedbackRow[]): Promise<void> {
  await run(
    tx,
    statement`
      ${insertionOf('feedback.feedback', rows)}
      on conflict (id) do update set ${excluded(STATE)}
      where feedback.sequence < excluded.sequence
        or (feedback.sequence = excluded.sequence and feedback.status = 'QUEUED')`,
  );
}

/** What changes of a feedback after it was given. */
const STATE = [
  'sequence',
  'status',
  'supersededBy',
  'reviewDecision',
  'reviewIntent',
  'reviewComment',
  'reviewedBy',
  'reviewedAt',
] as const satisfies readonly (keyof FeedbackRow)[];
