import 'reflect-metadata';
import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { loadConfig } from '../platform/config/index.ts';
import { announceRunning, Lifecycle, onTermination } from '../platform/lifecycle/index.ts';
import { createLogger } from '../platform/log/index.ts';
import { type Engines, joinEngines } from './engines.ts';
import { readRoles, SEEDING } from './roles.ts';
import { COMPILED, ROOT } from './root.ts';
import { startFailure } from './start-failure.ts';
import { startWorkerThread } from './worker-thread.ts';

const USAGE = 'usage: main.js [migrate | seed] [--role gateway|worker|subgraph:<room>]…';

/**
 * Starts the roles of this process and says where the console is once everything answers. `migrate` only brings the database to the newest
 * schema, `seed` also makes and trains the demo assistant; both then end.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { role: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const [command, ...rest] = positionals;
  if (rest.length > 0 || (command !== undefined && command !== 'migrate' && command !== 'seed')) throw new Error(USAGE);
  const roles = command === 'seed' ? SEEDING : readRoles(values.role);
  const config = loadConfig();
  const log = createLogger({ level: config.log.level, name: 'malha' });
  const lifecycle = new Lifecycle({ timeoutMs: config.lifecycle.stopTimeoutMs, log });
  onTermination(lifecycle);
  try {
    announceRunning(ROOT, lifecycle);
    // The engines start while the rest of the program is read.
    enableCompileCache(COMPILED);
    const [engines, { compose, migrateAll }] = await Promise.all([
      joinEngines(config, lifecycle, log),
      import('./compose.ts'),
    ]);
    if (command === 'migrate') await migrateAll(config, engines, { lifecycle, log });
    else if (command === 'seed') await compose({ ...config, isDemoSeeded: true }, engines, { roles, lifecycle, log });
    else await compose(config, engines, { roles, ...(roles.isWhole && { startThread }), lifecycle, log });
  } catch (error) {
    await lifecycle.stop('start failed');
    throw error;
  }

  // What works has a thread beside the one that answers; without it the program is not whole.
  function startThread(engines: Engines): void {
    startWorkerThread(engines, lifecycle).catch(async (error: unknown) => {
      await lifecycle.stop('the worker failed');
      fail(error);
    });
  }
  if (command) await lifecycle.stop(`${command} is done`);
}

function fail(error: unknown): never {
  console.error(startFailure(error));
  process.exit(1);
}

main().catch(fail);
