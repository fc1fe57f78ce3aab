import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process-state.ts';

const RETRY_MS = 15;
const ABANDONED_MS = 5_000;

/** Runs `work` while no other process of this machine holds `file`. A lock whose holder is dead is taken over. */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!takeFileLock(file)) await sleep(RETRY_MS);
  try {
    return await work();
  } finally {
    releaseFileLock(file);
  }
}

/**
 * Takes the lock for this process until it releases it or dies; false while another one holds it. `isHolder` may look closer than
 * whether a process of that number lives: numbers are given again.
 */
export function takeFileLock(file: string, isHolder: (pid: number) => boolean = isAlive): boolean {
  mkdirSync(path.dirname(file), { recursive: true });
  if (claim(file)) return true;
  const holder = holderOf(file);
  if (holder !== undefined && isHolder(holder)) return false;
  return takeOver(file, isHolder);
}

export function releaseFileLock(file: string): void {
  rmSync(file, { force: true });
}

// Two processes may find the same dead holder: who removes its file does so under a second lock and looks again first,
// or it would remove the lock that the other one has just taken.
function takeOver(file: string, isHolder: (pid: number) => boolean): boolean {
  const guard = `${file}.takeover`;
  if (!claim(guard)) {
    if (ageMs(guard) > ABANDONED_MS) rmSync(guard, { force: true });
    return false;
  }
  try {
    const holder = holderOf(file);
    if (holder !== undefined && isHolder(holder)) return false;
    rmSync(file, { force: true });
    return claim(file);
  } finally {
    rmSync(guard, { force: true });
  }
}

// A hard link appears with its content: no reader ever sees a lock that names nobody yet.
function claim(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function ageMs(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}
