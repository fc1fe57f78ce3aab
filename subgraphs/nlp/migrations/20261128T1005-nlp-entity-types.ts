import { type Kysely, sql } from 'kysely';

/** What details an assistant looks for, and where people marked them in its examples. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The definition holds what its kind needs: values, a pattern, or which built-in. Byte order ("C") is that of the names in a page.
  await sql`
    create table nlp.entity_type (
      id text primary key,
      assistant_id text not null,
      name text collate "C" not null,
      kind text not null check (kind in ('LIST', 'PATTERN', 'BUILT_IN', 'LEARNED')),
      definition jsonb not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create unique index entity_type_name on nlp.entity_type (assistant_id, lower(name))`.execute(db);
  // Null is an example that nobody has looked at for entities; an empty list, one that holds none.
  await sql`alter table nlp.example add column spans jsonb`.execute(db);
  await sql`create index example_spans on nlp.example using gin (spans jsonb_path_ops) where spans is not null`.execute(
    db,
  );
}
