import { KernelMemory, roomFor } from './networks/memory.ts';
import { strideOf } from './networks/softmax-layer.ts';
import type { SparseRows } from './sparse.ts';

// N examples, V features, K intents.

/** Intents that look together: more would take a table of their weights that is larger than the caches, and memory with it. */
const TOGETHER = 32;
const TILE = 64;

/** Who is told of every example, in the order of the rows. */
interface Onlooker {
  /** (V) */
  readonly weights: Float32Array;
  /** `score` is w · x of example `i`. */
  meet(i: number, score: number, tolerance: number): void;
}

/** Looks at all examples (N) under many intents (K), four to a SIMD instruction. */
export class Lookout {
  readonly #memory = new KernelMemory();
  readonly #rows: SparseRows;
  readonly #featureCount: number;
  /** (V, stride): weights feature by feature. */
  readonly #table: Float32Array;
  readonly #scores: Float32Array;
  readonly #indices: Int32Array;
  readonly #values: Float32Array;

  constructor(rows: SparseRows, featureCount: number) {
    this.#rows = rows;
    this.#featureCount = featureCount;
    let longest = 0;
    for (let i = 0; i < rows.length; i++) longest = Math.max(longest, rows.starts[i + 1] - rows.starts[i]);
    this.#memory.reserve(roomFor(featureCount * TOGETHER) + roomFor(TOGETHER) + 2 * roomFor(longest));
    this.#table = this.#memory.floats(featureCount * TOGETHER);
    this.#scores = this.#memory.floats(TOGETHER);
    this.#indices = this.#memory.ints(longest);
    this.#values = this.#memory.floats(longest);
  }

  look(onlookers: readonly Onlooker[], tolerance: number, examples: Int32Array): void {
    for (let from = 0; from < onlookers.length; from += TOGETHER)
      this.#lookTogether(onlookers.slice(from, from + TOGETHER), tolerance, examples);
  }

  #lookTogether(onlookers: readonly Onlooker[], tolerance: number, examples: Int32Array): void {
    const stride = strideOf(onlookers.length);
    this.#transpose(onlookers, stride);
    const { starts, indices, values } = this.#rows;
    for (const i of examples) {
      const count = starts[i + 1] - starts[i];
      for (let p = 0; p < count; p++) {
        this.#indices[p] = indices[starts[i] + p];
        this.#values[p] = values[starts[i] + p];
      }
      this.#scores.fill(0);
      this.#memory.kernels.gather(
        this.#scores.byteOffset,
        this.#table.byteOffset,
        this.#indices.byteOffset,
        this.#values.byteOffset,
        count,
        stride,
      );
      for (let k = 0; k < onlookers.length; k++) onlookers[k].meet(i, this.#scores[k], tolerance);
    }
  }

  /** Block by block: a walk along one side would miss the cache at each step along the other. */
  #transpose(onlookers: readonly Onlooker[], stride: number): void {
    const count = this.#featureCount;
    const table = this.#table;
    for (let first = 0; first < count; first += TILE) {
      const last = Math.min(first + TILE, count);
      for (let k = 0; k < onlookers.length; k++) {
        const { weights } = onlookers[k];
        for (let v = first; v < last; v++) table[v * stride + k] = weights[v];
      }
    }
  }
}
