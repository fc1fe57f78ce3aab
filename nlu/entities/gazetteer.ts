import { isSameLanguage } from '../language.ts';
import { closeWordIndex } from './close-words.ts';
import type { EntityDefinition } from './types.ts';
import { hasWordBorders, type Word, wordsOf } from './words.ts';

/** One meaning of a sequence of words. */
interface Sense {
  readonly type: string;
  readonly value: string;
  /** BCP 47 tag; null in all languages. */
  readonly language: string | null;
}

interface ListSpan {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The values of all lists with their synonyms, found as whole words whatever their case, accents, width and spacing. Of those that begin
 * with the same word the longest is taken. A word of eight letters or more may hold one typing error.
 */
export class Gazetteer {
  readonly #senses = new Map<string, Sense[]>();
  /** Of each first word, the most words that a sequence has. */
  readonly #longest = new Map<string, number>();
  readonly #correct: (word: string) => string;

  constructor(lists: readonly EntityDefinition[]) {
    const vocabulary = new Set<string>();
    for (const { name, values = [] } of lists) {
      for (const { value, synonyms, language } of values) {
        const sense = { type: name, value, language: language ?? null };
        for (const text of [value, ...synonyms]) this.#add(wordsOf(text), sense, vocabulary);
      }
    }
    this.#correct = closeWordIndex(vocabulary);
  }

  #add(words: readonly Word[], sense: Sense, vocabulary: Set<string>): void {
    if (words.length === 0) return;
    const key = keyOf(words.map(({ text }) => text));
    const senses = this.#senses.get(key);
    if (senses) senses.push(sense);
    else this.#senses.set(key, [sense]);
    const [{ text: first }] = words;
    this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, words.length));
    for (const { text } of words) vocabulary.add(text);
  }

  /** By place, without overlap. */
  spansIn(text: string, words: readonly Word[], language: string): ListSpan[] {
    if (this.#senses.size === 0) return [];
    const known = words.map((word) => this.#correct(word.text));
    const spans: ListSpan[] = [];
    for (let w = 0; w < words.length; w++) {
      const most = Math.min(this.#longest.get(known[w]) ?? 0, words.length - w);
      for (let length = most; length > 0; length--) {
        const [start, end] = [words[w].start, words[w + length - 1].end];
        const sense = this.#senseOf(keyOf(known.slice(w, w + length)), language);
        if (!sense || !hasWordBorders(text, start, end)) continue;
        spans.push({ type: sense.type, value: sense.value, start, end });
        w += length - 1;
        break;
      }
    }
    return spans;
  }

  #senseOf(key: string, spoken: string): Sense | undefined {
    const senses = this.#senses.get(key);
    const isSpoken = ({ language }: Sense) => language !== null && isSameLanguage(language, spoken);
    return senses?.find(isSpoken) ?? senses?.find(({ language }) => language === null);
  }
}

function keyOf(words: readonly string[]): string {
  return words.join(' ');
}
