import { type Kysely, sql } from 'kysely';

/** A version may take over step by step, watched by what users say; one is under way at a time, whatever its state. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table models.canary_plan (assistant_id text primary key, plan jsonb not null)`.execute(db);
  await sql`
    create table models.rollout_step (
      deployment_id text not null references models.deployment,
      number integer not null,
      share double precision not null,
      minimum_minutes integer not null,
      minimum_voices integer not null,
      started_at timestamptz,
      passed_at timestamptz,
      primary key (deployment_id, number)
    )`.execute(db);
  await sql`
    create table models.rollout_watch (
      deployment_id text primary key references models.deployment,
      phase text not null,
      champion_deployment_id text not null references models.deployment,
      since timestamptz not null,
      until timestamptz,
      voices integer not null,
      helpful integer not null,
      champion_voices integer not null,
      champion_helpful integer not null,
      evidence double precision not null,
      checked_at timestamptz not null,
      alarmed_at timestamptz
    )`.execute(db);
  await sql`drop index models.deployment_one_rolling_out`.execute(db);
  await sql`
    create unique index deployment_one_under_way on models.deployment (assistant_id)
    where state in ('ROLLING_OUT', 'SHADOW', 'CANARY')`.execute(db);
  await sql`
    create index observed_turn_of_deployment on models.observed_turn (deployment_id, at)
    where deployment_id is not null`.execute(db);
  await sql`alter table models.serving_process add column faults jsonb not null default '[]'`.execute(db);
}
