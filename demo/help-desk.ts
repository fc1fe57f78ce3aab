import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { answersFile } from './answers-file.ts';
import { entityTypesFile } from './entity-types-file.ts';
import { type DemoExample, readUtterances } from './read-utterances.ts';

export type { DemoExample } from './read-utterances.ts';

/** What the assistant can talk about; texts by language tag, one for each language of the help desk. */
export interface DemoIntent {
  readonly name: string;
  /** The key of a category. */
  readonly category: string;
  /** Whether who means it asks for a person. */
  readonly isHandoff: boolean;
  /** What a user reads in "did you mean …". */
  readonly labels: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string>>;
}

/** The demo assistant: the student help desk of an invented university. */
export interface HelpDesk {
  readonly name: string;
  /** BCP 47 tags; the first is the default. */
  readonly languages: readonly string[];
  readonly intents: readonly DemoIntent[];
  readonly categories: readonly { readonly key: string; readonly name: string }[];
  readonly entityTypes: z.infer<typeof entityTypesFile>;
  readonly examples: readonly DemoExample[];
}

/** Somebody edited the demo's files into something that no assistant can be made of; `problems` names every place. */
export class HelpDeskInvalid extends Error {
  override readonly name = 'HelpDeskInvalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the demo's files have ${problems.length} problem(s):\n${problems.join('\n')}`);
    this.problems = problems;
  }
}

/** Where the demo's files lie: the compiled program runs from `dist`, which holds no copy of them. */
export function demoFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new HelpDeskInvalid(['no package.json above demo/help-desk']);
    folder = dirname(folder);
  }
  return join(folder, 'demo');
}

/**
 * Reads the demo assistant from `answers.json`, `entity-types.json` and `utterances/<language>/`.
 * Throws `HelpDeskInvalid` with all problems of `answers.json` at once, else with all of the utterances, which are checked against it.
 */
export function loadHelpDesk(folder = demoFolder()): HelpDesk {
  const { name, languages, categories, intents } = readJson(folder, 'answers.json', answersFile);
  const entityTypes = readJson(folder, 'entity-types.json', entityTypesFile);
  const intentNames = new Set(intents.map((intent) => intent.name));
  const read = languages.map((language) => readUtterances(join(folder, 'utterances'), language, intentNames));
  const problems = read.flatMap((language) => language.problems);
  if (problems.length > 0) throw new HelpDeskInvalid(problems);

  return {
    name,
    languages,
    categories,
    intents: intents.map(({ label, answer, ...intent }) => ({ ...intent, labels: label, answers: answer })),
    entityTypes,
    examples: read.flatMap((language) => language.examples),
  };
}

function readJson<T>(folder: string, file: string, shape: z.ZodType<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    throw new HelpDeskInvalid([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new HelpDeskInvalid(
    parsed.error.issues.map(({ path: place, message }) => `${file} ${place.join('.')}: ${message}`),
  );
}
