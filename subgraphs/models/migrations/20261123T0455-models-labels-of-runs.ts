import { type Kysely, sql } from 'kysely';

/** A run keeps how many labels it was asked for, so that they count again where it ends in vain. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table models.training_run add column labels integer not null default 0 check (labels >= 0)`.execute(
    db,
  );
  await sql`
    alter table models.retrain_counter
      add column in_vain integer not null default 0 check (in_vain >= 0),
      add column retry_at timestamptz`.execute(db);
}
