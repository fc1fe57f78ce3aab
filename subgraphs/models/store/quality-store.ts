import { sql } from 'kysely';
import { type Db, type QualityWindowRow, tablesOf } from './tables.ts';

/** SQS keeps a message for fourteen days at most: no older turn can come again. */
const TURNS_KEPT_DAYS = 15;

type WindowKey = 'assistantId' | 'modelVersionId' | 'hour';
/** What to add to one window. */
export type WindowCounts = Pick<QualityWindowRow, WindowKey> & Partial<Omit<QualityWindowRow, WindowKey>>;

const COUNTS = [
  'turns',
  'outOfScope',
  'confidenceSum',
  'answers',
  'disambiguations',
  'knowledge',
  'fallbacks',
  'helpful',
  'unhelpful',
  'corrections',
] as const satisfies readonly (keyof QualityWindowRow)[];

/** Notes turns as seen; gives those that had not been. */
export async function noteTurns(tx: Db, turns: readonly { turnId: string; at: Date }[]): Promise<Set<string>> {
  if (turns.length === 0) return new Set();
  const sorted = turns.map(({ turnId, at }) => ({ turnId, at })).sort((a, b) => (a.turnId < b.turnId ? -1 : 1));
  const rows = await tablesOf(tx)
    .insertInto('observedTurn')
    .values(sorted)
    .onConflict((conflict) => conflict.doNothing())
    .returning('turnId')
    .execute();
  return new Set(rows.map(({ turnId }) => turnId));
}

export interface ObservedFeedback {
  feedbackId: string;
  sequence: number;
  verdict: string;
  status: string;
}

/** What is known of feedback, held until the transaction ends. Ids in their order, so that two transactions never wait for each other. */
export async function knownFeedback(tx: Db, ids: readonly string[]): Promise<Map<string, ObservedFeedback>> {
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
export async function noteFeedback(tx: Db, observed: readonly ObservedFeedback[]): Promise<Set<string>> {
  if (observed.length === 0) return new Set();
  const rows = await tablesOf(tx)
    .insertInto('observedFeedback')
    .values(observed)
    .onConflict((conflict) =>
      conflict
        .column('feedbackId')
        .doUpdateSet((eb) => ({
          sequence: eb.ref('excluded.sequence'),
          verdict: eb.ref('excluded.verdict'),
          status: eb.ref('excluded.status'),
        }))
        .whereRef('observedFeedback.sequence', '<', 'excluded.sequence'),
    )
    .returning('feedbackId')
    .execute();
  return new Set(rows.map(({ feedbackId }) => feedbackId));
}

/** Adds to the hourly windows, in the order of their keys so that two transactions never wait for each other. */
export async function addToWindows(tx: Db, counts: readonly WindowCounts[]): Promise<void> {
  const sums = new Map<string, WindowCounts>();
  for (const count of counts) {
    const key = `${count.assistantId}\n${count.modelVersionId}\n${count.hour.toISOString()}`;
    const { assistantId, modelVersionId, hour } = count;
    const sum = sums.get(key) ?? { assistantId, modelVersionId, hour };
    for (const name of COUNTS) sum[name] = (sum[name] ?? 0) + (count[name] ?? 0);
    sums.set(key, sum);
  }
  if (sums.size === 0) return;
  await tablesOf(tx)
    .insertInto('qualityWindow')
    .values([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum))
    .onConflict((conflict) =>
      conflict
        .columns(['assistantId', 'modelVersionId', 'hour'])
        .doUpdateSet((eb) =>
          Object.fromEntries(
            COUNTS.map((name) => [name, eb(`qualityWindow.${name}`, '+', eb.ref(`excluded.${name}`))]),
          ),
        ),
    )
    .execute();
}

/** The last hours in which anything was observed of a version, oldest first. */
export async function windowsOf(
  db: Db,
  { assistantId, id }: { assistantId: string; id: string },
  hours: number,
): Promise<QualityWindowRow[]> {
  const newest = await tablesOf(db)
    .selectFrom('qualityWindow')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('modelVersionId', '=', id)
    .orderBy('hour', 'desc')
    .limit(hours)
    .execute();
  return newest.toReversed();
}

export async function forgetTurns(db: Db, now: Date): Promise<void> {
  await tablesOf(db)
    .deleteFrom('observedTurn')
    .where('at', '<', sql<Date>`${now}::timestamptz - make_interval(days => ${TURNS_KEPT_DAYS})`)
    .execute();
}
