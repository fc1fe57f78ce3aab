import { BadUserInput, checkText, InvalidInput } from '../kit/index.ts';

const MAX_UTTERANCE = 2_000;
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

export function checkBatch(examples: readonly unknown[]): void {
  if (examples.length > MAX_EXAMPLES)
    throw new InvalidInput(`One call takes at most ${MAX_EXAMPLES} examples.`, ['input', 'examples']);
}
