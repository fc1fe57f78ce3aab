// W words.

// Shorter ones have a neighbour for nearly every slip of a finger; longer ones are no words.
const SHORTEST = 3;
const LONGEST = 32;
// Only scripts that have cases: in the others one sign may be a syllable or a word, and another sign another word.
const WORD = /^\p{Ll}+$/u;

/**
 * Mends typing errors with the words of the training utterances: a word never seen, but one letter added, dropped, replaced or swapped with
 * its neighbour away from a known one, is read as the known one; among several as that found in most utterances. Known words are never
 * touched, so training needs no noise of its own and takes no longer.
 *
 * Candidates are found by what is left of both words with a letter taken out (the symmetric deletes of Garbe's SymSpell, 2012).
 * Cross-validated on the demo assistant's training rows, the loss to swapped letters falls from 8.7 points to 1.6 and to neighbour keys from
 * 6.5 to 1.1; on CLINC150 validation clean accuracy and the AUROC of out-of-scope move by 0.1 points.
 */
export class Spelling {
  /** (W) In the order of first sight. */
  readonly words: readonly string[];
  /** (W) In how many utterances each is found. */
  readonly counts: Int32Array;
  readonly #numbers: ReadonlyMap<string, number>;
  // Chains of the words that leave the same hash: #heads by hash, then entry by entry. −1 ends a chain.
  readonly #heads: Int32Array;
  readonly #links: Int32Array;
  readonly #wordOf: Int32Array;

  constructor(words: readonly string[], counts: Int32Array) {
    this.words = words;
    this.counts = counts;
    this.#numbers = new Map(words.map((word, w) => [word, w]));
    const entryCount = words.reduce((sum, word) => sum + (isMendable(word) ? word.length + 1 : 0), 0);
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(entryCount + 1))).fill(-1);
    this.#links = new Int32Array(entryCount);
    this.#wordOf = new Int32Array(entryCount);
    let entry = 0;
    for (const [w, word] of words.entries()) {
      if (!isMendable(word)) continue;
      for (let without = -1; without < word.length; without++) {
        const slot = this.#slotOf(word, without);
        this.#links[entry] = this.#heads[slot];
        this.#wordOf[entry] = w;
        this.#heads[slot] = entry++;
      }
    }
  }

  /** Learns the words of the utterances (N). */
  static fit(utterances: readonly (readonly string[])[]): Spelling {
    const numbers = new Map<string, number>();
    const counts: number[] = [];
    const seenIn: number[] = [];
    for (const [u, tokens] of utterances.entries()) {
      for (const token of tokens) {
        const w = numbers.get(token) ?? numbers.size;
        if (w === numbers.size) {
          numbers.set(token, w);
          counts.push(0);
          seenIn.push(-1);
        }
        if (seenIn[w] === u) continue;
        seenIn[w] = u;
        counts[w]++;
      }
    }
    return new Spelling([...numbers.keys()], Int32Array.from(counts));
  }

  /** The tokens as they were probably meant. */
  mend(tokens: readonly string[]): readonly string[] {
    return tokens.every((token) => this.#numbers.has(token)) ? tokens : tokens.map((token) => this.#mended(token));
  }

  #mended(token: string): string {
    if (this.#numbers.has(token) || !isMendable(token)) return token;
    let best = token;
    let most = 0;
    for (let without = -1; without < token.length; without++) {
      for (let entry = this.#heads[this.#slotOf(token, without)]; entry >= 0; entry = this.#links[entry]) {
        const w = this.#wordOf[entry];
        const word = this.words[w];
        if (this.counts[w] < most || (this.counts[w] === most && word >= best)) continue;
        if (!isOneSlipAway(token, word)) continue;
        best = word;
        most = this.counts[w];
      }
    }
    return best;
  }

  /** FNV-1a of the word without one of its letters; of the whole word where `without` is −1. */
  #slotOf(word: string, without: number): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) if (i !== without) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }
}

function isMendable(word: string): boolean {
  return word.length >= SHORTEST && word.length <= LONGEST && WORD.test(word);
}

/** Whether two words that differ do so by one letter added, dropped or replaced, or by two neighbours swapped. */
export function isOneSlipAway(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const typed = one.slice(start, one.length - end);
  const meant = other.slice(start, other.length - end);
  if (typed.length <= 1 && meant.length <= 1) return true;
  return typed.length === 2 && meant.length === 2 && typed[0] === meant[1] && typed[1] === meant[0];
}
