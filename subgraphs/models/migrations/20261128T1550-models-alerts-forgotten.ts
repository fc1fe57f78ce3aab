import { type Kysely, sql } from 'kysely';

/** What is asked for often is the few alerts that are open; what is forgotten is the many that have long been over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index alert_open on models.alert (assistant_id, raised_at desc, id desc) where cleared_at is null`.execute(
    db,
  );
  await sql`create index alert_over on models.alert (cleared_at) where cleared_at is not null`.execute(db);
}
