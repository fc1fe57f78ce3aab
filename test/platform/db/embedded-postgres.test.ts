import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, openDatabase, startEmbeddedPostgres } from '../../../platform/db/index.ts';

let folder: string;
let dir: string;
let postgres: EmbeddedPostgres | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'malha postgres '));
  chmodSync(folder, 0o755);
  dir = path.join(folder, 'postgres');
});
afterEach(async () => {
  await postgres?.stop();
  postgres = undefined;
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

describe.runIf(process.getuid?.() === 0)('the embedded PostgreSQL of root', () => {
  it('finds a place that its unprivileged user reaches when the data folder is private', async () => {
    chmodSync(folder, 0o700);
    postgres = await startEmbeddedPostgres({ dir });
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(dir).isDirectory()).toBe(true);
    await postgres.stop();
    postgres = await startEmbeddedPostgres({ dir });
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    rmSync(realpathSync(dir), { recursive: true });
    postgres = undefined;
  });
});
