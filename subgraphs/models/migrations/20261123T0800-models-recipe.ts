import { type Kysely, sql } from 'kysely';

/** The policy says how a version is made, and a version keeps what the next training may start from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.retrain_policy
      add column recipe text not null default 'FAST' check (recipe in ('FAST', 'BEST')),
      add column warm_start boolean not null default true`.execute(db);
  await sql`alter table models.model_version add column training_state_uri text`.execute(db);
}
