import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import { type CustomTypesConfig, Pool, types } from 'pg';
import type { Lifecycle } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';

/** The database before a room narrows it: `db.withSchema('feedback').withTables<FeedbackTables>()`. */
export type Database = Kysely<unknown>;
export type Transaction = KyselyTransaction<unknown>;

export interface DatabaseOptions {
  url: string;
  lifecycle?: Lifecycle;
  log?: Logger;
  /** Connections of this process, at most. */
  maxConnections?: number;
  name?: string;
}

// For our pool only: libraries that bring their own pg pools expect pg's defaults.
const TYPES: CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? parseInt8 : types.getTypeParser(oid, format)),
};

// Sequences and counts fit a double for ever; a text in their place would be compared and added as text.
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`);
  return value;
}

/** Opens a pool lazily: nothing connects before the first query. Names are camelCase in code and snake_case in SQL; JSON keeps its own keys. */
export function openDatabase({ url, lifecycle, log, maxConnections = 20, name = 'malha' }: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    types: TYPES,
  });
  // A connection lost while idle; the pool replaces it, and without a listener it would end the process.
  pool.on('error', (error) => log?.warn({ err: error }, 'database connection lost'));
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  lifecycle?.onStop('database pool', () => db.destroy());
  return db;
}

/** Runs `work` in one transaction; inside use only `tx`. */
export function transaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}
