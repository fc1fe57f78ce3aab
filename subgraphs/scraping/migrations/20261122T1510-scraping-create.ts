import { type Kysely, sql } from 'kysely';
import { createIdempotencyTable } from '../../../platform/db/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema scraping`.execute(db);
  await createTables(db);
  await createTextSearch(db);
  await createIdempotencyTable(db, 'scraping');
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table scraping.source (
      id text primary key,
      assistant_id text not null,
      url text not null,
      state text not null check (state in ('IDLE', 'CRAWLING', 'FAILED')),
      last_crawled_at timestamptz,
      last_error text,
      page_count integer not null default 0,
      created_at timestamptz not null,
      unique (assistant_id, url)
    )`.execute(db);
  await sql`create index source_listing on scraping.source (assistant_id, created_at, id)`.execute(db);
  await sql`
    create table scraping.crawl (
      id text primary key,
      source_id text not null references scraping.source,
      state text not null check (state in ('OPEN', 'FINISHED', 'FAILED')),
      requested_at timestamptz not null,
      finished_at timestamptz,
      attempts integer not null default 0,
      leased_by text,
      leased_until timestamptz,
      page_count integer,
      failures jsonb,
      error text
    )`.execute(db);
  await sql`create unique index crawl_open on scraping.crawl (source_id) where state = 'OPEN'`.execute(db);
  await sql`
    create table scraping.page_snapshot (
      id text primary key,
      source_id text not null references scraping.source,
      url text not null,
      title text,
      language text,
      content_type text not null,
      sha256 text not null,
      uri text not null,
      fetched_at timestamptz not null
    )`.execute(db);
  await sql`
    create table scraping.page (
      id text primary key,
      source_id text not null references scraping.source,
      url text not null,
      snapshot_id text not null references scraping.page_snapshot,
      etag text,
      last_modified text,
      seen_in text not null,
      unique (source_id, url)
    )`.execute(db);
  await sql`
    create table scraping.passage (
      id bigint generated always as identity primary key,
      page_id text not null references scraping.page on delete cascade,
      assistant_id text not null,
      language text not null,
      heading text,
      text text not null,
      search tsvector not null
    )`.execute(db);
  await sql`create index passage_page on scraping.passage (page_id)`.execute(db);
  await sql`create index passage_assistant on scraping.passage (assistant_id)`.execute(db);
  await sql`create index passage_search on scraping.passage using gin (search)`.execute(db);
}

async function createTextSearch(db: Kysely<unknown>): Promise<void> {
  // The database may have unaccent already, in whatever schema its owner chose; then that one is used.
  await sql`create extension if not exists unaccent with schema scraping`.execute(db);
  await sql`
    do $$
    declare home text;
    begin
      select n.nspname into strict home
      from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'unaccent';
      create text search configuration scraping.portuguese_folded (copy = pg_catalog.portuguese);
      create text search configuration scraping.english_folded (copy = pg_catalog.english);
      create text search configuration scraping.simple_folded (copy = pg_catalog.simple);
      execute format('alter text search configuration scraping.portuguese_folded
        alter mapping for hword, hword_part, word with %I.unaccent, portuguese_stem', home);
      execute format('alter text search configuration scraping.english_folded
        alter mapping for hword, hword_part, word with %I.unaccent, english_stem', home);
      execute format('alter text search configuration scraping.simple_folded
        alter mapping for hword, hword_part, word with %I.unaccent, simple', home);
    end $$`.execute(db);
  // Portuguese stems need their accents (inscrição, inscrições), and people leave them out: so both forms are kept.
  await sql`
    create function scraping.vector_of(language text, content text) returns tsvector
    language sql stable parallel safe as $$
      select case split_part(lower(language), '-', 1)
        when 'pt' then to_tsvector('pg_catalog.portuguese', content) || to_tsvector('scraping.portuguese_folded', content)
        when 'en' then to_tsvector('scraping.english_folded', content)
        else to_tsvector('scraping.simple_folded', content)
      end
    $$`.execute(db);
}
