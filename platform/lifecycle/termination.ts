import type { Lifecycle } from './lifecycle.ts';

/** Stops the process in order on the first signal, at once on the second. */
export function onTermination(lifecycle: Lifecycle, signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM']): void {
  let isStopping = false;
  for (const signal of signals)
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      void lifecycle.stop(signal).then(() => process.exit(0));
    });
}
