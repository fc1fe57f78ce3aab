import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction as KyselyTransaction } from 'kysely';
import { Client, type CustomTypesConfig, Pool, type PoolConfig, types } from 'pg';
import type { Lifecycle } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import { preparingPool } from './preparing-pool.ts';

/** The database before a room narrows it: `db.withSchema('feedback').withTables<FeedbackTables>()`. */
export type Database = Kysely<unknown>;
export type Transaction = KyselyTransaction<unknown>;

export interface DatabaseOptions {
  url: string;
  lifecycle?: Lifecycle;
  log?: Logger;
  /** Connections at most. */
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

/** A connection that comes back from a burst costs PostgreSQL a process, a sign-in and cold caches, in the middle of the next one. */
const IDLE_KEPT_MS = 10 * 60_000;
/** More at once than a few for each core only take turns, and take the processor from the answers that wait for them. */
const MOST_CONNECTIONS = 8;

/** A pool of connections that survives the loss of any of them. */
export function openPool(config: PoolConfig, log?: Logger): Pool {
  const pool = new Pool({ connectionTimeoutMillis: 10_000, idleTimeoutMillis: IDLE_KEPT_MS, ...config });
  // A pool that ends lets go of its connections before they are closed: a server that stops after it may still say good-bye on them.
  const lost = (error: Error) => pool.ending || log?.warn({ err: error }, 'database connection lost');
  // Lost while idle: the pool replaces it. Lost while somebody has it, between two queries: the next query fails, and says so.
  // Either error would end the process if nobody listened.
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

/** Opens a pool lazily: nothing connects before the first query. Names are camelCase in code and snake_case in SQL; JSON keeps its own keys. */
export function openDatabase({
  url,
  lifecycle,
  log,
  maxConnections = MOST_CONNECTIONS,
  name = 'malha',
}: DatabaseOptions): Database {
  const pool = openPool({ connectionString: url, max: maxConnections, application_name: name, types: TYPES }, log);
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: preparingPool(pool),
      // A query is cancelled over a connection of its own: those of the pool may all be at such queries.
      controlClient: Client,
    }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  lifecycle?.onStop('database pool', () => db.destroy());
  return db;
}

/** Whether the database can be asked anything now. */
export async function isAnswering(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

/** Runs `work` in one transaction; inside use only `tx`. */
export function transaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}
