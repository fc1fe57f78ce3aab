import { readFileSync } from 'node:fs';
import type { Gateway } from '../gateway/index.ts';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';

/** Not SIGHUP: closing a terminal sends that, and Malha should end then. */
const RELOAD = 'SIGUSR2';

/**
 * Has the gateway take the supergraph from its file anew at each SIGUSR2, until `lifecycle` stops. Subscriptions stay open. A file that is
 * not valid is logged, and the present supergraph stays.
 */
export function reloadOnSignal(
  file: string,
  gateway: Pick<Gateway, 'updateSupergraph'>,
  { lifecycle, log }: { lifecycle: Lifecycle; log: Logger },
): void {
  const reload = () => {
    try {
      gateway.updateSupergraph(readFileSync(file, 'utf8'));
      log.info({ file }, 'supergraph read anew');
    } catch (error) {
      log.error({ err: error, file }, 'the supergraph file is not valid, the present one stays');
    }
  };
  process.on(RELOAD, reload);
  lifecycle.onStop('supergraph file', () => void process.off(RELOAD, reload));
}
