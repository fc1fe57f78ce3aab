import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { inject } from 'vitest';
import type { Database } from '../../platform/db/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { createObjectStore } from '../../platform/objects/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { type Models, modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { eventually as look } from '../kit/loop.ts';
import type { ExecutorTask } from './executor.process.ts';
import { openLoop } from './loop-of-two.ts';

const ENTRY = path.join(import.meta.dirname, 'executor.process.ts');

/** Processes come up slowly on a busy machine. */
export const eventually = <T>(seen: () => Promise<T | undefined>) => look(seen, { timeoutMs: 120_000 });

/** The room of models beside executors in processes of their own, which a test may kill. It asks for work and looks at it, and does none. */
export class KillableLoop {
  readonly #database: TestDatabase;
  readonly #bucket: string;
  readonly #loop: Awaited<ReturnType<typeof openLoop>>;
  readonly #children: ChildProcess[] = [];

  private constructor(database: TestDatabase, bucket: string, loop: Awaited<ReturnType<typeof openLoop>>) {
    this.#database = database;
    this.#bucket = bucket;
    this.#loop = loop;
  }

  static async open(): Promise<KillableLoop> {
    const bucket = `test-${randomBytes(6).toString('hex')}`;
    const database = await createTestDatabase({ migrations: modelsMigrations });
    const objects = await createObjectStore({ connection: inject('aws'), bucket, createBucket: true });
    await migratePipeline({ databaseUrl: database.url });
    const log = createLogger({ level: 'silent', name: 'test' });
    const taught = { examples: [], labels: [] };
    return new KillableLoop(database, bucket, await openLoop({ databaseUrl: database.url, objects, taught, log }));
  }

  get db(): Database {
    return this.#loop.db;
  }
  get models(): Models {
    return this.#loop.models;
  }

  startExecutor(what: Pick<ExecutorTask, 'follows' | 'diesIn'> & Partial<ExecutorTask>) {
    const task: ExecutorTask = {
      diesAt: 'end',
      copies: 1,
      ...what,
      databaseUrl: this.#database.url,
      aws: inject('aws'),
      bucket: this.#bucket,
    };
    const child = spawn(process.execPath, ['--import', '@oxc-node/core/register', ENTRY], {
      env: { ...process.env, EXECUTOR_TASK: JSON.stringify(task) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const lines = () =>
      said
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { step?: string; phase?: string });
    return {
      child,
      exit: once(child, 'exit'),
      stepsBegun: () => lines().flatMap(({ step, phase }) => (step && phase === 'begin' ? [step] : [])),
    };
  }

  async read<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.#loop.source.execute({
      query,
      variables,
      identity: { id: 'test', roles: ['admin', 'service'] },
      requestId: 'test',
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await this.#loop.lifecycle.stop('test ends');
    await this.#database.close();
  }
}
