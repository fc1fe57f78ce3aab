import { GramTable } from './gram-table.ts';
import { type FeatureBlock, GramReader, gramsOf } from './grams.ts';
import { type SparseRows, SparseRowsWriter, type SparseVector } from './sparse.ts';
import type { TrainingParameters } from './types.ts';

// N utterances, V features.

// On CLINC150 validation, grams seen once help up to some 30 examples an intent and hurt beyond; character runs of five never paid.
const RARE_GRAMS_HELP_UP_TO = 5_000;

/** What of the blocks may be chosen. */
export type BlockParameters = Pick<TrainingParameters, 'longestWords' | 'longestChars' | 'pairWeight'>;

// Room to begin with, for each utterance; longer ones make more.
const EXPECTED_GRAMS = 96;

/** The blocks of both recipes for so many examples. Pairs lift BANKING77 by 0.9 points at 100 examples an intent, CLINC150 by 0.1. */
export function blocksFor(
  exampleCount: number,
  { longestWords = 2, longestChars = 4, pairWeight = 0.7 }: BlockParameters = {},
): readonly FeatureBlock[] {
  const isLarge = exampleCount > RARE_GRAMS_HELP_UP_TO;
  const blocks: FeatureBlock[] = [
    { unit: 'words', shortest: 1, longest: longestWords, minUtterances: isLarge ? 2 : 1 },
    { unit: 'chars', shortest: 2, longest: longestChars, minUtterances: isLarge ? 3 : 2 },
    { unit: 'pairs', shortest: 2, longest: 2, minUtterances: isLarge ? 4 : 1, weight: pairWeight },
  ];
  return pairWeight > 0 ? blocks : blocks.slice(0, 2);
}

const NOT_ENCODED = new Float32Array(0);

/** A block with what was learned of it. */
export interface FittedBlock {
  readonly block: FeatureBlock;
  /** Both hashes of each gram, in the order of the features. */
  readonly keys: Uint32Array;
}

/** A gram of an utterance and the feature that it is. */
export interface NamedFeature {
  readonly feature: number;
  readonly unit: FeatureBlock['unit'];
  /** As a person reads it; spaces in a run of characters are borders of the word. */
  readonly gram: string;
}

/**
 * Turns tokens into tf-idf vectors (V features): (1 + ln tf) · idf, idf = ln((1 + N) / (1 + df)) + 1, each block of its own length.
 * Normalising blocks apart keeps the many character grams from drowning the words.
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
  /** D, of the vectors that a sentence encoder gives beside the grams; 0 without one. They are the last D features. */
  readonly dimensions: number;
  /** Of each block, the number of its first feature; V follows. */
  readonly starts: readonly number[];
  readonly #unseenIdf: number;
  readonly #tables: readonly GramTable[];
  readonly #reader = new GramReader();
  // Where a feature stands in the vector under construction, plus one; all zero between calls.
  readonly #places: Int32Array;
  #indices = new Int32Array(512);
  #values = new Float32Array(512);

  constructor(
    blocks: readonly FittedBlock[],
    idf: Float32Array,
    { utteranceCount, dimensions }: { utteranceCount: number; dimensions: number },
  ) {
    this.blocks = blocks;
    this.idf = idf;
    this.utteranceCount = utteranceCount;
    this.dimensions = dimensions;
    this.#unseenIdf = idfOf(0, utteranceCount);
    this.#places = new Int32Array(idf.length);
    this.#tables = blocks.map(({ keys }) => GramTable.of(keys));
    const starts = [0];
    for (const { keys } of blocks) starts.push(starts[starts.length - 1] + keys.length / 2);
    this.starts = starts;
  }

  /** Learns grams and document frequencies from the utterances (N) as they come. */
  static fit(
    utterances: readonly (readonly string[])[],
    blocks: readonly FeatureBlock[],
    dimensions = 0,
  ): FeatureSpace {
    const idf: number[] = [];
    const fitted = blocks.map((block) => {
      const { table, frequencies } = countGrams(utterances, block);
      const kept = Int32Array.from({ length: table.size }, (_, i) => i).filter(
        (i) => frequencies[i] >= block.minUtterances,
      );
      for (const i of kept) idf.push(idfOf(frequencies[i], utterances.length));
      return { block, keys: table.keysOf(kept) };
    });
    return new FeatureSpace(fitted, Float32Array.from(idf), { utteranceCount: utterances.length, dimensions });
  }

  get size(): number {
    return this.gramCount + this.dimensions;
  }

  get gramCount(): number {
    return this.idf.length;
  }

  /**
   * The vector of one utterance, block after block, and the encoder's (D) behind them as it is: of unit length, it weighs as much as a block.
   * Empty where it holds no known gram and there is no encoder.
   */
  vectorOf(tokens: readonly string[], encoded?: Float32Array): SparseVector {
    const count = this.#write(tokens, encoded);
    return { indices: this.#indices.slice(0, count), values: this.#values.slice(0, count) };
  }

  rowsOf(utterances: readonly (readonly string[])[], encoded?: readonly Float32Array[]): SparseRows {
    const rows = new SparseRowsWriter(utterances.length, EXPECTED_GRAMS * utterances.length);
    for (const [i, tokens] of utterances.entries()) {
      const count = this.#write(tokens, encoded?.[i]);
      rows.add(this.#indices.subarray(0, count), this.#values.subarray(0, count));
    }
    return rows.finish();
  }

  /** What of the utterance is a feature, spelled out, once each in reading order. */
  namesIn(tokens: readonly string[]): NamedFeature[] {
    const names = new Map<number, NamedFeature>();
    for (const [b, { block }] of this.blocks.entries()) {
      this.#reader.read(tokens, block);
      for (const [i, gram] of gramsOf(tokens, block).entries()) {
        const number = this.#tables[b].find(this.#reader.first[i], this.#reader.second[i]);
        const feature = this.starts[b] + number;
        if (number >= 0 && !names.has(feature)) names.set(feature, { feature, unit: block.unit, gram });
      }
    }
    return [...names.values()];
  }

  #write(tokens: readonly string[], encoded: Float32Array = NOT_ENCODED): number {
    let count = 0;
    for (let b = 0; b < this.blocks.length; b++) count = this.#writeBlock(tokens, b, count);
    if (this.#indices.length < count + encoded.length) this.#grow(count + encoded.length);
    for (let d = 0; d < encoded.length; d++) {
      this.#indices[count] = this.gramCount + d;
      this.#values[count++] = encoded[d];
    }
    return count;
  }

  #writeBlock(tokens: readonly string[], b: number, start: number): number {
    const { block } = this.blocks[b];
    const table = this.#tables[b];
    const offset = this.starts[b];
    const places = this.#places;
    const reader = this.#reader;
    reader.read(tokens, block);
    if (this.#indices.length < start + reader.count) this.#grow(start + reader.count);
    const indices = this.#indices;
    const values = this.#values;

    let end = start;
    let squares = 0;
    for (let g = 0; g < reader.count; g++) {
      const number = table.find(reader.first[g], reader.second[g]);
      if (number < 0) {
        if (g < reader.telling) squares += this.#unseenIdf * this.#unseenIdf;
        continue;
      }
      const feature = offset + number;
      const place = places[feature];
      if (place > 0) values[place - 1]++;
      else {
        indices[end] = feature;
        values[end++] = 1;
        places[feature] = end;
      }
    }
    for (let i = start; i < end; i++) {
      const feature = indices[i];
      places[feature] = 0;
      values[i] = (values[i] === 1 ? 1 : 1 + Math.log(values[i])) * this.idf[feature];
      squares += values[i] * values[i];
    }
    const scale = (block.weight ?? 1) / Math.sqrt(squares);
    for (let i = start; i < end; i++) values[i] *= scale;
    return end;
  }

  #grow(count: number): void {
    const indices = new Int32Array(2 * count);
    const values = new Float32Array(2 * count);
    indices.set(this.#indices);
    values.set(this.#values);
    this.#indices = indices;
    this.#values = values;
  }
}

function idfOf(frequency: number, utteranceCount: number): number {
  return Math.log((1 + utteranceCount) / (1 + frequency)) + 1;
}

/** In how many utterances each gram is found; grams are numbered in the order of first sight. */
function countGrams(utterances: readonly (readonly string[])[], block: FeatureBlock) {
  const reader = new GramReader();
  const table = new GramTable(4_096);
  let frequencies = new Int32Array(4_096);
  let seenIn = new Int32Array(4_096);
  for (const [u, tokens] of utterances.entries()) {
    reader.read(tokens, block);
    for (let g = 0; g < reader.count; g++) {
      const gram = table.add(reader.first[g], reader.second[g]);
      if (gram >= frequencies.length) {
        frequencies = doubled(frequencies);
        seenIn = doubled(seenIn);
      }
      if (seenIn[gram] === u + 1) continue;
      seenIn[gram] = u + 1;
      frequencies[gram]++;
    }
  }
  return { table, frequencies };
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
