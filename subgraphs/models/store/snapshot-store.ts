import { sql } from 'kysely';
import { type Db, type SnapshotRow, tablesOf } from './tables.ts';

/** A run has one snapshot: taking it again gives the first. */
export async function insertSnapshot(tx: Db, { counts, ...row }: SnapshotRow): Promise<SnapshotRow> {
  await tablesOf(tx)
    .insertInto('datasetSnapshot')
    .values({ ...row, counts: JSON.stringify(counts) })
    .onConflict((conflict) => conflict.column('runId').doNothing())
    .execute();
  return tablesOf(tx)
    .selectFrom('datasetSnapshot')
    .selectAll()
    .where('runId', '=', row.runId)
    .executeTakeFirstOrThrow();
}

export async function findSnapshotOfRun(db: Db, runId: string): Promise<SnapshotRow | undefined> {
  return tablesOf(db).selectFrom('datasetSnapshot').selectAll().where('runId', '=', runId).executeTakeFirst();
}

export async function linkFeedback(
  tx: Db,
  snapshotId: string,
  taught: readonly { feedbackId: string; intent: string }[],
): Promise<void> {
  const feedbackIds = taught.map(({ feedbackId }) => feedbackId);
  const intents = taught.map(({ intent }) => intent);
  await sql`
    insert into models.snapshot_feedback (feedback_id, snapshot_id, intent)
    select feedback_id, ${snapshotId}, intent from unnest(${feedbackIds}::text[], ${intents}::text[]) as taught (feedback_id, intent)
    on conflict do nothing`.execute(tx);
}

export async function linkReviews(tx: Db, snapshotId: string, reviewIds: readonly string[]): Promise<void> {
  await sql`
    insert into models.snapshot_review (snapshot_id, review_id)
    select ${snapshotId}, review_id from unnest(${reviewIds}::text[]) as taught (review_id)
    on conflict do nothing`.execute(tx);
}

export async function noteUndoneReviews(tx: Db, reviewIds: readonly string[]): Promise<void> {
  if (reviewIds.length === 0) return;
  await tablesOf(tx)
    .insertInto('undoneReview')
    .values(reviewIds.map((reviewId) => ({ reviewId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findSnapshots(db: Db, ids: readonly string[]): Promise<SnapshotRow[]> {
  return tablesOf(db)
    .selectFrom('datasetSnapshot')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
}

/** The feedback behind a snapshot's labels that does not stand for them any more. */
export async function withdrawnFeedbackIds(db: Db, snapshotId: string): Promise<string[]> {
  const rows = await withdrawnOf(db, [snapshotId]).select('snapshotFeedback.feedbackId').execute();
  return rows.map(({ feedbackId }) => feedbackId);
}

/** Of what lies behind these snapshots' labels, how much was taken back since: feedback retracted, rejected or relabelled, reviews undone. */
export async function withdrawnFeedback(db: Db, snapshotIds: readonly string[]): Promise<Map<string, number>> {
  const reviews = tablesOf(db)
    .selectFrom('snapshotReview')
    .innerJoin('undoneReview', 'undoneReview.reviewId', 'snapshotReview.reviewId')
    .where('snapshotId', '=', sql<string>`any(${snapshotIds})`)
    .select('snapshotId');
  const rows = await tablesOf(db)
    .selectFrom(withdrawnOf(db, snapshotIds).select('snapshotId').unionAll(reviews).as('withdrawn'))
    .select(['snapshotId', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('snapshotId')
    .execute();
  return new Map(rows.map(({ snapshotId, count }) => [snapshotId, count]));
}

function withdrawnOf(db: Db, snapshotIds: readonly string[]) {
  return tablesOf(db)
    .selectFrom('snapshotFeedback')
    .innerJoin('observedFeedback', 'observedFeedback.feedbackId', 'snapshotFeedback.feedbackId')
    .where('snapshotId', '=', sql<string>`any(${snapshotIds})`)
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['RETRACTED', 'REJECTED']),
        eb('taughtIntent', '!=', eb.ref('snapshotFeedback.intent')),
      ]),
    );
}

/**
 * What became of a feedback: the first snapshot that holds its label, and the first version served that was trained on one; of what no
 * snapshot holds any more, the first since without it, and the first version served that was trained on one of those.
 */
export interface FateRow {
  feedbackId: string;
  datasetSnapshotId: string | null;
  modelVersionId: string | null;
  removedFromSnapshotId: string | null;
  removedInVersionId: string | null;
}

export async function fatesOf(db: Db, feedbackIds: readonly string[]): Promise<FateRow[]> {
  const { rows } = await sql<FateRow>`
    with served as (
      select id, number, dataset_snapshot_id from models.model_version version
      where exists (
        select from models.deployment
        left join models.rollout_step step on step.deployment_id = deployment.id
        where version_id = version.id and (
          -- One that takes over step by step answers in each but the shadow; in the last, as where there are none, once it is taken up.
          (step.started_at is not null and step.share > 0 and step.share < 1)
          or (state not in ('ROLLING_OUT', 'SHADOW') and (step.deployment_id is null or step.started_at is not null and step.share = 1))))
    ), learned as (
      select feedback_id,
        (array_agg(snapshot.id order by snapshot.created_at, snapshot.id))[1] as dataset_snapshot_id,
        (array_agg(served.id order by served.number) filter (where served.id is not null))[1] as model_version_id,
        (array_agg(snapshot.id order by snapshot.created_at desc, snapshot.id desc))[1] as last_snapshot_id
      from models.snapshot_feedback link
      join models.dataset_snapshot snapshot on snapshot.id = link.snapshot_id
      left join served on served.dataset_snapshot_id = snapshot.id
      where feedback_id = any(${feedbackIds})
      group by feedback_id
    )
    select feedback_id, learned.dataset_snapshot_id, model_version_id,
      removed.snapshot_id as removed_from_snapshot_id, removed.version_id as removed_in_version_id
    from learned
    join models.dataset_snapshot last on last.id = last_snapshot_id
    cross join lateral (
      select
        (array_agg(since.id order by since.created_at, since.id))[1] as snapshot_id,
        (array_agg(served.id order by served.number) filter (where served.id is not null))[1] as version_id
      from models.dataset_snapshot since
      left join served on served.dataset_snapshot_id = since.id
      where since.assistant_id = last.assistant_id and (since.created_at, since.id) > (last.created_at, last.id)
    ) removed`.execute(db);
  return rows;
}
