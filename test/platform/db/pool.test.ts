import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool } from '../../../platform/db/index.ts';
import { createLogger, type Logger } from '../../../platform/log/index.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrations: {} });
});
afterAll(() => database.close());

it.each([
  { when: 'in use', isEnding: false, warnings: ['database connection lost'] },
  { when: 'of a pool that ends', isEnding: true, warnings: [] },
])('a connection $when that the server closes: $warnings', async ({ isEnding, warnings }) => {
  const said: string[] = [];
  const pool = openPool({ connectionString: database.url, max: 1 }, listening(said));
  const client = await pool.connect();
  const {
    rows: [own],
  } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = isEnding ? pool.end() : undefined;

  const closed = new Promise<void>((resolve) => client.on('end', resolve));
  const other = new Client(database.url);
  await other.connect();
  await other.query('select pg_terminate_backend($1)', [own?.pid]);
  await closed;
  client.release(true);

  expect([...new Set(said)]).toEqual(warnings);
  await (ended ?? pool.end());
  await other.end();
});

function listening(said: string[]): Logger {
  const log = createLogger({ level: 'silent', name: 'test' });
  return Object.assign(log, { warn: (_: object, message: string) => said.push(message) });
}
