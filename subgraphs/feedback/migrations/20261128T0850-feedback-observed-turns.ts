import { type Kysely, sql } from 'kysely';

/** Observed turns are looked through by time, e.g. for conversations that were given up, and are forgotten when they are old. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table feedback.observed_turn
      add column at timestamptz,
      add column assistant_id text,
      add column conversation_id text`.execute(db);
  await sql`
    update feedback.observed_turn set
      at = (facts ->> 'at')::timestamptz,
      assistant_id = facts ->> 'assistantId',
      conversation_id = facts ->> 'conversationId'`.execute(db);
  await sql`
    alter table feedback.observed_turn
      alter column at set not null,
      alter column assistant_id set not null,
      alter column conversation_id set not null`.execute(db);
  await sql`create index observed_turn_at on feedback.observed_turn (at, turn_id)`.execute(db);
  await sql`create index observed_turn_of_conversation on feedback.observed_turn (conversation_id, at)`.execute(db);
}
