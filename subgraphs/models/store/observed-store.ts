import { excluded, insertionOf, run, statement } from '../../../platform/db/index.ts';
import { type CountedLabelRow, type Db, type ObservedFeedbackRow, type ObservedTurnRow, tablesOf } from './tables.ts';

/** How long the facts of a turn are kept. SQS keeps a message for fourteen days at most: no forgotten turn can come again. */
export const TURNS_KEPT_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;

/** Notes turns as seen; gives those that had not been. */
export async function noteTurns(tx: Db, turns: readonly ObservedTurnRow[]): Promise<Set<string>> {
  if (turns.length === 0) return new Set();
  const ordered = turns.toSorted((a, b) => (a.turnId < b.turnId ? -1 : 1));
  const rows = await run<{ turnId: string }>(
    tx,
    statement`${insertionOf('models.observed_turn', ordered)} on conflict do nothing returning turn_id`,
  );
  return new Set(rows.map(({ turnId }) => turnId));
}

const TOLD_ANEW = [
  'sequence',
  'verdict',
  'status',
  'source',
  'signal',
  'author',
  'at',
  'assistantId',
  'turnId',
  'turnAt',
  'correctedIntent',
  'taughtIntent',
] as const satisfies readonly (keyof ObservedFeedbackRow)[];

/** Keeps the highest sequence of each feedback, given once each; gives the ids of which this was news. */
export async function noteFeedback(tx: Db, observed: readonly ObservedFeedbackRow[]): Promise<Set<string>> {
  if (observed.length === 0) return new Set();
  // In one order everywhere, so that two transactions never wait for each other.
  const ordered = observed.toSorted((a, b) => (a.feedbackId < b.feedbackId ? -1 : 1));
  const rows = await run<{ feedbackId: string }>(
    tx,
    statement`
      ${insertionOf('models.observed_feedback', ordered)}
      on conflict (feedback_id) do update set ${excluded(TOLD_ANEW)}
      where observed_feedback.sequence < excluded.sequence
      returning feedback_id`,
  );
  return new Set(rows.map(({ feedbackId }) => feedbackId));
}

/** Notes that somebody labelled a turn; gives the turn of each label that had not been counted. */
export async function noteLabels(tx: Db, labels: readonly CountedLabelRow[]): Promise<string[]> {
  if (labels.length === 0) return [];
  const ordered = labels.toSorted((a, b) => (`${a.turnId} ${a.author}` < `${b.turnId} ${b.author}` ? -1 : 1));
  const rows = await run<{ turnId: string }>(
    tx,
    statement`${insertionOf('models.counted_label', ordered)} on conflict do nothing returning turn_id`,
  );
  return rows.map(({ turnId }) => turnId);
}

/** Turns from before then are forgotten. */
export function oldestKept(now: Date): Date {
  return new Date(now.getTime() - TURNS_KEPT_DAYS * DAY_MS);
}

/** Forgets turns that are too old, with what was said of them; but what a snapshot learned from shows in its evidence when it is taken back. */
export async function forgetTurns(db: Db, now: Date): Promise<void> {
  const oldest = oldestKept(now);
  await tablesOf(db).deleteFrom('observedTurn').where('at', '<', oldest).execute();
  await tablesOf(db).deleteFrom('countedLabel').where('at', '<', oldest).execute();
  await tablesOf(db)
    .deleteFrom('observedFeedback')
    .where('turnAt', '<', oldest)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('snapshotFeedback')
            .select('snapshotId')
            .whereRef('snapshotFeedback.feedbackId', '=', 'observedFeedback.feedbackId'),
        ),
      ),
    )
    .execute();
}
