import { type Kysely, sql } from 'kysely';

/** A process that answers a share of the conversations with a version has not yet let it take over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table models.serving_process add column champion_ids text[] not null default '{}'`.execute(db);
}
