import { type Kysely, sql } from 'kysely';

/** What was true at a turn is kept, so that quality can be told by intent, category and time, and drift be seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.observed_turn
      add column assistant_id text,
      add column model_version_id text,
      add column utterance text,
      add column intent text,
      add column confidence double precision,
      add column reply_kind text,
      add column latency_ms double precision,
      add column tags jsonb not null default '[]'`.execute(db);
  await sql`create index observed_turn_assistant_at on models.observed_turn (assistant_id, at)`.execute(db);
  await sql`
    alter table models.observed_feedback
      add column turn_id text,
      add column source text,
      add column corrected_intent text`.execute(db);
  await sql`create index observed_feedback_turn on models.observed_feedback (turn_id)`.execute(db);
}
