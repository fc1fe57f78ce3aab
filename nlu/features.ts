import { SparseRows, type SparseVector } from './sparse.ts';

/** A family of n-grams whose weights are L2-normalised together, apart from the other families. */
export interface FeatureBlock {
  /** `words`: runs of tokens, longer ones with sentence marks. `chars`: runs inside each token, with its borders as spaces. */
  readonly unit: 'words' | 'chars';
  /** 1 for words. */
  readonly shortest: number;
  readonly longest: number;
  /** A gram found in fewer utterances than this is no feature. */
  readonly minUtterances: number;
}

// On CLINC150 validation, grams seen once help up to some 30 examples an intent and hurt beyond; character runs of five never paid.
const RARE_GRAMS_HELP_UP_TO = 5_000;

/** The blocks of the *fast* recipe for so many examples. */
export function fastBlocks(exampleCount: number): readonly FeatureBlock[] {
  const rarest = exampleCount > RARE_GRAMS_HELP_UP_TO ? 2 : 1;
  return [
    { unit: 'words', shortest: 1, longest: 2, minUtterances: rarest },
    { unit: 'chars', shortest: 2, longest: 4, minUtterances: rarest + 1 },
  ];
}

// No token holds "<", so a mark is never taken for a word.
const SENTENCE_START = '<s>';
const SENTENCE_END = '</s>';

/** Every gram of the block in the utterance, repeats included, in reading order. */
export function gramsOf(tokens: readonly string[], block: FeatureBlock): string[] {
  const grams: string[] = [];
  if (block.unit === 'chars') {
    for (const token of tokens) {
      const bordered = ` ${token} `;
      for (let n = block.shortest; n <= block.longest; n++) {
        for (let at = 0; at + n <= bordered.length; at++) grams.push(bordered.slice(at, at + n));
      }
    }
    return grams;
  }
  if (tokens.length === 0) return grams;
  grams.push(...tokens);
  const marked = [SENTENCE_START, ...tokens, SENTENCE_END];
  for (let n = 2; n <= block.longest; n++) {
    for (let at = 0; at + n <= marked.length; at++) grams.push(marked.slice(at, at + n).join(' '));
  }
  return grams;
}

/** A block with what was learned of it: its grams and the number of the first. */
interface FittedBlock {
  readonly block: FeatureBlock;
  /** In the order of their feature numbers. */
  readonly grams: readonly string[];
}

/**
 * Turns tokens into tf-idf vectors over exact grams (V features): (1 + ln tf) · idf, idf = ln((1 + N) / (1 + df)) + 1, each block of
 * length one. Normalising blocks apart keeps the many character grams from drowning the words.
 *
 * Unknown words and character runs count in that length with the idf of a gram never seen: the less of an utterance is known, the less
 * what is known may say. On CLINC150 validation this lifts the AUROC of out-of-scope by 0.2 points, and by 1.5 with ten examples an intent.
 * Unknown pairs of words do not count: nearly every utterance has some.
 */
export class FeatureSpace {
  readonly blocks: readonly FittedBlock[];
  /** (V) */
  readonly idf: Float32Array;
  /** N of the utterances it was fitted on. */
  readonly utteranceCount: number;
  readonly #unseenIdf: number;
  readonly #numbers: readonly ReadonlyMap<string, number>[];
  // Where a feature stands in the vector under construction, plus one; all zero between calls.
  readonly #places: Int32Array;

  constructor(blocks: readonly FittedBlock[], idf: Float32Array, utteranceCount: number) {
    this.blocks = blocks;
    this.idf = idf;
    this.utteranceCount = utteranceCount;
    this.#unseenIdf = idfOf(0, utteranceCount);
    this.#places = new Int32Array(idf.length);
    let next = 0;
    this.#numbers = blocks.map(({ grams }) => new Map(grams.map((gram) => [gram, next++])));
  }

  /** Learns grams and document frequencies from the utterances (N) as they come. */
  static fit(utterances: readonly (readonly string[])[], blocks: readonly FeatureBlock[]): FeatureSpace {
    const idf: number[] = [];
    const fitted = blocks.map((block) => {
      const frequencies = documentFrequencies(utterances, block);
      const grams: string[] = [];
      for (const [gram, frequency] of frequencies) {
        if (frequency < block.minUtterances) continue;
        grams.push(gram);
        idf.push(idfOf(frequency, utterances.length));
      }
      return { block, grams };
    });
    return new FeatureSpace(fitted, Float32Array.from(idf), utterances.length);
  }

  get size(): number {
    return this.idf.length;
  }

  /** The vector of one utterance; empty where it holds no known gram. */
  vectorOf(tokens: readonly string[]): SparseVector {
    const indices: number[] = [];
    const values: number[] = [];
    for (const [b, { block }] of this.blocks.entries())
      this.#appendBlock(tokens, block, this.#numbers[b], indices, values);
    return { indices: Int32Array.from(indices), values: Float32Array.from(values) };
  }

  rowsOf(utterances: readonly (readonly string[])[]): SparseRows {
    return SparseRows.of(utterances.map((tokens) => this.vectorOf(tokens)));
  }

  #appendBlock(
    tokens: readonly string[],
    block: FeatureBlock,
    numbers: ReadonlyMap<string, number>,
    indices: number[],
    values: number[],
  ): void {
    const start = indices.length;
    const places = this.#places;
    const grams = gramsOf(tokens, block);
    // Single words come first among the grams of words.
    const missed = block.unit === 'chars' ? grams.length : tokens.length;
    let squares = 0;
    for (const [g, gram] of grams.entries()) {
      const feature = numbers.get(gram);
      if (feature === undefined) {
        if (g < missed) squares += this.#unseenIdf ** 2;
        continue;
      }
      const place = places[feature];
      if (place > 0) values[place - 1]++;
      else {
        indices.push(feature);
        places[feature] = values.push(1);
      }
    }
    for (let i = start; i < indices.length; i++) {
      const feature = indices[i];
      places[feature] = 0;
      values[i] = (1 + Math.log(values[i])) * this.idf[feature];
      squares += values[i] * values[i];
    }
    const length = Math.sqrt(squares);
    for (let i = start; i < indices.length; i++) values[i] /= length;
  }
}

function idfOf(frequency: number, utteranceCount: number): number {
  return Math.log((1 + utteranceCount) / (1 + frequency)) + 1;
}

/** In how many utterances each gram is found, in the order of first sight. */
function documentFrequencies(utterances: readonly (readonly string[])[], block: FeatureBlock): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const tokens of utterances) {
    for (const gram of new Set(gramsOf(tokens, block))) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
  }
  return frequencies;
}
