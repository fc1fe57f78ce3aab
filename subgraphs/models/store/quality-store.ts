import { sql } from 'kysely';
import { inSql, insertionOf, run, statement, verbatim } from '../../../platform/db/index.ts';
import { type Db, type QualityWindowRow, tablesOf } from './tables.ts';

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

const COUNTED = verbatim(
  COUNTS.map(inSql)
    .map((name) => `${name} = quality_window.${name} + excluded.${name}`)
    .join(', '),
);

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
  const ordered = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  await run(
    tx,
    statement`
      ${insertionOf('models.quality_window', ordered)}
      on conflict (assistant_id, model_version_id, hour) do update set ${COUNTED}`,
  );
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

/** Assistants with a version in service, those with most turns since then first. */
export async function busiestAssistants(db: Db, since: Date): Promise<string[]> {
  const { rows } = await sql<{ assistantId: string }>`
    select live.assistant_id from (select distinct assistant_id from models.deployment where state = 'LIVE') live
    left join models.quality_window w on w.assistant_id = live.assistant_id and w.hour >= ${since}
    group by live.assistant_id order by coalesce(sum(w.turns), 0) desc, live.assistant_id`.execute(db);
  return rows.map(({ assistantId }) => assistantId);
}
