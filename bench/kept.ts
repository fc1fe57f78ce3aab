import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../node_modules/.cache/malha-bench/kept');

/** Gives what was measured under this key before, else measures and keeps it: a long benchmark can be run in pieces, and goes on after a stop. */
export async function kept<T>(key: object, measure: () => Promise<T>): Promise<T> {
  const file = fileOf(key);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const measured = await measure();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, JSON.stringify(measured));
  return measured;
}

/** What was measured under this key before. */
export function keptBefore<T>(key: object): T | undefined {
  const file = fileOf(key);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

function fileOf(key: object): string {
  return path.join(FOLDER, `${createHash('sha256').update(JSON.stringify(key)).digest('hex')}.json`);
}
