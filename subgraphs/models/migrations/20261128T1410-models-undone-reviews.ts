import { type Kysely, sql } from 'kysely';

/** The reviews behind a snapshot's labels, and those that were undone: a version that learned from one is news to whoever decides. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.snapshot_review (
      snapshot_id text not null references models.dataset_snapshot,
      review_id text not null,
      primary key (snapshot_id, review_id)
    )`.execute(db);
  await sql`create table models.undone_review (review_id text primary key)`.execute(db);
}
