import type { Rng } from '../rng.ts';
import { type Encoder, FIRST_SQUARE } from './encoder.ts';
import { type KernelMemory, roomFor } from './memory.ts';
import { fillEvenly, happens } from './random.ts';

// V rows, H hidden.

/** A bag of weighted rows; `rows` in the order of reading. */
export interface Bag {
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

export interface BagShape {
  readonly rowCount: number;
  /** A multiple of 8. */
  readonly hidden: number;
  /** Share of a bag's rows that a lesson leaves out; 0.5 where it is left out. */
  readonly rowDropout?: number;
}

const SPREAD = 0.02;
const ROW_DROPOUT = 0.5;
const HIDDEN_DROPOUT = 0.3;

/** hidden (H) = ReLU(Σ value · table[row] + biases): the first layer of an MLP over tf-idf grams. */
export class BagEncoder implements Encoder<Bag> {
  readonly width: number;
  readonly dropout = HIDDEN_DROPOUT;
  readonly out: Float32Array;
  /** (V, H) */
  readonly table: Float32Array;
  readonly squares: Float32Array;
  /** (H) */
  readonly biases: Float32Array;
  readonly biasSquares: Float32Array;
  readonly #memory: KernelMemory;
  readonly #rate: number;
  readonly #rowDropout: number;
  readonly #rows: Int32Array;
  readonly #scales: Float32Array;
  readonly #gradient: Float32Array;
  #count = 0;

  constructor(
    memory: KernelMemory,
    { rowCount, hidden, rowDropout = ROW_DROPOUT }: BagShape,
    longest: number,
    rate: number,
    rng: Rng,
  ) {
    this.#memory = memory;
    this.#rate = rate;
    this.#rowDropout = rowDropout;
    this.width = hidden;
    this.table = memory.floats(rowCount * hidden);
    this.squares = memory.floats(rowCount).fill(FIRST_SQUARE);
    this.biases = memory.floats(hidden);
    this.biasSquares = memory.floats(hidden).fill(FIRST_SQUARE);
    this.out = memory.floats(hidden);
    this.#gradient = memory.floats(hidden);
    this.#rows = memory.ints(longest);
    this.#scales = memory.floats(longest);
    fillEvenly(this.table, SPREAD, rng);
  }

  /** `longest` is the most rows of any bag. */
  static room({ rowCount, hidden }: BagShape, longest: number): number {
    return roomFor(rowCount * hidden) + roomFor(rowCount) + 4 * roomFor(hidden) + 2 * roomFor(longest);
  }

  encode({ rows, values }: Bag, rng?: Rng): void {
    let count = 0;
    const scale = rng ? 1 / (1 - this.#rowDropout) : 1;
    for (let i = 0; i < rows.length; i++) {
      if (rng && happens(this.#rowDropout, rng)) continue;
      this.#rows[count] = rows[i];
      this.#scales[count++] = values[i] * scale;
    }
    this.#count = count;
    const { out } = this;
    out.set(this.biases);
    const { kernels } = this.#memory;
    kernels.gather(
      out.byteOffset,
      this.table.byteOffset,
      this.#rows.byteOffset,
      this.#scales.byteOffset,
      count,
      this.width,
    );
    for (let h = 0; h < out.length; h++) if (out[h] < 0) out[h] = 0;
  }

  learn(gradient: Float32Array, pace: number): void {
    const own = this.#gradient;
    const rate = this.#rate * pace;
    for (let h = 0; h < own.length; h++) {
      const slope = this.out[h] > 0 ? gradient[h] : 0;
      own[h] = slope;
      if (slope === 0) continue;
      this.biasSquares[h] += slope * slope;
      this.biases[h] -= (rate * slope) / Math.sqrt(this.biasSquares[h]);
    }
    this.#memory.kernels.scatter(
      own.byteOffset,
      this.table.byteOffset,
      this.squares.byteOffset,
      this.#rows.byteOffset,
      this.#scales.byteOffset,
      this.#count,
      this.width,
      rate,
    );
  }
}
