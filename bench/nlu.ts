import { requireData } from './nlu/public-data.ts';
import { report } from './nlu/report.ts';
import { measured, PARTS } from './nlu/tasks.ts';
import { writeResults } from './results.ts';

/**
 * Our two recipes beside what a user would pick instead, on public data: every training in a process of its own, one after another. What was
 * measured is kept, so `--only speed,peers` measures a part, `--minutes 2` begins nothing after that, and the next call goes on; the table is
 * written from all that there is.
 */
export async function run(options: readonly string[]): Promise<void> {
  requireData();
  const minutes = Number(valueOf(options, '--minutes') ?? Infinity);
  const tasks = chosen(options).flatMap((part) => PARTS[part]?.() ?? []);
  for (const task of tasks) if (performance.now() < minutes * 60_000) await measured(task);
  writeResults('nlu', report());
}

/** @throws Error that names the parts there are. */
function chosen(options: readonly string[]): string[] {
  const only = valueOf(options, '--only');
  if (only === undefined) return Object.keys(PARTS);
  const parts = only.split(',').filter(Boolean);
  const unknown = parts.filter((part) => !(part in PARTS));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  return parts;
}

function valueOf(options: readonly string[], name: string): string | undefined {
  const at = options.indexOf(name);
  return at < 0 ? undefined : (options[at + 1] ?? '');
}
