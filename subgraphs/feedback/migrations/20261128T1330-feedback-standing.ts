import { type Kysely, sql } from 'kysely';

/** What stands of a turn is found without a look at all that was taken back: one author may take back as much as the pace allows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index feedback_standing on feedback.feedback (turn_id)
    where status not in ('RETRACTED', 'REJECTED')`.execute(db);
}
