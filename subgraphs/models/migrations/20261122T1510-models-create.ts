import { type Kysely, sql } from 'kysely';
import { createIdempotencyTable } from '../../../platform/db/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema models`.execute(db);
  await createRuns(db);
  await createVersions(db);
  await createDeployments(db);
  await createPolicies(db);
  await createObservations(db);
  await createIdempotencyTable(db, 'models');
}

async function createRuns(db: Kysely<unknown>): Promise<void> {
  // requested_by is null where Malha itself asked: by volume or on schedule.
  await sql`
    create table models.training_run (
      id text primary key,
      assistant_id text not null,
      trigger text not null,
      reason text not null,
      revision text,
      requested_by text,
      state text not null,
      stage text not null,
      progress double precision not null check (progress between 0 and 1),
      sequence integer not null,
      error text,
      created_at timestamptz not null,
      started_at timestamptz,
      finished_at timestamptz
    )`.execute(db);
  await sql`create unique index training_run_one_running on models.training_run (assistant_id) where state = 'RUNNING'`.execute(
    db,
  );
  await sql`create unique index training_run_one_queued on models.training_run (assistant_id) where state = 'QUEUED'`.execute(
    db,
  );
  await sql`create index training_run_latest on models.training_run (assistant_id, created_at desc, id desc)`.execute(
    db,
  );
  await sql`
    create table models.run_stage (
      run_id text not null references models.training_run,
      name text not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      primary key (run_id, name)
    )`.execute(db);
  await sql`
    create table models.run_metric (
      run_id text not null references models.training_run,
      name text not null,
      step integer not null,
      value double precision not null,
      at timestamptz not null,
      primary key (run_id, name, step)
    )`.execute(db);
  await sql`
    create table models.run_log (
      position bigint generated always as identity primary key,
      run_id text not null references models.training_run,
      at timestamptz not null,
      line text not null
    )`.execute(db);
  await sql`create index run_log_of_run on models.run_log (run_id, position)`.execute(db);
}

async function createVersions(db: Kysely<unknown>): Promise<void> {
  // The rows and the lineage are objects; the same rows have the same sha256, whichever run took them.
  await sql`
    create table models.dataset_snapshot (
      id text primary key,
      run_id text not null unique references models.training_run,
      assistant_id text not null,
      sha256 text not null,
      uri text not null,
      lineage_uri text not null,
      example_count integer not null,
      counts jsonb not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`
    create table models.snapshot_feedback (
      feedback_id text not null,
      snapshot_id text not null references models.dataset_snapshot,
      primary key (feedback_id, snapshot_id)
    )`.execute(db);
  await sql`create index snapshot_feedback_of_snapshot on models.snapshot_feedback (snapshot_id)`.execute(db);
  // Immutable: the evidence on which a person decides. A version points to its newest.
  await sql`
    create table models.report (
      id text primary key,
      run_id text not null references models.training_run,
      evidence_hash text not null,
      content jsonb not null,
      created_at timestamptz not null,
      unique (run_id, evidence_hash)
    )`.execute(db);
  await sql`
    create table models.model_version (
      id text primary key,
      assistant_id text not null,
      number integer not null,
      run_id text not null unique references models.training_run,
      dataset_snapshot_id text not null references models.dataset_snapshot,
      parent_id text references models.model_version,
      report_id text not null references models.report,
      state text not null,
      traffic_share double precision not null default 0,
      artifact_uri text not null,
      artifact_sha256 text not null,
      artifact_bytes integer not null,
      parameters text not null,
      seed integer not null,
      revision text,
      refresh_requested_at timestamptz,
      created_at timestamptz not null,
      unique (assistant_id, number)
    )`.execute(db);
  await sql`create index model_version_of_snapshot on models.model_version (dataset_snapshot_id)`.execute(db);
  await sql`
    create table models.approval (
      id text primary key,
      version_id text not null references models.model_version,
      decision text not null,
      by text not null,
      at timestamptz not null,
      comment text,
      evidence_hash text not null
    )`.execute(db);
  await sql`create index approval_of_version on models.approval (version_id, at)`.execute(db);
}

async function createDeployments(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.deployment (
      id text primary key,
      assistant_id text not null,
      version_id text not null references models.model_version,
      state text not null,
      traffic_share double precision not null,
      is_roll_back boolean not null,
      reason text,
      requested_by text not null,
      created_at timestamptz not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create unique index deployment_one_live on models.deployment (assistant_id) where state = 'LIVE'`.execute(
    db,
  );
  await sql`create unique index deployment_one_rolling_out on models.deployment (assistant_id) where state = 'ROLLING_OUT'`.execute(
    db,
  );
  await sql`create index deployment_latest on models.deployment (assistant_id, created_at desc)`.execute(db);
  await sql`create index deployment_of_version on models.deployment (version_id)`.execute(db);
  await sql`
    create table models.serving_process (
      id text primary key,
      deployment_ids text[] not null,
      leased_until timestamptz not null
    )`.execute(db);
}

async function createPolicies(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.retrain_policy (
      assistant_id text primary key,
      cron text,
      time_zone text not null,
      volume integer,
      debounce_minutes integer not null,
      approval text not null,
      rollout text not null,
      two_persons boolean not null,
      acceptance text not null,
      schedule_checked_at timestamptz not null
    )`.execute(db);
  await sql`
    create table models.retrain_counter (
      assistant_id text primary key,
      new_labels integer not null,
      last_requested_at timestamptz,
      resting_until timestamptz
    )`.execute(db);
}

async function createObservations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.quality_window (
      assistant_id text not null,
      model_version_id text not null,
      hour timestamptz not null,
      turns integer not null default 0,
      out_of_scope integer not null default 0,
      confidence_sum double precision not null default 0,
      answers integer not null default 0,
      disambiguations integer not null default 0,
      knowledge integer not null default 0,
      fallbacks integer not null default 0,
      helpful integer not null default 0,
      unhelpful integer not null default 0,
      corrections integer not null default 0,
      primary key (assistant_id, model_version_id, hour)
    )`.execute(db);
  // The queue delivers at least once; what was counted is not counted again.
  await sql`create table models.observed_turn (turn_id text primary key, at timestamptz not null)`.execute(db);
  await sql`create index observed_turn_at on models.observed_turn (at)`.execute(db);
  await sql`
    create table models.observed_feedback (
      feedback_id text primary key,
      sequence integer not null,
      verdict text not null,
      status text not null
    )`.execute(db);
}
