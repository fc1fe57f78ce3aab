import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedAws } from '../../platform/aws/index.ts';
import { startEmbeddedPostgres } from '../../platform/db/index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The database server of this run; suites make databases of their own on it. */
    databaseUrl: string;
    /** SQS and S3 of this run. */
    aws: { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  }
}

/** One PostgreSQL and one SQS and S3 for the whole run, in a temporary folder, ended whatever the tests did. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'malha test '));
  // mkdtemp's folders are private, and PostgreSQL runs as nobody when the tests run as root.
  chmodSync(dataDir, 0o755);
  const [postgres, aws] = await Promise.all([
    startEmbeddedPostgres({
      dir: path.join(dataDir, 'postgres'),
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    }),
    startEmbeddedAws({ dir: path.join(dataDir, 'aws') }),
  ]);
  // A run that is interrupted never reaches the teardown below.
  const end = () => {
    for (const { pid } of [postgres, aws]) killNow(pid);
  };
  process.once('exit', end);
  project.provide('databaseUrl', postgres.url);
  project.provide('aws', aws.connection);
  return async () => {
    await Promise.allSettled([postgres.stop(), aws.stop()]);
    process.removeListener('exit', end);
    end();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
