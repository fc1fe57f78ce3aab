import { GramTable } from '../gram-table.ts';
import { type FeatureBlock, GramReader } from '../grams.ts';

const WORDS: FeatureBlock = { unit: 'words', shortest: 1, longest: 1, minUtterances: 1 };
const SUBWORDS: FeatureBlock = { unit: 'chars', shortest: 3, longest: 5, minUtterances: 1 };
// Fewer words with a piece in common teach nothing that the words do not.
const FEWEST_WORDS = 2;
const SENTENCE_START = 0;
const SENTENCE_END = 1;
/** Rows of the sentence marks, the first ones. */
export const MARKS = 2;
/** Words read of an utterance; the sentence marks come on top. */
export const WORDS_READ = 28;
const UNKNOWN = -1;

/** An utterance as rows of an embedding table, between its sentence marks. */
export interface Text {
  /** (L) Row of each word, −1 where unknown. */
  readonly words: Int32Array;
  /** (L + 1) Where each word's pieces begin in `pieces`. */
  readonly starts: Int32Array;
  readonly pieces: Int32Array;
}

/** Numbers words and the character runs inside them: rows 0 and 1 are the sentence marks, then words, then pieces. */
export class Vocabulary {
  /** Both hashes of each word and of each piece, in the order of their rows. */
  readonly wordKeys: Uint32Array;
  readonly pieceKeys: Uint32Array;
  readonly #words: GramTable;
  readonly #pieces: GramTable;
  readonly #reader = new GramReader();

  constructor(wordKeys: Uint32Array, pieceKeys: Uint32Array) {
    this.wordKeys = wordKeys;
    this.pieceKeys = pieceKeys;
    this.#words = GramTable.of(wordKeys);
    this.#pieces = GramTable.of(pieceKeys);
  }

  static fit(utterances: readonly (readonly string[])[]): Vocabulary {
    const reader = new GramReader();
    const words = new GramTable();
    const pieces = new GramTable();
    const wordsWith: number[] = [];
    for (const word of new Set(utterances.flatMap((tokens) => tokens.slice(0, WORDS_READ)))) {
      reader.read([word], WORDS);
      words.add(reader.first[0], reader.second[0]);
      reader.read([word], SUBWORDS);
      const own = new Set<number>();
      for (let i = 0; i < reader.count; i++) own.add(pieces.add(reader.first[i], reader.second[i]));
      for (const piece of own) wordsWith[piece] = (wordsWith[piece] ?? 0) + 1;
    }
    const kept = Int32Array.from(wordsWith.keys()).filter((piece) => wordsWith[piece] >= FEWEST_WORDS);
    const everyWord = Int32Array.from({ length: words.size }, (_, i) => i);
    return new Vocabulary(words.keysOf(everyWord), pieces.keysOf(kept));
  }

  get rowCount(): number {
    return MARKS + this.#words.size + this.#pieces.size;
  }

  textOf(tokens: readonly string[]): Text {
    const read = tokens.slice(0, WORDS_READ);
    const words = new Int32Array(read.length + 2);
    const starts = new Int32Array(read.length + 3);
    const pieces: number[] = [];
    const reader = this.#reader;
    const firstPiece = MARKS + this.#words.size;
    words[0] = SENTENCE_START;
    for (const [i, word] of read.entries()) {
      reader.read([word], WORDS);
      const number = this.#words.find(reader.first[0], reader.second[0]);
      words[i + 1] = number < 0 ? UNKNOWN : MARKS + number;
      reader.read([word], SUBWORDS);
      for (let g = 0; g < reader.count; g++) {
        const piece = this.#pieces.find(reader.first[g], reader.second[g]);
        if (piece >= 0) pieces.push(firstPiece + piece);
      }
      starts[i + 2] = pieces.length;
    }
    words[read.length + 1] = SENTENCE_END;
    starts[read.length + 2] = pieces.length;
    return { words, starts, pieces: Int32Array.from(pieces) };
  }
}
