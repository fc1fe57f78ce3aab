import { type Kysely, sql } from 'kysely';

/** What is said again replaces what was said; here it also cannot be otherwise, so that the usual first word needs no look at others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unique index feedback_one_voice_a_turn on feedback.feedback (turn_id, author)
    where source = 'EXPLICIT' and status <> 'RETRACTED'`.execute(db);
}
