import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type EmbeddedAws, startEmbeddedAws } from '../aws/index.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../db/index.ts';
import type { Lifecycle } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import { isAlive, withFileLock } from '../processes/index.ts';
import { Leases } from './leases.ts';

export interface EmbeddedEngines {
  /** Undefined where it was not asked for. */
  readonly databaseUrl: string | undefined;
  readonly aws: EmbeddedAws['connection'] | undefined;
}

export interface JoinOptions {
  dataDir: string;
  /** Which engines; both by default. */
  needs?: { postgres: boolean; aws: boolean };
  lifecycle: Lifecycle;
  log?: Logger | undefined;
}

interface Running {
  postgres: EmbeddedPostgres | undefined;
  aws: EmbeddedAws | undefined;
}

const WATCH_MS = 1_000;

/**
 * Starts the engines of a data folder, or joins those that another process of it has started. The last process to leave stops them, and
 * an engine that dies is started again on its old port. Call it before anything that uses them, so that the lifecycle stops them last.
 */
export async function joinEmbeddedEngines({
  dataDir,
  needs = { postgres: true, aws: true },
  lifecycle,
  log,
}: JoinOptions): Promise<EmbeddedEngines> {
  makeDataDir(dataDir);
  const folder = path.join(dataDir, 'engines');
  const leases = new Leases(path.join(folder, 'leases'));
  const lockFile = path.join(folder, 'lock');
  const startAll = async (): Promise<Running> => {
    const [postgres, aws] = await Promise.all([
      needs.postgres ? startEmbeddedPostgres({ dir: path.join(dataDir, 'postgres'), log }) : undefined,
      needs.aws ? startEmbeddedAws({ dir: path.join(dataDir, 'aws'), log }) : undefined,
    ]);
    return { postgres, aws };
  };

  let running = await withFileLock(lockFile, async () => {
    leases.take();
    return startAll();
  });
  const restart = async () => {
    try {
      running = await withFileLock(lockFile, startAll);
      log?.warn('an embedded engine had died and was started again');
    } catch (error) {
      log?.error({ err: error }, 'an embedded engine has died and does not start');
    }
  };
  let restarting = Promise.resolve();
  const watch = setInterval(() => {
    const dead = [running.postgres, running.aws].some((engine) => engine && !isAlive(engine.pid));
    if (!dead) return;
    watch.refresh();
    restarting = restarting.then(restart);
  }, WATCH_MS).unref();

  lifecycle.onStop('embedded engines', async () => {
    clearInterval(watch);
    await restarting;
    await withFileLock(lockFile, async () => {
      if (!leases.leave()) return;
      await Promise.all([running.postgres?.stop(), running.aws?.stop()]);
    });
  });
  return { databaseUrl: running.postgres?.url, aws: running.aws?.connection };
}

function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  mkdirSync(dataDir, { recursive: true });
  // Its secrets have modes of their own; the folder lets PostgreSQL's own user through when we are root.
  chmodSync(dataDir, 0o711);
}
