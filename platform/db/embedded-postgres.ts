import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../log/index.ts';
import { commandOf, endProcess, isAlive } from '../processes/index.ts';
import { keptSecret } from '../secrets/index.ts';
import { preparePostgresBinaries } from './postgres-binaries.ts';
import {
  type Cluster,
  initializeCluster,
  readIfThere,
  startServer,
  START_TIMEOUT_MS,
  USER,
} from './postgres-cluster.ts';
import { postgresRunner } from './postgres-user.ts';
import { reachableFolder, removeOrphanedPlaces } from './root-place.ts';

/** A PostgreSQL server of this machine that belongs to a data folder and outlives the process that started it. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly pid: number;
  /** True when it was running already, started by another process or left by one that was killed. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** A folder for this server alone. */
  dir: string;
  log?: Logger | undefined;
  /** Further server settings, e.g. `{ fsync: 'off' }` where nothing has to survive. */
  settings?: Readonly<Record<string, string>>;
}

const DATABASE = 'malha';

/**
 * Starts PostgreSQL on 127.0.0.1, or adopts the server that already runs on this folder. Processes that start together end up with one
 * server. It lives in its own process group, so Ctrl-C does not reach it before those who use it.
 */
export async function startEmbeddedPostgres({
  dir,
  log,
  settings = {},
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const runner = postgresRunner();
  mkdirSync(path.dirname(dir), { recursive: true });
  const { value: password } = keptSecret(`${dir}-password`, () => randomBytes(24).toString('base64url'));
  const folder = reachableFolder(dir, runner);
  if (runner.isRoot) sweep(log);
  const cluster: Cluster = {
    binaries: preparePostgresBinaries(runner),
    runner,
    data: path.join(folder, 'cluster'),
    logFile: path.join(folder, 'postgres.log'),
    portFile: path.join(folder, 'port'),
    password,
    settings,
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  let started = false;
  while (Date.now() < deadline) {
    const server = await runningServer(cluster);
    if (server) {
      await ensureDatabase(cluster, server.port);
      log?.debug({ ...server, adopted: !started }, 'embedded PostgreSQL is ready');
      return {
        url: urlOf(cluster, server.port, DATABASE),
        pid: server.pid,
        adopted: !started,
        // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one: the next start then replays its log.
        stop: () => endProcess(server.pid, { signal: 'SIGINT', lastResort: 'SIGQUIT', timeoutMs: 5_000 }),
      };
    }
    if (!existsSync(path.join(cluster.data, 'PG_VERSION'))) await initializeCluster(cluster);
    // False when another process was quicker to start it: the next look adopts its server.
    started = await startServer(cluster);
  }
  throw new Error(
    `PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s; its log is ${cluster.logFile}\n${logTail(cluster)}`,
  );
}

/** The server that its pid file names, when it really is ours: the file may be left over and its number belong to somebody else by now. */
async function runningServer(cluster: Cluster): Promise<{ pid: number; port: number } | undefined> {
  const pidFile = path.join(cluster.data, 'postmaster.pid');
  const lines = readIfThere(pidFile)?.split('\n') ?? [];
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !isAlive(pid)) return undefined;
  if (!commandOf(pid).includes('postgres')) {
    // PostgreSQL itself would take the living stranger for a server and refuse to start.
    rmSync(pidFile, { force: true });
    return undefined;
  }
  if (!lines[7]?.startsWith('ready') || !(await isOurs(cluster, port))) {
    await sleep(25);
    return undefined;
  }
  return { pid, port };
}

async function isOurs(cluster: Cluster, port: number): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ dataDirectory: string }>(
      `select current_setting('data_directory') as "dataDirectory"`,
    );
    return rows[0]?.dataDirectory === cluster.data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    const DUPLICATE_DATABASE = ['42P04', '23505'];
    if (!DUPLICATE_DATABASE.includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

function sweep(log: Logger | undefined): void {
  try {
    const removed = removeOrphanedPlaces();
    if (removed.length > 0) log?.info({ removed }, 'clusters of deleted data folders are removed');
  } catch (error) {
    log?.warn({ err: error }, 'clusters of deleted data folders are not removed yet');
  }
}

function logTail({ logFile }: Cluster): string {
  return readIfThere(logFile)?.split('\n').slice(-10).join('\n') ?? '';
}
