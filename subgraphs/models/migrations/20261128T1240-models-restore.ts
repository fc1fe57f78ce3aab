import { type Kysely, sql } from 'kysely';

/** The snapshot whose rows a run learns again, and what was left out of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table models.training_run
    add column restored_snapshot_id text references models.dataset_snapshot`.execute(db);
  await sql`alter table models.dataset_snapshot
    add column restored_from_id text references models.dataset_snapshot,
    add column left_out integer`.execute(db);
}
