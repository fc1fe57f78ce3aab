import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A secret kept in a file of mode 0600, made at first use. Processes that race for it all get the one that won:
 * the file appears whole or not at all, under a hard link that only one of them can make.
 */
export function keptSecret(file: string, make: () => string): { value: string; isNew: boolean } {
  const known = read(file);
  if (known !== undefined) return { value: known, isNew: false };
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, make(), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return { value: readFileSync(file, 'utf8'), isNew: true };
  } catch (error) {
    const winner = read(file);
    if (winner === undefined) throw error;
    return { value: winner, isNew: false };
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
