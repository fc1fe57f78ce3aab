import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lifecycle } from './lifecycle.ts';

/** The folder whose file names are the pids of the programs that run from this checkout; the installer looks here before it changes anything. */
export const RUNNING_FOLDER = 'node_modules/.malha-running';

/** Tells the installer that this process runs from `root`, until it stops. A folder that cannot be written to is no reason not to run. */
export function announceRunning(root: string, lifecycle: Lifecycle): void {
  const file = path.join(root, RUNNING_FOLDER, String(process.pid));
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o777 });
    writeFileSync(file, new Date().toISOString());
  } catch {
    return;
  }
  lifecycle.onStop('running file', () => rmSync(file, { force: true }));
}
