import type { Rng } from '../rng.ts';
import { type Encoder, FIRST_SQUARE } from './encoder.ts';
import { type KernelMemory, roomFor } from './memory.ts';
import { fillEvenly, happens } from './random.ts';
import { type Text, WORDS_READ } from './vocabulary.ts';

// R rows, L words with their marks, D dimensions, F filters of each window.

/** D */
export const DIMENSIONS = 64;
/** F */
const FILTERS = 128;
/** Words that a filter looks at. */
const WINDOWS: readonly number[] = [1, 2, 3];
const MEAN_AT = FILTERS * WINDOWS.length;
/** P: the maximum of each filter, then the mean of the words. */
export const TEXT_WIDTH = MEAN_AT + DIMENSIONS;
/** Squares of the filters, one each. */
export const TEXT_MOVED = MEAN_AT;
/** Numbers of all filters and their biases. */
export const TEXT_HIDDEN = MEAN_AT + WINDOWS.reduce((sum, window) => sum + FILTERS * window * DIMENSIONS, 0);
// One padding place before the words; after them one, and three more that `convolve` may read.
const PLACES = WORDS_READ + 2 + 6;

const SPREAD = 0.15;
const DROPOUT = 0.5;
const WORD_DROPOUT = 0.2;
const PIECES_DROPOUT = 0.3;
// Of the embeddings' rate.
const FILTER_RATE = 0.5;

/** What the convolution works on and writes; the same for training and for serving. */
export class TextLayer {
  /** (window · D) of each of F filters, window after window. */
  readonly filters: readonly Float32Array[];
  /** (windows · F) */
  readonly biases: Float32Array;
  /** (places, D) */
  readonly words: Float32Array;
  readonly out: Float32Array;
  /** (windows · F) Position of each maximum. */
  readonly best: Int32Array;
  readonly #memory: KernelMemory;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
    this.filters = WINDOWS.map((window) => memory.floats(FILTERS * window * DIMENSIONS));
    this.biases = memory.floats(MEAN_AT);
    this.words = memory.floats(PLACES * DIMENSIONS);
    this.out = memory.floats(TEXT_WIDTH);
    this.best = memory.ints(MEAN_AT);
  }

  static room(): number {
    const filters = WINDOWS.reduce((sum, window) => sum + roomFor(FILTERS * window * DIMENSIONS), 0);
    return filters + 2 * roomFor(MEAN_AT) + roomFor(PLACES * DIMENSIONS) + roomFor(TEXT_WIDTH);
  }

  clear(length: number): void {
    this.words.fill(0, 0, (length + PLACES - WORDS_READ - 2) * DIMENSIONS);
  }

  /** Byte offset of a word's numbers. */
  placeOf(word: number): number {
    return this.words.byteOffset + 4 * (word + 1) * DIMENSIONS;
  }

  forward(length: number): void {
    const { words, out } = this;
    for (const [w, window] of WINDOWS.entries()) {
      const from = 4 * w * FILTERS;
      this.#memory.kernels.convolve(
        words.byteOffset,
        this.filters[w].byteOffset,
        this.biases.byteOffset + from,
        out.byteOffset + from,
        this.best.byteOffset + from,
        length + 3 - window,
        DIMENSIONS,
        window * DIMENSIONS,
        FILTERS,
      );
    }
    const scale = 1 / Math.sqrt(length);
    for (let d = 0; d < DIMENSIONS; d++) {
      let sum = 0;
      for (let at = DIMENSIONS + d; at <= length * DIMENSIONS + d; at += DIMENSIONS) sum += words[at];
      out[MEAN_AT + d] = sum * scale;
    }
  }
}

/**
 * A convolutional network over words (Kim 2014) whose vectors are their own plus the sum of their pieces' (Bojanowski et al. 2017), so that
 * a word mistyped or never seen still has one.
 */
export class TextEncoder implements Encoder<Text> {
  readonly width = TEXT_WIDTH;
  readonly dropout = DROPOUT;
  readonly layer: TextLayer;
  /** (R, D) */
  readonly table: Float32Array;
  readonly squares: Float32Array;
  readonly filterSquares: Float32Array;
  readonly #memory: KernelMemory;
  readonly #rate: number;
  readonly #gradient: Float32Array;
  readonly #out: Float32Array;
  readonly #rows: Int32Array;
  readonly #scales: Float32Array;
  // Where each word's rows begin in #rows.
  readonly #starts = new Int32Array(PLACES);
  #length = 0;

  constructor(memory: KernelMemory, rowCount: number, longest: number, rate: number, rng: Rng) {
    this.#memory = memory;
    this.#rate = rate;
    this.layer = new TextLayer(memory);
    this.table = memory.floats(rowCount * DIMENSIONS);
    this.squares = memory.floats(rowCount).fill(FIRST_SQUARE);
    this.filterSquares = memory.floats(MEAN_AT).fill(FIRST_SQUARE);
    this.#gradient = memory.floats(PLACES * DIMENSIONS);
    this.#out = memory.floats(TEXT_WIDTH);
    this.#rows = memory.ints(longest);
    this.#scales = memory.floats(longest);
    fillEvenly(this.table, SPREAD, rng);
    for (const [w, window] of WINDOWS.entries()) {
      fillEvenly(this.layer.filters[w], Math.sqrt(3 / (window * DIMENSIONS)), rng);
    }
  }

  /** `longest` is the most rows of any text. */
  static room(rowCount: number, longest: number): number {
    const own = roomFor(rowCount * DIMENSIONS) + roomFor(rowCount) + roomFor(MEAN_AT) + roomFor(PLACES * DIMENSIONS);
    return TextLayer.room() + own + roomFor(TEXT_WIDTH) + 2 * roomFor(longest);
  }

  get out(): Float32Array {
    return this.layer.out;
  }

  encode(text: Text, rng?: Rng): void {
    const { kernels } = this.#memory;
    this.#length = text.words.length;
    this.layer.clear(this.#length);
    let count = 0;
    for (let t = 0; t < this.#length; t++) {
      this.#starts[t] = count;
      count = this.#take(text, t, count, rng);
      const from = 4 * this.#starts[t];
      kernels.gather(
        this.layer.placeOf(t),
        this.table.byteOffset,
        this.#rows.byteOffset + from,
        this.#scales.byteOffset + from,
        count - this.#starts[t],
        DIMENSIONS,
      );
    }
    this.#starts[this.#length] = count;
    this.layer.forward(this.#length);
  }

  /** Appends the rows of one word: a lesson leaves out the word, its pieces, or sometimes both. */
  #take({ words, starts, pieces }: Text, t: number, count: number, rng: Rng | undefined): number {
    let end = count;
    const hasWord = words[t] >= 0 && !(rng && happens(WORD_DROPOUT, rng));
    if (hasWord) {
      this.#rows[end] = words[t];
      this.#scales[end++] = 1;
    }
    const own = starts[t + 1] - starts[t];
    if (own === 0 || (rng && happens(hasWord ? PIECES_DROPOUT : WORD_DROPOUT, rng))) return end;
    const scale = 1 / Math.sqrt(own);
    for (let i = starts[t]; i < starts[t + 1]; i++) {
      this.#rows[end] = pieces[i];
      this.#scales[end++] = scale;
    }
    return end;
  }

  learn(gradient: Float32Array, pace: number): void {
    const { kernels } = this.#memory;
    const { layer } = this;
    const rate = this.#rate * pace;
    const asked = this.#gradient;
    // A filter that answered 0 asks nothing of the words.
    for (let p = 0; p < TEXT_WIDTH; p++) this.#out[p] = p >= MEAN_AT || layer.out[p] > 0 ? gradient[p] : 0;
    asked.fill(0, 0, (this.#length + PLACES - WORDS_READ - 2) * DIMENSIONS);
    for (const [w, window] of WINDOWS.entries()) {
      const from = 4 * w * FILTERS;
      kernels.convolveBack(
        this.#out.byteOffset + from,
        layer.words.byteOffset,
        asked.byteOffset,
        layer.filters[w].byteOffset,
        this.filterSquares.byteOffset + from,
        layer.biases.byteOffset + from,
        layer.best.byteOffset + from,
        DIMENSIONS,
        window * DIMENSIONS,
        FILTERS,
        rate * FILTER_RATE,
      );
    }
    const scale = 1 / Math.sqrt(this.#length);
    for (let d = 0; d < DIMENSIONS; d++) {
      const slope = gradient[MEAN_AT + d] * scale;
      for (let t = 1; t <= this.#length; t++) asked[t * DIMENSIONS + d] += slope;
    }
    for (let t = 0; t < this.#length; t++) {
      const from = 4 * this.#starts[t];
      kernels.scatter(
        asked.byteOffset + 4 * (t + 1) * DIMENSIONS,
        this.table.byteOffset,
        this.squares.byteOffset,
        this.#rows.byteOffset + from,
        this.#scales.byteOffset + from,
        this.#starts[t + 1] - this.#starts[t],
        DIMENSIONS,
        rate,
      );
    }
  }
}
