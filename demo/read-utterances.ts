import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A labelled utterance as a person wrote it down; `intent` null says that it is out-of-scope. */
export interface DemoExample {
  readonly utterance: string;
  readonly intent: string | null;
  readonly language: string;
  readonly split: 'train' | 'test';
  /** The utterance with `[…](type)` around its entities, none where there are none; absent where nobody looked for any. */
  readonly annotated?: string;
}

/** The files of a language; the same names as the public CLINC150 release, so that `malha import` reads both. */
const FILES = [
  { file: 'train.tsv', split: 'train' },
  { file: 'test.tsv', split: 'test' },
  { file: 'oos_train.tsv', split: 'train' },
  { file: 'oos_test.tsv', split: 'test' },
] as const;

/** Utterances of the other files again, one a line, with their entities marked. */
const ANNOTATED = 'entities.txt';
const MARK = /\[([^\]]*)\]\([^)]*\)/g;

const OUT_OF_SCOPE = 'oos';

/** Every example of one language in file order, and beside them every line that could not be one. */
export function readUtterances(folder: string, language: string, intents: ReadonlySet<string>) {
  const examples: DemoExample[] = [];
  const problems: string[] = [];
  for (const { file, split } of FILES) {
    const path = join(folder, language, file);
    if (!existsSync(path)) {
      problems.push(`${language}/${file}: is missing`);
      continue;
    }
    for (const [position, line] of readFileSync(path, 'utf8').split(/\r?\n/).entries()) {
      if (line.trim() === '') continue;
      const [utterance = '', intent = '', ...rest] = line.split('\t').map((field) => field.trim());
      const where = `${language}/${file}:${position + 1}`;
      if (utterance === '' || intent === '' || rest.length > 0) problems.push(`${where}: is not text<TAB>intent`);
      else if (intent === OUT_OF_SCOPE) examples.push({ utterance, intent: null, language, split });
      else if (intents.has(intent)) examples.push({ utterance, intent, language, split });
      else problems.push(`${where}: "${intent}" is no intent of answers.json`);
    }
  }
  const annotations = readAnnotations(join(folder, language, ANNOTATED));
  const annotated = examples.map((example) => {
    const annotation = annotations.get(example.utterance);
    annotations.delete(example.utterance);
    return annotation === undefined ? example : { ...example, annotated: annotation };
  });
  // A bad line above is no utterance yet: its annotation is none of the problems.
  if (problems.length > 0) return { examples, problems };
  for (const annotation of annotations.values())
    problems.push(`${language}/${ANNOTATED}: "${annotation}" is no utterance of the other files`);
  return { examples: annotated, problems };
}

/** By the words without their marks. */
function readAnnotations(path: string): Map<string, string> {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/) : [];
  return new Map(lines.filter((line) => line !== '').map((line) => [line.replace(MARK, '$1'), line]));
}
