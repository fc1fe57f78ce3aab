import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { Lifecycle } from '../../platform/lifecycle/index.ts';
import { freePort } from '../../platform/processes/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';

type WorkerThreadModule = typeof import('../../boot/worker-thread.ts');

const dataDir = mkdtempSync(path.join(tmpdir(), 'malha thread '));
vi.stubEnv('MALHA_DATA', dataDir);
vi.stubEnv('MALHA_LOG_LEVEL', 'silent');
vi.stubEnv('MALHA_DEMO', 'false');
vi.stubEnv('AWS_ENDPOINT_URL', inject('aws').endpoint);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

// As it is built: a thread gets no compiler.
const { startWorkerThread } = (await import(
  path.resolve(import.meta.dirname, '../../dist/boot/worker-thread.js')
)) as WorkerThreadModule;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

async function works(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity
    where datname = current_database() and application_name = 'malha workflows'`.execute(database.db);
  return rows.length > 0;
}
async function startAndAwait(lifecycle: Lifecycle): Promise<void> {
  const failed = startWorkerThread({ databaseUrl: database.url, aws: inject('aws') }, lifecycle);
  await Promise.race([failed, vi.waitUntil(works, { timeout: 60_000, interval: 100 })]);
}

it('works until the lifecycle stops, and has ended when it has stopped', { timeout: 120_000 }, async () => {
  const lifecycle = new Lifecycle({ timeoutMs: 60_000 });
  await startAndAwait(lifecycle);
  await lifecycle.stop('test ends');
  expect(await works()).toBe(false);
});

it.runIf(process.platform === 'linux')('yields to the thread that answers', { timeout: 120_000 }, async () => {
  const lifecycle = new Lifecycle({ timeoutMs: 60_000 });
  await startAndAwait(lifecycle);
  const own = getPriority();
  expect(nicenessOfThreads()).toEqual(new Set([own, Math.min(own + 5, 19)]));
  await lifecycle.stop('test ends');
});

it('tells the fault that ends it', { timeout: 120_000 }, async () => {
  const lifecycle = new Lifecycle({ timeoutMs: 60_000 });
  const databaseUrl = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
  await expect(startWorkerThread({ databaseUrl, aws: inject('aws') }, lifecycle)).rejects.toThrow(/ECONNREFUSED/);
  await lifecycle.stop('test ends');
});

function nicenessOfThreads(): Set<number> {
  const threads = readdirSync('/proc/self/task').flatMap((id) => {
    try {
      return [readFileSync(`/proc/self/task/${id}/stat`, 'utf8')];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
  // The nineteenth field; the second, in parentheses, is a name with anything in it.
  return new Set(threads.map((stat) => Number(stat.slice(stat.lastIndexOf(')')).split(' ')[17])));
}
