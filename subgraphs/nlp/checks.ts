import { type AnnotatedText, parseAnnotated } from '../../nlu/index.ts';
import { BadUserInput, checkText, InvalidInput } from '../kit/index.ts';
import { BadAnnotation } from './errors.ts';

const MAX_UTTERANCE = 2_000;
// Of an annotated text: its brackets and types are no part of what was said.
const MAX_NOTATION = 4 * MAX_UTTERANCE;
const MAX_ANSWER = 4_000;
const MAX_LABEL = 200;
const MAX_NAME = 100;
const MAX_EXAMPLES = 1_000;

/** The tag in its canonical spelling, e.g. `pt-BR` for `pt-br`. */
export function checkedLanguage(tag: string, path: readonly string[]): string {
  if (isLanguage(tag)) return Intl.getCanonicalLocales(tag)[0] ?? tag;
  throw new InvalidInput(LANGUAGE_RULE, path);
}

/** The same for an argument of a field, which has no payload to say it in. @throws BadUserInput */
export function languageArgument(tag: string, path: readonly string[]): string {
  if (isLanguage(tag)) return tag;
  throw new BadUserInput(LANGUAGE_RULE, path);
}

const LANGUAGE_RULE = 'A language is a BCP 47 tag, e.g. pt-BR.';

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

export function checkedIntentName(name: string, path: readonly string[]): string {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_NAME || /[\p{Cc}\p{Cs}]/u.test(trimmed))
    throw new InvalidInput(`The name of an intent has 1 to ${MAX_NAME} printable characters.`, path);
  return trimmed;
}

export function checkedAnswer(text: string, path: string[]): string {
  checkText(text, { path, limit: MAX_ANSWER, required: true });
  return text.trim();
}

export function checkedLabel(text: string, path: string[]): string {
  checkText(text, { path, limit: MAX_LABEL, required: true });
  return text.trim();
}

export function checkedUtterance(text: string, path: string[]): string {
  checkText(text, { path, limit: MAX_UTTERANCE, required: true });
  return text.trim();
}

/** An argument of a field, to the letter: places in it are told. @throws BadUserInput */
export function utteranceArgument(text: string, path: string[]): string {
  if (text.length > MAX_UTTERANCE)
    throw new BadUserInput(`At most ${MAX_UTTERANCE} UTF-16 code units can be looked at.`, path);
  return text;
}

export function checkBatch(examples: readonly unknown[]): void {
  if (examples.length > MAX_EXAMPLES)
    throw new InvalidInput(`One call takes at most ${MAX_EXAMPLES} examples.`, ['input', 'examples']);
}

/**
 * An utterance as an import gives it. Where it holds `](` it is read as annotated, `[text](type)`, a backslash before `[`, `]` or `\\` taking
 * its meaning away; any other text stands as it is, brackets and backslashes included, unless it is said to be annotated.
 * @throws BadAnnotation, TEXT_TOO_LONG, TEXT_REQUIRED, TEXT_INVALID
 */
export function readUtterance(
  given: string,
  path: string[],
  { isAnnotated = false }: { isAnnotated?: boolean | undefined } = {},
): { utterance: string; spans?: AnnotatedText['spans'] } {
  if (!isAnnotated && !given.includes('](')) return { utterance: checkedUtterance(given, path) };
  const { text, spans } = readAnnotated(given, path);
  return { utterance: text, spans };
}

/** An annotated text and its spans, without the white space around it. @throws as `readUtterance` */
export function readAnnotated(notation: string, path: string[]): AnnotatedText {
  checkText(notation, { path, limit: MAX_NOTATION, required: true });
  const parsed = parseAnnotated(notation);
  if ('fault' in parsed) throw new BadAnnotation(parsed.fault, path);
  const text = checkedUtterance(parsed.text, path);
  const cut = parsed.text.length - parsed.text.trimStart().length;
  return { text, spans: parsed.spans.map(({ type, start, end }) => ({ type, start: start - cut, end: end - cut })) };
}
