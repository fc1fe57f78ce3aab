import { type Kysely, sql } from 'kysely';

/** A policy may ask for a run by what is observed: users like the version less, or say other things than they did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.retrain_policy
      add column quality_voices integer,
      add column drift_psi double precision,
      add column drift_out_of_scope double precision,
      add column drift_days integer not null default 7`.execute(db);
}
