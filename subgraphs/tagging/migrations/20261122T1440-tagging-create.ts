import { type Kysely, sql } from 'kysely';
import { createIdempotencyTable } from '../../../platform/db/index.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema tagging`.execute(db);
  // Without an assistant it is built in and every assistant's.
  await sql`
    create table tagging.tag (
      id text primary key,
      assistant_id text,
      key text not null,
      name text not null,
      unique nulls not distinct (assistant_id, key)
    )`.execute(db);
  await sql`create index tag_page on tagging.tag (assistant_id, name, id)`.execute(db);
  await sql`
    insert into tagging.tag (id, key, name) values
      ('tag_uncategorised', 'uncategorised', 'Uncategorised'),
      ('tag_clarification', 'clarification', 'Clarification'),
      ('tag_knowledge', 'knowledge', 'Knowledge'),
      ('tag_unanswered', 'unanswered', 'Unanswered')`.execute(db);
  // An emptied rule stays as an empty list: it tells a later import that somebody has decided.
  await sql`
    create table tagging.tag_rule (
      assistant_id text not null,
      intent text not null,
      tag_ids text[] not null,
      primary key (assistant_id, intent)
    )`.execute(db);
  await sql`
    create table tagging.turn_tag (
      turn_id text not null,
      tag_id text not null references tagging.tag,
      primary key (turn_id, tag_id)
    )`.execute(db);
  await createIdempotencyTable(db, 'tagging');
}
