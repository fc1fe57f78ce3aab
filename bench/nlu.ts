import { requireData } from './nlu/public-data.ts';
import { report } from './nlu/report.ts';
import { measured, PARTS } from './nlu/tasks.ts';
import { writeResults } from './results.ts';

/**
 * Our two recipes beside what a user would pick instead, on public data: every training in a process of its own, one after another. What was
 * measured is kept, so `--only speed,peers` measures a part, and the next call goes on; the table is written from all that there is.
 */
export async function run(options: readonly string[]): Promise<void> {
  requireData();
  for (const part of chosen(options)) for (const task of PARTS[part]?.() ?? []) await measured(task);
  writeResults('nlu', report());
}

/** @throws Error that names the parts there are. */
function chosen(options: readonly string[]): string[] {
  const at = options.indexOf('--only');
  if (at < 0) return Object.keys(PARTS);
  const parts = (options[at + 1] ?? '').split(',').filter(Boolean);
  const unknown = parts.filter((part) => !(part in PARTS));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  return parts;
}
