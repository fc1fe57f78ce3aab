import { sql } from 'kysely';
import { type Db, type ObservedFeedbackRow, type ObservedTurnRow, tablesOf } from './tables.ts';

/** How long the facts of a turn are kept. SQS keeps a message for fourteen days at most: no forgotten turn can come again. */
export const TURNS_KEPT_DAYS = 90;

/** Notes turns as seen; gives those that had not been. */
export async function noteTurns(tx: Db, turns: readonly ObservedTurnRow[]): Promise<Set<string>> {
  if (turns.length === 0) return new Set();
  const rows = await tablesOf(tx)
    .insertInto('observedTurn')
    .values(
      turns
        .toSorted((a, b) => (a.turnId < b.turnId ? -1 : 1))
        .map((turn) => ({ ...turn, ranking: JSON.stringify(turn.ranking), tags: JSON.stringify(turn.tags) })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('turnId')
    .execute();
  return new Set(rows.map(({ turnId }) => turnId));
}

/** What is known of feedback, held until the transaction ends. Ids in their order, so that two transactions never wait for each other. */
export async function knownFeedback(tx: Db, ids: readonly string[]): Promise<Map<string, ObservedFeedbackRow>> {
  const rows = await tablesOf(tx)
    .selectFrom('observedFeedback')
    .selectAll()
    .where('feedbackId', '=', sql<string>`any(${ids})`)
    .orderBy('feedbackId')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.feedbackId, row]));
}

/** Keeps the highest sequence of each feedback, one row of each, in the order of ids; gives the ids of which this was news. */
export async function noteFeedback(tx: Db, observed: readonly ObservedFeedbackRow[]): Promise<Set<string>> {
  if (observed.length === 0) return new Set();
  const rows = await tablesOf(tx)
    .insertInto('observedFeedback')
    .values([...observed])
    .onConflict((conflict) =>
      conflict
        .column('feedbackId')
        .doUpdateSet((eb) => ({
          sequence: eb.ref('excluded.sequence'),
          verdict: eb.ref('excluded.verdict'),
          status: eb.ref('excluded.status'),
          turnId: eb.ref('excluded.turnId'),
          source: eb.ref('excluded.source'),
          correctedIntent: eb.ref('excluded.correctedIntent'),
          taughtIntent: eb.ref('excluded.taughtIntent'),
        }))
        .whereRef('observedFeedback.sequence', '<', 'excluded.sequence'),
    )
    .returning('feedbackId')
    .execute();
  return new Set(rows.map(({ feedbackId }) => feedbackId));
}

export async function forgetTurns(db: Db, now: Date): Promise<void> {
  await tablesOf(db)
    .deleteFrom('observedTurn')
    .where('at', '<', sql<Date>`${now}::timestamptz - make_interval(days => ${TURNS_KEPT_DAYS})`)
    .execute();
}
