import { type Kysely, sql } from 'kysely';

/** A reviewer may say that an utterance is out of scope. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table feedback.review drop constraint review_decision_check,
      add constraint review_decision_check check (decision in ('ACCEPT', 'RELABEL', 'OUT_OF_SCOPE', 'REJECT', 'SKIP'))`.execute(
    db,
  );
  await sql`
    alter table feedback.review_item drop constraint review_item_state_check,
      add constraint review_item_state_check check (
        state in ('OPEN', 'AWAITING_SECOND', 'DISPUTED', 'SKIPPED', 'ACCEPTED', 'RELABELLED', 'OUT_OF_SCOPE', 'REJECTED')
      )`.execute(db);
}
