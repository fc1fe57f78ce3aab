import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Logger } from '../log/index.ts';
import { ADVISORY } from './locks.ts';
import type { Database } from './database.ts';

export type { Migration } from 'kysely/migration';

const NAME = /^\d{8}T\d{4}-[a-z]+-[a-z0-9-]+$/;

/**
 * Brings the database to the newest schema: all rooms' migrations in the order of their UTC names, each once, forward only.
 * Processes that start together wait for one another; one that finds nothing to do returns at once.
 * @throws Error with the name of the migration that failed.
 */
export async function migrate({
  db,
  migrations,
  log,
}: {
  db: Database;
  migrations: Readonly<Record<string, Migration>>;
  log?: Logger;
}): Promise<string[]> {
  const wrong = Object.keys(migrations).filter((name) => !NAME.test(name));
  if (wrong.length > 0) throw new Error(`migrations are named 20261122T1430-room-what: ${wrong.join(', ')}`);
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${ADVISORY.migrations}::int, 0)`.execute(connection);
    try {
      const migrator = new Migrator({
        db: connection,
        provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
        // Rooms are developed side by side: a colleague's migration may be older than one already applied here.
        allowUnorderedMigrations: true,
      });
      const { error, results = [] } = await migrator.migrateToLatest();
      const failed = results.find((result) => result.status === 'Error');
      if (error) throw new Error(`migration ${failed?.migrationName ?? ''} failed`, { cause: error });
      const applied = results.map((result) => result.migrationName);
      if (applied.length > 0) log?.info({ applied }, 'database migrated');
      return applied;
    } finally {
      await sql`select pg_advisory_unlock(${ADVISORY.migrations}::int, 0)`.execute(connection);
    }
  });
}
