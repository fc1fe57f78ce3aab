import { type Kysely, sql } from 'kysely';

/** What people and policies did, for good: nothing here is ever changed or taken away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // assistant_id is '' for acts of the house, e.g. a token issued. `origin` is the id under which another room tells of an act once.
  await sql`
    create table models.audit_entry (
      assistant_id text not null,
      sequence integer not null check (sequence > 0),
      id text not null unique,
      origin text unique,
      actor text not null,
      action text not null,
      subject text not null,
      at timestamptz not null,
      facts jsonb not null,
      request_id text,
      previous_hash text not null,
      hash text not null,
      primary key (assistant_id, sequence)
    )`.execute(db);
  await sql`
    create function models.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger audit_entry_append_only before update or delete on models.audit_entry
    for each row execute function models.refuse_change()`.execute(db);
  await sql`
    create trigger audit_entry_never_emptied before truncate on models.audit_entry
    for each statement execute function models.refuse_change()`.execute(db);
}
