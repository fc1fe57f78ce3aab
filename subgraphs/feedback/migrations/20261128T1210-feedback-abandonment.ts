import { type Kysely, sql } from 'kysely';

/** Fallbacks that nobody has followed yet: looked for every minute, so they have an index that holds no others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feedback.observed_turn add column awaits_next boolean not null default false`.execute(db);
  await sql`create index observed_turn_awaits_next on feedback.observed_turn (at) where awaits_next`.execute(db);
}
