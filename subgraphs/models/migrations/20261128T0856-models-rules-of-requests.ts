import { type Kysely, sql } from 'kysely';

/** A request says which rule of the policy made it, and by which figures. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.run_request
      add column rule text,
      add column figures jsonb not null default '[]'`.execute(db);
}
