import { type Kysely, sql } from 'kysely';

/** The policy may name a sentence encoder whose vectors join the words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table models.retrain_policy add column encoder text`.execute(db);
}
