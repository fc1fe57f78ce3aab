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

const WATCH_MS = 1_000;

/**
 * Starts the engines of a data folder, or joins those that another process of it has started. The last process to leave stops them, and
 * an engine that dies is started again on its old port. Call it before anything that uses them, so that the lifecycle stops them last.
 */
export async function joinEmbeddedEngines(options: JoinOptions): Promise<EmbeddedEngines> {
  const engines = new Engines(options);
  options.lifecycle.onStop('embedded engines', () => engines.leave());
  await engines.join();
  return { databaseUrl: engines.postgres?.url, aws: engines.aws?.connection };
}

class Engines {
  readonly #options: JoinOptions;
  readonly #leases: Leases;
  readonly #lockFile: string;
  postgres: EmbeddedPostgres | undefined;
  aws: EmbeddedAws | undefined;
  #watch: NodeJS.Timeout | undefined;
  #restarting: Promise<void> | undefined;

  constructor(options: JoinOptions) {
    this.#options = options;
    makeDataDir(options.dataDir);
    const folder = path.join(options.dataDir, 'engines');
    this.#leases = new Leases(path.join(folder, 'leases'));
    this.#lockFile = path.join(folder, 'lock');
  }

  /** Rejects when an engine does not start; those that did are stopped when this process leaves. */
  async join(): Promise<void> {
    await withFileLock(this.#lockFile, () => {
      this.#leases.take();
      return this.#start();
    });
    this.#watch = setInterval(() => this.#look(), WATCH_MS).unref();
  }

  async leave(): Promise<void> {
    clearInterval(this.#watch);
    await this.#restarting;
    await withFileLock(this.#lockFile, async () => {
      if (this.#leases.leave()) await Promise.all([this.postgres?.stop(), this.aws?.stop()]);
    });
  }

  async #start(): Promise<void> {
    const { dataDir, needs = { postgres: true, aws: true }, log } = this.#options;
    const outcomes = await Promise.allSettled([
      needs.postgres &&
        startEmbeddedPostgres({ dir: path.join(dataDir, 'postgres'), log }).then(
          (started) => (this.postgres = started),
        ),
      needs.aws && startEmbeddedAws({ dir: path.join(dataDir, 'aws'), log }).then((started) => (this.aws = started)),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  #look(): void {
    const isOneDead = [this.postgres, this.aws].some((engine) => engine && !isAlive(engine.pid));
    if (isOneDead) this.#restarting ??= this.#restart().finally(() => (this.#restarting = undefined));
  }

  async #restart(): Promise<void> {
    const { log } = this.#options;
    try {
      await withFileLock(this.#lockFile, () => this.#start());
      log?.warn('an embedded engine had died and was started again');
    } catch (error) {
      log?.error({ err: error }, 'an embedded engine has died and does not start');
    }
  }
}

function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  mkdirSync(dataDir, { recursive: true });
  // Its secrets have modes of their own; the folder lets PostgreSQL's own user through when we are root.
  chmodSync(dataDir, 0o711);
}
