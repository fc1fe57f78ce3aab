import type { Lifecycle } from './lifecycle.ts';

/** One Ctrl-C may come twice, from the terminal and from npm; and whoever presses again at once has not yet seen it stop. */
const SAME_WISH_MS = 1_000;

/** Stops the process in order on the first signal, at once on one that comes a second later or more. */
export function onTermination(lifecycle: Lifecycle, signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM']): void {
  let askedAtMs: number | undefined;
  for (const signal of signals)
    process.on(signal, () => {
      if (askedAtMs !== undefined) {
        if (performance.now() - askedAtMs >= SAME_WISH_MS) process.exit(130);
        return;
      }
      askedAtMs = performance.now();
      void lifecycle.stop(signal).then(() => process.exit(0));
    });
}
