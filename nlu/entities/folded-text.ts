import type { Word } from './words.ts';

/** A normalised text that knows where each of its words came from. */
export class FoldedText {
  /** The words as normalised, one space where the original has white space. */
  readonly text: string;
  readonly original: string;
  /** For each unit of `text` the word that it belongs to; −1 for a space. */
  readonly #wordAt: Int32Array;
  readonly #words: readonly Word[];

  constructor(original: string, words: readonly Word[]) {
    this.original = original;
    this.#words = words;
    let text = '';
    const places: number[] = [];
    for (const [w, word] of words.entries()) {
      if (w > 0 && words[w - 1].end < word.start) {
        text += ' ';
        places.push(-1);
      }
      for (let unit = 0; unit < word.text.length; unit++) places.push(w);
      text += word.text;
    }
    this.text = text;
    this.#wordAt = Int32Array.from(places);
  }

  /**
   * The original place of a stretch of `text` that begins and ends with whole words; null of another: in "½", normalised to "1⁄2", there is
   * no "1".
   */
  placeOf(from: number, to: number): { readonly start: number; readonly end: number } | null {
    const at = this.#wordAt;
    const isWhole = at[from] >= 0 && at[to - 1] >= 0 && at[from] !== at[from - 1] && at[to - 1] !== at[to];
    return isWhole ? { start: this.#words[at[from]].start, end: this.#words[at[to - 1]].end } : null;
  }
}
