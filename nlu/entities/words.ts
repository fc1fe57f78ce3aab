import { normalize, UTTERANCE_UNITS_READ } from '../tokenize.ts';

/** A run of letters, a run of digits or one other sign, with the combining marks and unseen characters that belong to it. */
const WORD = /\p{L}[\p{L}\p{M}\p{Cf}]*|\p{N}[\p{N}\p{M}\p{Cf}]*|\S[\p{M}\p{Cf}]*/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;

export interface Word {
  /** Normalised: no case, accents or width. */
  readonly text: string;
  /** UTF-16 code units of the original text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/**
 * The words and signs of a text with their places in it. The text is cut first and each piece normalised by itself: normalising moves
 * offsets ("ﬁ" becomes two letters, "ã" one), cutting does not. Letters part from digits, so that in "15h" the 15 can be a span.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: raw, index } of text.slice(0, UTTERANCE_UNITS_READ).matchAll(WORD)) {
    words.push({ text: normalize(raw), start: index, end: index + raw.length });
  }
  return words;
}

/** Whether a span of the text begins and ends where no letter or digit goes on. */
export function hasWordBorders(text: string, start: number, end: number): boolean {
  return !continues(text, start) && !continues(text, end);
}

/** Whether the characters on both sides of a place are letters or digits. */
function continues(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return false;
  // Of a surrogate pair that ends at the place, the whole; a pair before it may be split where the place is inside it, then nothing continues.
  const before = String.fromCodePoint(text.codePointAt(text.codePointAt(at - 2)! > 0xffff ? at - 2 : at - 1)!);
  return LETTER_OR_DIGIT.test(before) && LETTER_OR_DIGIT.test(String.fromCodePoint(text.codePointAt(at)!));
}
