import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, openDatabase, startEmbeddedPostgres } from '../../../platform/db/index.ts';
import { removeOrphanedPlaces } from '../../../platform/db/root-place.ts';

let folder: string;
let dir: string;
let postgres: EmbeddedPostgres | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'malha postgres '));
  chmodSync(folder, 0o755);
  dir = path.join(folder, 'postgres');
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

async function query<T>(url: string, text: string): Promise<T[]> {
  const db = openDatabase({ url, maxConnections: 1 });
  try {
    return (await sql.raw<T>(text).execute(db)).rows;
  } finally {
    await db.destroy();
  }
}

/** Another process that starts or adopts the server, prints what it got and stays until it is killed. */
function otherProcess(): { child: ChildProcess; got: Promise<{ url: string; pid: number; adopted: boolean }> } {
  const face = path.resolve(import.meta.dirname, '../../../platform/db/index.ts');
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(`file://${face}`)});
    const { url, pid, adopted } = await startEmbeddedPostgres({ dir: ${JSON.stringify(dir)} });
    console.log(JSON.stringify({ url, pid, adopted }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const got = new Promise<{ url: string; pid: number; adopted: boolean }>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(JSON.parse(chunk.toString())));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return { child, got };
}

describe('the embedded PostgreSQL', () => {
  it('keeps every committed row through kill -9, and its port', async () => {
    postgres = await startEmbeddedPostgres({ dir });
    expect(postgres.adopted).toBe(false);
    await query(postgres.url, 'create table kept (n integer)');
    await query(postgres.url, 'insert into kept select generate_series(1, 1000)');
    process.kill(postgres.pid, 'SIGKILL');
    const { url } = postgres;
    postgres = await startEmbeddedPostgres({ dir });
    expect(postgres).toMatchObject({ adopted: false, url });
    expect(await query(postgres.url, 'select count(*) as n from kept')).toEqual([{ n: 1000 }]);
  });

  it('is one server for processes that start together, and is adopted after its starter was killed', async () => {
    const others = [otherProcess(), otherProcess(), otherProcess()];
    const got = await Promise.all(others.map((other) => other.got));
    expect(new Set(got.map(({ url }) => url)).size).toBe(1);
    expect(got.filter(({ adopted }) => !adopted)).toHaveLength(1);
    for (const { child } of others) child.kill('SIGKILL');
    postgres = await startEmbeddedPostgres({ dir });
    expect(postgres).toMatchObject({ adopted: true, pid: got[0]?.pid });
  });

  it('lives in a process group of its own', async () => {
    postgres = await startEmbeddedPostgres({ dir });
    const [, , , , processGroup] = readFileSync(`/proc/${postgres.pid}/stat`, 'utf8').split(' ');
    expect(Number(processGroup)).toBe(postgres.pid);
  });

  it('is not fooled by a pid file whose number now belongs to somebody else', async () => {
    postgres = await startEmbeddedPostgres({ dir });
    await postgres.stop();
    const { port } = new URL(postgres.url);
    writeFileSync(
      path.join(dir, 'cluster', 'postmaster.pid'),
      [process.pid, path.join(dir, 'cluster'), 0, port, '', '127.0.0.1', '', 'ready', ''].join('\n'),
    );
    postgres = await startEmbeddedPostgres({ dir });
    expect(postgres.adopted).toBe(false);
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps a password of its own that only its owner can read', async () => {
    postgres = await startEmbeddedPostgres({ dir });
    const file = `${dir}-password`;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(postgres.url).password).toBe(readFileSync(file, 'utf8'));
    const wrong = Object.assign(new URL(postgres.url), { password: 'guess' }).toString();
    await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
  });
});

async function stop(): Promise<void> {
  await postgres?.stop();
  postgres = undefined;
}

function removedAtOnce(place: string): boolean {
  return removeOrphanedPlaces({ among: [place], keptMs: 0 }).length > 0;
}

describe.runIf(process.getuid?.() === 0)('the embedded PostgreSQL of root, in a private folder', () => {
  let places: string[];
  beforeEach(() => {
    chmodSync(folder, 0o700);
    places = [];
  });
  afterEach(() => {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  });
  async function start(at = dir): Promise<string> {
    postgres = await startEmbeddedPostgres({ dir: at });
    const place = realpathSync(at);
    places.push(place);
    return place;
  }

  it('finds a place that its unprivileged user reaches, and finds it again', async () => {
    const place = await start();
    expect(statSync(dir).isDirectory()).toBe(true);
    await query(postgres!.url, 'create table kept (n integer)');
    await stop();
    expect(await start()).toBe(place);
    expect(await query(postgres!.url, 'select count(*) as n from kept')).toEqual([{ n: 0 }]);
  });

  it('leaves its place to be removed when the data folder is deleted, and not before an hour', async () => {
    const place = await start();
    await stop();
    expect(removedAtOnce(place)).toBe(false);
    rmSync(folder, { recursive: true });
    expect(removeOrphanedPlaces({ among: [place] })).toEqual([]);
    expect(removedAtOnce(place)).toBe(true);
    expect(existsSync(place)).toBe(false);
  });

  it('keeps the place of a server that still runs, though its data folder is deleted', async () => {
    const place = await start();
    rmSync(folder, { recursive: true });
    expect(removedAtOnce(place)).toBe(false);
    expect(await query(postgres!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await stop();
    expect(removedAtOnce(place)).toBe(true);
  });

  it('keeps the place of a data folder that was renamed', async () => {
    const place = await start();
    await stop();
    const moved = `${folder} moved`;
    renameSync(folder, moved);
    expect(removedAtOnce(place)).toBe(false);
    expect(await start(path.join(moved, 'postgres'))).toBe(place);
    await stop();
    rmSync(moved, { recursive: true });
    expect(removedAtOnce(place)).toBe(true);
  });

  it('binds a data folder to its place again that was copied, and its original deleted', async () => {
    const place = await start();
    await stop();
    const copy = `${folder} copy`;
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o700);
    rmSync(folder, { recursive: true });
    expect(await start(path.join(copy, 'postgres'))).toBe(place);
    await stop();
    expect(removedAtOnce(place)).toBe(false);
    rmSync(copy, { recursive: true });
  });

  it('never touches a place that has no bond', async () => {
    const place = await start();
    await stop();
    rmSync(path.join(place, 'data-folder'));
    rmSync(folder, { recursive: true });
    expect(removedAtOnce(place)).toBe(false);
  });
});
