import { execFile, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, isFree } from '../processes/index.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { Runner } from './postgres-user.ts';

/** A data directory of PostgreSQL and what its server is run with. */
export interface Cluster {
  binaries: PostgresBinaries;
  runner: Runner;
  /** PostgreSQL's data directory. */
  data: string;
  logFile: string;
  /** Remembers the port, so that those who know it find the server again after a crash. */
  portFile: string;
  password: string;
  settings: Readonly<Record<string, string>>;
}

/** The superuser of a cluster. */
export const USER = 'malha';
export const START_TIMEOUT_MS = 60_000;
const runFile = promisify(execFile);
const LOG_KEPT_BYTES = 10 * 1024 * 1024;
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** Makes the data directory. It appears whole; of processes that make it at the same time, one wins. */
export async function initializeCluster({ binaries, runner, data, password }: Cluster): Promise<void> {
  const draft = `${data}.${process.pid}`;
  const passwordFile = `${draft}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  runner.give(draft);
  runner.give(passwordFile);
  const made = runFile(
    binaries.initdb,
    [
      '-D',
      draft,
      '-U',
      USER,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    { ...runner.ids, env: ENVIRONMENT, cwd: '/' },
  );
  try {
    await made;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`initdb failed: ${(error as { stderr?: string }).stderr || String(error)}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  try {
    renameSync(draft, data);
  } catch {
    // Another process made the cluster first.
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Resolves to true once the server accepts connections, false when it ended before. */
export async function startServer(cluster: Cluster): Promise<boolean> {
  const { binaries, runner, data, logFile, portFile } = cluster;
  const kept = Number(readIfThere(portFile));
  const port = kept > 0 && (await isFree(kept)) ? kept : await freePort();
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '64MB',
    // PostgreSQL's default of 4 is for disks with heads: it takes reading a table whole for cheaper than looking up a hundred of ten thousand rows.
    random_page_cost: '1.1',
    // Every role process brings a pool.
    max_connections: '300',
    timezone: 'UTC',
    ...cluster.settings,
  };
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_KEPT_BYTES) truncateSync(logFile);
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A file and not a pipe: the server outlives us.
    { ...runner.ids, cwd: '/', detached: true, env: ENVIRONMENT, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const end = new AbortController();
  child.once('error', () => end.abort());
  child.once('exit', () => end.abort());
  child.unref();
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!end.signal.aborted && Date.now() < deadline) {
    const lines = readIfThere(path.join(data, 'postmaster.pid'))?.split('\n') ?? [];
    if (Number(lines[0]) === child.pid && lines[7]?.startsWith('ready')) {
      writeFileSync(portFile, String(port));
      return true;
    }
    await sleep(10);
  }
  return false;
}

/** The file's text; undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
