import { type Kysely, sql } from 'kysely';

/** Rules that watch the figures of quality, the alerts that they raise, and what webhooks are told of those. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table models.alert_rule (
      id text primary key,
      assistant_id text not null,
      name text not null,
      metric text not null,
      direction text not null,
      raise_at double precision not null,
      clear_at double precision not null,
      raise_after integer not null,
      clear_after integer not null,
      window_minutes integer not null,
      every_minutes integer not null,
      minimum_sample integer not null,
      intent text,
      tag_id text,
      version text,
      action text not null,
      is_enabled boolean not null,
      webhook_url text,
      webhook_secret text,
      created_at timestamptz not null,
      streak integer not null default 0,
      looked_at timestamptz,
      last_value double precision,
      last_sample integer,
      looked_at_version_id text,
      check ((webhook_url is null) = (webhook_secret is null))
    )`.execute(db);
  await sql`create index alert_rule_of_assistant on models.alert_rule (assistant_id, created_at, id)`.execute(db);
  // What a rule was when it raised stays readable when it is changed or gone: no reference to it.
  await sql`
    create table models.alert (
      id text primary key,
      assistant_id text not null,
      rule_id text not null,
      rule_name text not null,
      metric text not null,
      direction text not null,
      raise_at double precision not null,
      clear_at double precision not null,
      window_minutes integer not null,
      intent text,
      tag_id text,
      version text,
      model_version_id text,
      value double precision not null,
      figures jsonb not null,
      raised_at timestamptz not null,
      cleared_at timestamptz,
      cleared_value double precision,
      ended_by text,
      acknowledged_at timestamptz,
      acknowledged_by text,
      action text not null,
      action_state text,
      action_detail text,
      acted_at timestamptz
    )`.execute(db);
  await sql`create index alert_newest on models.alert (assistant_id, raised_at desc, id desc)`.execute(db);
  await sql`create unique index alert_one_open on models.alert (rule_id) where cleared_at is null`.execute(db);
  await sql`create index alert_to_act on models.alert (id) where action_state = 'PENDING'`.execute(db);
  await sql`
    create table models.alert_delivery (
      id text primary key,
      position bigint generated always as identity,
      alert_id text not null references models.alert,
      rule_id text not null,
      event text not null,
      body text not null,
      state text not null,
      attempts integer not null default 0,
      last_error text,
      created_at timestamptz not null,
      next_attempt_at timestamptz not null,
      leased_until timestamptz,
      delivered_at timestamptz
    )`.execute(db);
  await sql`create index alert_delivery_of_alert on models.alert_delivery (alert_id, position)`.execute(db);
  await sql`
    create index alert_delivery_waiting on models.alert_delivery (next_attempt_at, position)
    where state = 'WAITING'`.execute(db);
}
