import { type Kysely, sql } from 'kysely';
import { createIdempotencyTable } from '../../../platform/db/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema nlp`.execute(db);
  await sql`
    create table nlp.intent (
      id text primary key,
      assistant_id text not null,
      name text not null,
      created_at timestamptz not null,
      unique (assistant_id, name)
    )`.execute(db);
  await sql`
    create table nlp.intent_label (
      intent_id text not null references nlp.intent,
      language text not null,
      text text not null,
      primary key (intent_id, language)
    )`.execute(db);
  await sql`
    create table nlp.answer (
      intent_id text not null references nlp.intent,
      language text not null,
      text text not null,
      updated_at timestamptz not null,
      primary key (intent_id, language)
    )`.execute(db);
  // An id is made from the assistant and the normalised utterance, which makes them unique; near_key groups utterances that differ
  // only in what typing varies. Both are digests: an utterance can be longer than an index entry. Byte order ("C") is a snapshot's.
  await sql`
    create table nlp.example (
      id text collate "C" primary key,
      assistant_id text not null,
      utterance text not null,
      near_key text not null,
      intent_id text references nlp.intent,
      language text not null,
      split text not null check (split in ('train', 'validation', 'test')),
      source text not null check (source in ('SEED', 'IMPORT')),
      weight double precision not null default 1,
      created_at timestamptz not null
    )`.execute(db);
  await sql`create index example_near_key on nlp.example (assistant_id, near_key)`.execute(db);
  await sql`create index example_intent on nlp.example (intent_id)`.execute(db);
  await sql`create index example_snapshot on nlp.example (assistant_id, id)`.execute(db);
  await sql`
    create table nlp.interpretation (
      turn_id text primary key,
      assistant_id text not null,
      conversation_id text not null,
      deployment_id text not null,
      model_version_id text not null,
      intent text,
      confidence double precision not null,
      is_out_of_scope boolean not null,
      is_close_call boolean not null,
      language text not null,
      ranking jsonb not null,
      entities jsonb not null,
      latency_ms double precision not null,
      at timestamptz not null
    )`.execute(db);
  // What each assistant was last answered with, so that a process can start while models is away.
  await sql`
    create table nlp.served_version (
      deployment_id text primary key,
      assistant_id text not null,
      model_version_id text not null,
      artifact_uri text not null,
      artifact_sha256 text not null,
      traffic_share double precision not null,
      is_canary boolean not null,
      served_by text not null,
      served_at timestamptz not null
    )`.execute(db);
  await createIdempotencyTable(db, 'nlp');
}
