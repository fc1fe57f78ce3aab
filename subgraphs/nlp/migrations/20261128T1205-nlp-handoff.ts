import { type Kysely, sql } from 'kysely';

/** Which intents call a person was known by their names until now; from here on each intent says it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table nlp.intent add column is_handoff boolean not null default false`.execute(db);
  await sql`
    update nlp.intent set is_handoff = true
    where name in ('human_handoff', 'talk_to_human', 'talk_to_agent', 'human_agent', 'handoff')`.execute(db);
}
