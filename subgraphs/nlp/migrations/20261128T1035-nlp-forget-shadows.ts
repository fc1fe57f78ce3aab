import { type Kysely, sql } from 'kysely';

/** Old shadow interpretations are found by their time, to be forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index shadow_interpretation_at on nlp.shadow_interpretation (at)`.execute(db);
}
