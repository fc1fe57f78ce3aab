import type { Word } from './words.ts';

/** Features of one word. */
export const FEATURES_A_WORD = 22;

/** What may be known of a word besides its letters. */
const SHAPE = {
  sign: 0,
  mark: 1,
  lower: 2,
  upper: 3,
  letter: 4,
  title: 5,
  mixed: 6,
  digit: 7,
  digits: 8,
  figure: 9,
  number: 10,
  none: 11,
};
const MARKS = '.,;:!?';

// Stand in for the words that are not there.
const BEFORE_THE_FIRST = 0x5bd1e995;
const AFTER_THE_LAST = 0x1b873593;

/**
 * Features of words in their context, each as two hashes: the words themselves up to two places away, pairs of neighbours, beginnings and
 * endings, and the shape of what was written (Ratnaparkhi 1996; Collins 2002). Reuses its arrays from text to text.
 */
export class TaggerFeatures {
  /** (words × FEATURES_A_WORD) */
  first = new Uint32Array(0);
  second = new Uint32Array(0);
  #at = 0;

  read(text: string, words: readonly Word[]): void {
    const length = words.length * FEATURES_A_WORD;
    if (this.first.length < length) {
      this.first = new Uint32Array(2 * length);
      this.second = new Uint32Array(2 * length);
    }
    const hashes = words.map((word) => hashOf(word.text, 0, word.text.length));
    const shapes = words.map(({ start, end }) => shapeOf(text.slice(start, end)));
    const hashAt = (w: number) => (w < 0 ? BEFORE_THE_FIRST : w < words.length ? hashes[w] : AFTER_THE_LAST);
    const shapeAt = (w: number) => shapes[w] ?? SHAPE.none;
    this.#at = 0;
    for (const [w, { text: word }] of words.entries()) {
      this.#add(0, 0, 0);
      for (let offset = -2; offset <= 2; offset++) this.#add(1 + offset + 2, hashAt(w + offset), 0);
      this.#add(6, hashAt(w - 1), hashAt(w));
      this.#add(7, hashAt(w), hashAt(w + 1));
      this.#add(8, hashAt(w - 2), hashAt(w - 1));
      this.#add(9, hashAt(w + 1), hashAt(w + 2));
      for (let affix = 1; affix <= 4; affix++) {
        this.#add(10 + affix, hashOf(word, 0, Math.min(affix, word.length)), word.length < affix ? 1 : 0);
        this.#add(15 + affix, hashOf(word, Math.max(word.length - affix, 0), word.length), word.length < affix ? 1 : 0);
      }
      for (let offset = -1; offset <= 1; offset++) this.#add(21 + offset, shapeAt(w + offset), 0);
      this.#add(23, shapeAt(w), hashAt(w - 1));
    }
  }

  /** `kind` keeps equal words in different places apart. */
  #add(kind: number, a: number, b: number): void {
    const at = this.#at++;
    this.first[at] = stir(Math.imul(kind + 1, 0x9e3779b1) ^ a, b);
    this.second[at] = stir(Math.imul(kind + 1, 0x85ebca6b) ^ Math.imul(a, 0xc2b2ae35), Math.imul(b, 0x27d4eb2f));
  }
}

function shapeOf(written: string): number {
  const { length } = written;
  const unit = written.charCodeAt(0);
  if (unit >= 0x30 && unit <= 0x39) {
    if (length === 1) return SHAPE.digit;
    if (length === 2) return SHAPE.digits;
    return length <= 4 ? SHAPE.figure : SHAPE.number;
  }
  if (MARKS.includes(written)) return SHAPE.mark;
  const [lower, upper] = [written.toLowerCase(), written.toUpperCase()];
  if (lower === upper) return SHAPE.sign;
  if (written === lower) return SHAPE.lower;
  if (written === upper) return length === 1 ? SHAPE.letter : SHAPE.upper;
  return written[0] === upper[0] && written.slice(1) === lower.slice(1) ? SHAPE.title : SHAPE.mixed;
}

/** FNV-1a over the UTF-16 code units of a part. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Two numbers to one in which every bit depends on all of theirs (the finaliser of Murmur3). */
function stir(a: number, b: number): number {
  let h = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ b;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 16)) >>> 0;
}
