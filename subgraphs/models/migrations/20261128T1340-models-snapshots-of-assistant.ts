import { type Kysely, sql } from 'kysely';

/** An assistant's snapshots in the order in which they were taken: what became of a feedback is asked of those after its last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index dataset_snapshot_of_assistant on models.dataset_snapshot (assistant_id, created_at, id)`.execute(db);
}
