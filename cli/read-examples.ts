import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { wordsOf } from './annotation.ts';
import { CliError } from './errors.ts';

export type Split = 'TRAIN' | 'VALIDATION' | 'TEST';

/** One row to import, its text as it was written, annotated or not; `intent` null means out of scope, `split` null lets Malha decide once and for all. */
export interface ImportedExample {
  text: string;
  intent: string | null;
  language: string;
  split: Split | null;
}

/** An example and where it stands. */
export interface ReadExample extends ImportedExample {
  /** `file:line` */
  place: string;
}

const FOLDER_FILES: Record<string, Split> = {
  'train.tsv': 'TRAIN',
  'val.tsv': 'VALIDATION',
  'test.tsv': 'TEST',
  'oos_train.tsv': 'TRAIN',
  'oos_val.tsv': 'VALIDATION',
  'oos_test.tsv': 'TEST',
};
const SPLITS: Record<string, Split> = { train: 'TRAIN', val: 'VALIDATION', validation: 'VALIDATION', test: 'TEST' };
// Malha's own limits: it checks a batch at a time, and what one batch breaks must not leave another one written.
const MAX_TEXT = 2_000;
const MAX_INTENT = 100;
const REPORTED = 10;

/**
 * Reads a folder of train/val/test/oos_*.tsv, or one CSV or TSV file (text, intent[, language[, split]]; a header row is optional).
 * The whole input is checked before anything is returned.
 * @throws CliError MALFORMED_IMPORT with up to ten places (file:line), NOT_FOUND, or NO_EXAMPLES.
 */
export function readExamples(source: string, language: string): ReadExample[] {
  if (!existsSync(source)) throw new CliError('NOT_FOUND', `${source} does not exist.`);
  if (!isLanguage(language))
    throw new CliError('INVALID_LANGUAGE', `"${language}" is no BCP 47 tag; write pt-BR or en.`);
  const problems: string[] = [];
  const examples = statSync(source).isDirectory()
    ? readFolder(source, language, problems)
    : readFile(source, { language, split: null }, problems);
  if (problems.length > 0) {
    const more = problems.length > REPORTED ? `\n  … and ${problems.length - REPORTED} more` : '';
    throw new CliError(
      'MALFORMED_IMPORT',
      `nothing was imported:\n  ${problems.slice(0, REPORTED).join('\n  ')}${more}`,
    );
  }
  if (!examples.some((example) => example.intent !== null))
    throw new CliError('NO_EXAMPLES', `${source} holds no example with an intent.`);
  return examples;
}

function readFolder(folder: string, language: string, problems: string[]): ReadExample[] {
  // In one order everywhere: of near-equal rows of two files, Malha refuses the later.
  const files = readdirSync(folder)
    .filter((file) => file in FOLDER_FILES)
    .toSorted();
  if (!files.includes('train.tsv')) throw new CliError('NOT_FOUND', `${folder} has no train.tsv.`);
  return files.flatMap((file) =>
    readFile(path.join(folder, file), { language, split: FOLDER_FILES[file] ?? null }, problems),
  );
}

function readFile(
  file: string,
  defaults: { language: string; split: Split | null },
  problems: string[],
): ReadExample[] {
  const content = readFileSync(file);
  const text = content.toString('utf8');
  if (text.includes('\u{FFFD}') && !content.includes(Buffer.from('\u{FFFD}'))) problems.push(`${file}: is not UTF-8`);
  const rows = parseRows(file, text, problems);
  return rows.flatMap(({ cells, line }) => {
    const place = `${path.basename(file)}:${line}`;
    const problem = problemOf(cells);
    if (problem) problems.push(`${place}: ${problem}`);
    return problem ? [] : [{ ...toExample(cells, defaults), place }];
  });
}

function parseRows(file: string, text: string, problems: string[]): { cells: string[]; line: number }[] {
  const isTsv = /\.(tsv|txt)$/i.test(file);
  try {
    const records = parse(text, {
      bom: true,
      delimiter: isTsv ? '\t' : ',',
      // A quotation mark in a TSV is only a quotation mark.
      quote: isTsv ? null : '"',
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const rows = records.map(({ record, info }) => ({ cells: record.map((cell) => cell.trim()), line: info.lines }));
    return isHeader(rows[0]?.cells) ? rows.slice(1) : rows;
  } catch (error) {
    problems.push(`${path.basename(file)}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function isHeader(cells: readonly string[] | undefined): boolean {
  return /^(text|utterance)$/i.test(cells?.[0] ?? '') && /^(intent|label)$/i.test(cells?.[1] ?? '');
}

function problemOf(cells: readonly string[]): string | undefined {
  if (cells.length < 2 || cells.length > 4)
    return `has ${cells.length} columns, expected text, intent[, language[, split]]`;
  const [text = '', intent = '', language, split] = cells;
  if (!text) return 'has an empty text';
  if (text.includes('\0')) return 'has a NUL character in its text';
  const words = wordsOf(text);
  if (words === undefined)
    return 'has a broken annotation (write [text](type) around an entity, and \\[ for a bracket)';
  if (words.length > MAX_TEXT) return `has a text of ${words.length} UTF-16 units, at most ${MAX_TEXT} are allowed`;
  if (!intent) return 'has no intent (write "oos" for out of scope)';
  if (intent.length > MAX_INTENT || /\p{Cc}/u.test(intent))
    return `has an intent that is not 1 to ${MAX_INTENT} printable characters`;
  if (language && !isLanguage(language)) return `has "${language}" for a language; a BCP 47 tag is meant, e.g. pt-BR`;
  if (split && !(split.toLowerCase() in SPLITS)) return `has an unknown split "${split}"`;
  return undefined;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function toExample(cells: readonly string[], defaults: { language: string; split: Split | null }): ImportedExample {
  const [text = '', intent = '', language, split] = cells;
  return {
    text,
    intent: intent.toLowerCase() === 'oos' ? null : intent,
    language: language || defaults.language,
    split: split ? (SPLITS[split.toLowerCase()] ?? null) : defaults.split,
  };
}
