import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '../processes/index.ts';

/** Who uses the engines of a data folder: a file per process. What a process that was killed left behind counts for nothing. */
export class Leases {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  take(): void {
    writeFileSync(path.join(this.#folder, String(process.pid)), new Date().toISOString());
  }

  /** Gives this process's lease back; true where nobody else holds one. */
  leave(): boolean {
    rmSync(path.join(this.#folder, String(process.pid)), { force: true });
    // A number that was given to another program only makes the engines run longer; the next to join adopts them.
    return !readdirSync(this.#folder).some((pid) => isAlive(Number(pid)));
  }
}
