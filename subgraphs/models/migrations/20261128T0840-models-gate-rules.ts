import { type Kysely, sql } from 'kysely';

/** What an assistant demands of its versions; the defaults hold where there is no row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table models.gate_rules (assistant_id text primary key, rules jsonb not null)`.execute(db);
}
