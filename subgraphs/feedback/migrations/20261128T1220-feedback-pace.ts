import { type Kysely, sql } from 'kysely';

/** How far ahead of its allowance each author is: one row, so that all processes count alike. Those behind theirs need none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table feedback.pace (author text primary key, paid_until timestamptz not null)`.execute(db);
  await sql`create index pace_paid_until on feedback.pace (paid_until)`.execute(db);
}
