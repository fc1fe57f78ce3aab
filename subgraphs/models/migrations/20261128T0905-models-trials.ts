import { type Kysely, sql } from 'kysely';

/** A run may try parameters before it trains; the policy says how many, and for how long. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.retrain_policy
      add column trial_count integer check (trial_count > 0),
      add column trial_budget_seconds integer check (trial_budget_seconds > 0)`.execute(db);
  await sql`
    create table models.trial (
      run_id text not null references models.training_run,
      number integer not null,
      parameters jsonb not null,
      state text not null,
      score double precision,
      is_chosen boolean not null default false,
      started_at timestamptz,
      finished_at timestamptz,
      primary key (run_id, number)
    )`.execute(db);
  await sql`create unique index trial_one_chosen on models.trial (run_id) where is_chosen`.execute(db);
  await sql`
    create table models.trial_metric (
      run_id text not null,
      number integer not null,
      step integer not null,
      value double precision not null,
      primary key (run_id, number, step),
      foreign key (run_id, number) references models.trial
    )`.execute(db);
}
