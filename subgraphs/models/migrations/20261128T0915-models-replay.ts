import { type Kysely, sql } from 'kysely';

/** What a version would have said otherwise to real turns, in the order in which a person looks at it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.replay_change (
      report_id text not null references models.report,
      position integer not null,
      turn_id text not null,
      served jsonb not null,
      next jsonb not null,
      effect text not null check (effect in ('BREAKS', 'STILL_WRONG', 'UNJUDGED', 'MAY_FIX', 'FIXES')),
      verdict text,
      corrected_intent text,
      primary key (report_id, position)
    )`.execute(db);
  await sql`create index replay_change_turn on models.replay_change (turn_id)`.execute(db);
}
