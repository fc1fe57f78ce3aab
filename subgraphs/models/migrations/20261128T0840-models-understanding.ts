import { type Kysely, sql } from 'kysely';

/** What the model made of a turn is kept with it, above all whether it refused the utterance; and whose turn it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.observed_turn
      add column conversation_id text,
      add column end_user_id text,
      add column turn_index integer,
      add column language text,
      add column chosen_intent text,
      add column is_out_of_scope boolean not null default false,
      add column is_close_call boolean not null default false,
      add column ranking jsonb not null default '[]',
      add column deployment_id text`.execute(db);
  await sql`
    update models.observed_turn set is_out_of_scope = true
    where model_version_id is not null and intent is null`.execute(db);
}
