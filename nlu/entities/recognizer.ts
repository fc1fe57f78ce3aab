import type { CivilMoment } from './calendar.ts';
import type { BuiltIn } from './types.ts';

/** How the utterance is to be read. */
export interface Reading {
  readonly isDayFirst: boolean;
  readonly decimalSign: ',' | '.';
  /** Clock and calendar where and when it was spoken; null where nobody knows. */
  readonly now: CivilMoment | null;
}

/** The value is what was said: it depends on a moment that nobody knows. */
export const AS_SAID = Symbol('as said');

/** How one shape of a built-in is seen in folded text, and read. */
export interface Recognizer {
  readonly builtIn: BuiltIn;
  /** Global; begins and ends with whole words. */
  readonly pattern: RegExp;
  /** A date that is no day, such as a week: no time of day belongs to it. */
  readonly isPeriod?: true;
  /** The normal form, or null where the shape deceived. */
  read(match: RegExpMatchArray, reading: Reading): string | typeof AS_SAID | null;
}

// Nothing may begin or end inside a word or a longer number. The look-behind also keeps every pattern linear in the text.
const BEGIN = String.raw`(?<![\p{L}\p{N}_@]|\d[.,:/-])`;
const END = String.raw`(?![\p{L}\p{N}_]|[.,:/-]\d)`;

/** A pattern over folded text that begins and ends where words do. */
export function bounded(source: string): RegExp {
  return new RegExp(`${BEGIN}(?:${source})${END}`, 'gu');
}

/** Each word of the lists, with the meaning in front of its list. */
export function meanings<T>(lists: readonly (readonly [meaning: T, words: string])[]): ReadonlyMap<string, T> {
  return new Map(lists.flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning] as const)));
}

/** The words as alternatives, the longer ones first: the first that fits is taken. */
export function anyOf(words: Iterable<string>): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}
