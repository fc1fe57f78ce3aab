/** A family of n-grams whose weights are L2-normalised together, apart from the other families. */
export interface FeatureBlock {
  /**
   * `words`: runs of tokens, longer ones with sentence marks. `chars`: runs inside each token, with its borders as spaces. `pairs`: two
   * tokens in either order, however far apart.
   */
  readonly unit: 'words' | 'chars' | 'pairs';
  /** 1 for words, 2 for pairs. */
  readonly shortest: number;
  /** 2 for pairs. */
  readonly longest: number;
  /** A gram found in fewer utterances than this is no feature. */
  readonly minUtterances: number;
  /** Length of the block's vectors; 1 where it is left out. */
  readonly weight?: number;
}

// No token holds "<", so a mark is never taken for a word.
const SENTENCE_START = '<s>';
const SENTENCE_END = '</s>';
// Pairs grow with the square of the length; what a long message is about shows in its first words.
const PAIRED_TOKENS = 64;

/** Every gram of the block in the utterance, repeats included, in reading order: the spelling of what `GramReader` reads. */
export function gramsOf(tokens: readonly string[], block: FeatureBlock): string[] {
  const grams: string[] = [];
  if (block.unit === 'chars') {
    for (const token of tokens) {
      const bordered = ` ${token} `;
      for (let at = 0; at < bordered.length; at++) {
        const longest = Math.min(block.longest, bordered.length - at);
        for (let n = block.shortest; n <= longest; n++) grams.push(bordered.slice(at, at + n));
      }
    }
    return grams;
  }
  if (block.unit === 'pairs') {
    const paired = tokens.slice(0, PAIRED_TOKENS);
    for (const [i, one] of paired.entries()) {
      for (const other of paired.slice(i + 1)) grams.push(one < other ? `${one} ${other}` : `${other} ${one}`);
    }
    return grams;
  }
  if (tokens.length === 0) return grams;
  for (const token of tokens) grams.push(token);
  const marked = [SENTENCE_START, ...tokens, SENTENCE_END];
  for (let n = 2; n <= block.longest; n++) {
    for (let at = 0; at + n <= marked.length; at++) grams.push(marked.slice(at, at + n).join(' '));
  }
  return grams;
}

const SPACE = 32;
const FIRST_SEED = 0x811c9dc5;
const SECOND_SEED = 0x2545f491;
const START = new Uint32Array(2);
const END = new Uint32Array(2);
const WORD = new Uint32Array(2);
hashWord(SENTENCE_START, START);
hashWord(SENTENCE_END, END);

/**
 * Reads the grams of an utterance as two 32-bit hashes each, without making strings. Sixty-four bits tell a hundred thousand grams
 * apart for good: the chance that any two share both hashes is below one in a thousand million.
 */
export class GramReader {
  first = new Uint32Array(1_024);
  second = new Uint32Array(1_024);
  count = 0;
  /** Of the latest reading: as many single words or character runs come first, whose absence from a vocabulary says something. */
  telling = 0;
  #words = new Uint32Array(256);

  /** Reads the utterance anew. */
  read(tokens: readonly string[], block: FeatureBlock): void {
    this.count = 0;
    if (block.unit === 'chars') for (const token of tokens) this.#readChars(token, block);
    else {
      this.#hashWords(tokens);
      if (block.unit === 'pairs') this.#readPairs(Math.min(tokens.length, PAIRED_TOKENS));
      else if (tokens.length > 0) this.#readWords(tokens.length, block.longest);
    }
    this.telling = block.unit === 'chars' ? this.count : block.unit === 'words' ? tokens.length : 0;
  }

  /** Reads one gram as `gramsOf` spells it. */
  readSpelling(gram: string, block: FeatureBlock): void {
    this.count = 0;
    if (block.unit === 'chars') {
      let a = FIRST_SEED;
      let b = SECOND_SEED;
      for (let i = 0; i < gram.length; i++) {
        const unit = gram.charCodeAt(i);
        a = Math.imul(a ^ unit, 0x01000193);
        b = Math.imul(b + unit, 0x9e3779b1) ^ (b >>> 15);
      }
      this.#push(a, b);
      return;
    }
    const words = gram.split(' ');
    this.#hashWords(words);
    const w = this.#words;
    if (block.unit === 'pairs') this.#readPairs(2);
    else {
      let a = FIRST_SEED;
      let b = SECOND_SEED;
      for (let i = 0; i < words.length; i++) {
        a = Math.imul(a ^ w[2 * i + 2], 0x85ebca6b) ^ (a >>> 13);
        b = Math.imul(b + w[2 * i + 3], 0xc2b2ae35) ^ (b >>> 16);
      }
      this.#push(a, b);
    }
  }

  /** Words 1 … n of the scratch array; 0 and n + 1 are the sentence marks. */
  #hashWords(tokens: readonly string[]): void {
    if (this.#words.length < 2 * (tokens.length + 2)) this.#words = new Uint32Array(4 * (tokens.length + 2));
    const words = this.#words;
    words.set(START, 0);
    for (const [i, token] of tokens.entries()) {
      hashWord(token, WORD);
      words[2 * i + 2] = WORD[0];
      words[2 * i + 3] = WORD[1];
    }
    words.set(END, 2 * tokens.length + 2);
  }

  #readWords(count: number, longest: number): void {
    const words = this.#words;
    for (let n = 1; n <= longest; n++) {
      const from = n === 1 ? 1 : 0;
      const to = n === 1 ? count : count + 2 - n;
      for (let at = from; at <= to; at++) {
        let a = FIRST_SEED;
        let b = SECOND_SEED;
        for (let i = at; i < at + n; i++) {
          a = Math.imul(a ^ words[2 * i], 0x85ebca6b) ^ (a >>> 13);
          b = Math.imul(b + words[2 * i + 1], 0xc2b2ae35) ^ (b >>> 16);
        }
        this.#push(a, b);
      }
    }
  }

  #readPairs(count: number): void {
    const words = this.#words;
    for (let i = 1; i <= count; i++) {
      for (let j = i + 1; j <= count; j++) {
        // Symmetric in the two words: sum, product and exclusive or do not know their order.
        const sum = words[2 * i] + words[2 * j];
        const product = Math.imul(words[2 * i] | 1, words[2 * j] | 1);
        const sum2 = words[2 * i + 1] + words[2 * j + 1];
        const either = words[2 * i + 1] ^ words[2 * j + 1];
        this.#push(Math.imul(sum, 0x85ebca6b) ^ product, Math.imul(sum2, 0xc2b2ae35) ^ either);
      }
    }
  }

  #readChars(token: string, { shortest, longest }: FeatureBlock): void {
    const last = token.length + 1;
    for (let at = 0; at <= last; at++) {
      let a = FIRST_SEED;
      let b = SECOND_SEED;
      const end = Math.min(at + longest - 1, last);
      for (let i = at; i <= end; i++) {
        const unit = i === 0 || i === last ? SPACE : token.charCodeAt(i - 1);
        a = Math.imul(a ^ unit, 0x01000193);
        b = Math.imul(b + unit, 0x9e3779b1) ^ (b >>> 15);
        if (i - at + 1 >= shortest) this.#push(a, b);
      }
    }
  }

  #push(a: number, b: number): void {
    if (this.count === this.first.length) this.#grow();
    // Tables take the low bits, which multiplication alone hardly stirs.
    this.first[this.count] = a ^ (a >>> 15) ^ (b << 7);
    this.second[this.count++] = b;
  }

  #grow(): void {
    const first = new Uint32Array(2 * this.first.length);
    const second = new Uint32Array(2 * this.second.length);
    first.set(this.first);
    second.set(this.second);
    this.first = first;
    this.second = second;
  }
}

function hashWord(word: string, into: Uint32Array): void {
  let a = FIRST_SEED;
  let b = SECOND_SEED;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b + unit, 0x9e3779b1) ^ (b >>> 15);
  }
  into[0] = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  into[1] = b;
}
