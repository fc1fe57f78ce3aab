import { type Kysely, sql } from 'kysely';

/** Where an anonymous caller started the conversation that a feedback is about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feedback.feedback add column origin text`.execute(db);
}
