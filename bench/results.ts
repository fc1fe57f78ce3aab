import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, 'results');

/** Prints a benchmark's table and keeps it in bench/results/, with the machine and the day. */
export function writeResults(name: string, lines: readonly string[]): void {
  const footer = `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}; \`npm run bench -- ${name}\`.`;
  const text = `${[...lines, '', footer].join('\n')}\n`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${name}.md`), text);
  process.stdout.write(text);
}
