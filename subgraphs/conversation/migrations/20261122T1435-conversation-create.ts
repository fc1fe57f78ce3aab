import { type Kysely, sql } from 'kysely';
import { createIdempotencyTable } from '../../../platform/db/index.ts';
import { createOutboxTable } from '../../../platform/queue/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema conversation`.execute(db);
  await sql`
    create table conversation.assistant (
      id text primary key,
      name text not null,
      languages text[] not null check (cardinality(languages) > 0),
      is_public boolean not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`create index assistant_page on conversation.assistant (created_at, id)`.execute(db);
  await sql`
    create table conversation.conversation (
      id text primary key,
      assistant_id text not null references conversation.assistant,
      channel text,
      language text not null,
      end_user_id text,
      started_at timestamptz not null,
      turn_count integer not null default 0
    )`.execute(db);
  await sql`create index conversation_page on conversation.conversation (assistant_id, started_at, id)`.execute(db);
  await sql`
    create table conversation.turn (
      id text primary key,
      conversation_id text not null references conversation.conversation,
      index integer not null check (index >= 0),
      at timestamptz not null,
      input_mode text not null check (input_mode in ('TEXT', 'VOICE')),
      utterance text not null,
      language text not null,
      chosen_intent text,
      reply_kind text not null check (reply_kind in ('ANSWER', 'DISAMBIGUATION', 'KNOWLEDGE', 'FALLBACK')),
      reply_text text not null,
      reply_options jsonb not null,
      reply_citations jsonb not null,
      latency_ms double precision not null,
      intent text,
      confidence double precision,
      model_version_id text,
      unique (conversation_id, index)
    )`.execute(db);
  await createIdempotencyTable(db, 'conversation');
  await createOutboxTable(db, 'conversation');
}
