import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import {
  createNotifications,
  type Database,
  type Migration,
  migrate,
  type Notifications,
  openDatabase,
} from '../../platform/db/index.ts';

/** A database of this suite's own; close it in `afterAll`. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  readonly notifications: Notifications;
  close(): Promise<void>;
}

/** Makes an empty database on the run's PostgreSQL and migrates it. */
export async function createTestDatabase({
  migrations = {},
}: { migrations?: Readonly<Record<string, Migration>> } = {}): Promise<TestDatabase> {
  const server = inject('databaseUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  const db = openDatabase({ url, maxConnections: 10 });
  const notifications = createNotifications({ url });
  await migrate({ db, migrations });
  return {
    db,
    url,
    notifications,
    async close() {
      await Promise.all([notifications.close(), db.destroy()]);
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
