import { type Kysely, sql } from 'kysely';

/** A policy may have hours in which it asks for nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.retrain_policy
      add column quiet_from text,
      add column quiet_to text,
      add check ((quiet_from is null) = (quiet_to is null))`.execute(db);
}
