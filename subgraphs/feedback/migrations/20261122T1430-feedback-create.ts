import { type Kysely, sql } from 'kysely';
import { createIdempotencyTable } from '../../../platform/db/index.ts';
import { createOutboxTable } from '../../../platform/queue/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema feedback`.execute(db);
  await sql`
    create table feedback.feedback (
      id text collate "C" primary key,
      sequence integer not null,
      assistant_id text not null,
      conversation_id text not null,
      turn_id text not null,
      author text not null,
      source text not null check (source in ('EXPLICIT', 'IMPLICIT')),
      verdict text not null check (verdict in ('HELPFUL', 'UNHELPFUL', 'CORRECTION')),
      signal text,
      corrected_intent text,
      corrected_answer text,
      comment text,
      status text not null check (status in ('QUEUED', 'RECORDED', 'ACCEPTED', 'REJECTED', 'RETRACTED')),
      at timestamptz not null,
      superseded_by text,
      review_decision text check (review_decision in ('ACCEPT', 'RELABEL', 'REJECT')),
      review_intent text,
      review_comment text,
      reviewed_by text,
      reviewed_at timestamptz,
      end_user_id text,
      utterance text not null,
      language text,
      turn_index integer not null,
      turn_at timestamptz not null,
      reply_kind text not null,
      intent text,
      chosen_intent text,
      confidence double precision,
      model_version_id text
    )`.execute(db);
  await sql`create index feedback_history on feedback.feedback (assistant_id, at desc, id desc)`.execute(db);
  // What the history's text filter looks through, as trigrams: a word's middle is found as well as its beginning.
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`
    create index feedback_text on feedback.feedback
    using gin (utterance gin_trgm_ops, comment gin_trgm_ops, corrected_answer gin_trgm_ops)`.execute(db);
  await sql`create index feedback_turn on feedback.feedback (turn_id)`.execute(db);

  // What came through the queue, once each. Positions grow in the order of commits, see store/event-log.ts.
  await sql`
    create table feedback.feedback_event (
      position bigint generated always as identity unique,
      feedback_id text not null,
      sequence integer not null,
      message jsonb not null,
      primary key (feedback_id, sequence)
    )`.execute(db);

  // Turns as they were observed: what implicit feedback compares with, and the tags that statistics group by.
  await sql`
    create table feedback.observed_turn (
      turn_id text primary key,
      facts jsonb not null,
      tags text[] not null
    )`.execute(db);

  // Events up to `archived` are on S3; those up to `sealed` are on their way there, in files whose names are settled.
  await sql`
    create table feedback.archive_position (
      is_only boolean primary key default true check (is_only),
      archived bigint not null default 0,
      sealed bigint not null default 0
    )`.execute(db);
  await sql`insert into feedback.archive_position default values`.execute(db);

  await createOutboxTable(db, 'feedback');
  await createIdempotencyTable(db, 'feedback');
}
