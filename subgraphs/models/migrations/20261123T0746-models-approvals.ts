import { type Kysely, sql } from 'kysely';

/** Who asked for a run, all of them; until when a version may wait; why somebody overrode the gate; what a label taught when it was learned. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.run_request (
      run_id text not null references models.training_run,
      position bigint generated always as identity,
      by text not null,
      trigger text not null,
      reason text not null,
      revision text,
      at timestamptz not null,
      primary key (run_id, position)
    )`.execute(db);
  await sql`
    insert into models.run_request (run_id, by, trigger, reason, revision, at)
    select id, coalesce(requested_by, case trigger when 'CI' then 'ci' else 'policy' end), trigger, reason, revision, created_at
    from models.training_run order by created_at, id`.execute(db);
  await sql`
    alter table models.retrain_policy
      add column approval_expires_after_days integer not null default 14 check (approval_expires_after_days > 0)`.execute(
    db,
  );
  await sql`alter table models.approval add column override_reason text`.execute(db);
  await sql`create index model_version_waiting on models.model_version (created_at) where state = 'PENDING_APPROVAL'`.execute(
    db,
  );
  // Null where it was recorded before labels were kept here: nothing is known to have changed then.
  await sql`alter table models.snapshot_feedback add column intent text`.execute(db);
  await sql`alter table models.observed_feedback add column taught_intent text`.execute(db);
}
