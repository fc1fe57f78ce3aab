import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../platform/config/index.ts';
import { Lifecycle, onTermination } from '../platform/lifecycle/index.ts';
import { compose } from './compose.ts';
import { readRoles } from './roles.ts';

/** `malha [--role …]`: starts the roles of this process and says where the console is once everything answers. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { role: { type: 'string', multiple: true, default: [] } } });
  const roles = readRoles(values.role);
  const config = loadConfig();
  const lifecycle = new Lifecycle({ timeoutMs: config.lifecycle.stopTimeoutMs });
  onTermination(lifecycle);
  try {
    await compose(config, roles, lifecycle);
  } catch (error) {
    await lifecycle.stop('start failed');
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});
