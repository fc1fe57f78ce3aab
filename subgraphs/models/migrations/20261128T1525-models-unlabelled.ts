import { type Kysely, sql } from 'kysely';

/** What users said that nobody has labelled, beside a snapshot's rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table models.dataset_snapshot
    add column unlabelled_uri text,
    add column unlabelled_count integer not null default 0`.execute(db);
}
