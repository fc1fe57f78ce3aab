import { type Kysely, sql } from 'kysely';

/** Beside what users say of a version that takes over, it is watched how many conversations it answers at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table models.rollout_watch
      add column conversations integer not null default 0,
      add column answered integer not null default 0,
      add column champion_conversations integer not null default 0,
      add column champion_answered integer not null default 0,
      add column answer_evidence double precision not null default 0`.execute(db);
}
