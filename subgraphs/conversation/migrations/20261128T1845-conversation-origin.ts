import { type Kysely, sql } from 'kysely';

/** Where an anonymous caller started a conversation, by a pseudonym of the network address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversation.conversation add column origin text`.execute(db);
}
