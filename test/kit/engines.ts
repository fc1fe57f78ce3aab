import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProvidedContext } from 'vitest';
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

/** A PostgreSQL, an SQS and an S3 that last as long as whoever starts them. */
export interface ShortEngines {
  readonly databaseUrl: string;
  readonly aws: ProvidedContext['aws'];
  readonly stop: () => Promise<void>;
}

/** One PostgreSQL and one SQS and S3 for the whole run, in a temporary folder, ended whatever the tests did. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { databaseUrl, aws, stop } = await startShortEngines();
  project.provide('databaseUrl', databaseUrl);
  project.provide('aws', aws);
  return stop;
}

/** Starts them in a temporary folder; what they keep outlives no power cut. */
export async function startShortEngines(): Promise<ShortEngines> {
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
  // A run that is interrupted never reaches `stop`.
  const end = () => {
    for (const { pid } of [postgres, aws]) killNow(pid);
  };
  process.once('exit', end);
  return {
    databaseUrl: postgres.url,
    aws: aws.connection,
    async stop() {
      await Promise.allSettled([postgres.stop(), aws.stop()]);
      process.removeListener('exit', end);
      end();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
