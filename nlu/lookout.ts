import { KernelMemory, roomFor } from './networks/memory.ts';
import { strideOf } from './networks/softmax-layer.ts';
import type { SparseRows } from './sparse.ts';

// N examples, V features, K intents.

/** Intents that look together: twice as many are no faster, and their table of weights takes twice the memory. */
const TOGETHER = 16;
const TILE = 64;
// Wide enough for whatever `meet` rounds otherwise.
const ROUNDING = 1e-6;

/** Who is told of the examples that may violate a margin, in the order of the rows. */
interface Onlooker {
  readonly intent: number;
  readonly bias: number;
  /** (V) */
  readonly weights: Float32Array;
  /** `score` is w · x of example `i`. */
  meet(i: number, score: number, tolerance: number): void;
}

/** What of a problem is looked at. */
interface Looked {
  readonly rows: SparseRows;
  /** (N) */
  readonly labels: Int32Array;
  readonly featureCount: number;
}

/** Looks at all examples (N) under many intents (K), four to a SIMD instruction. */
export class Lookout {
  readonly #memory = new KernelMemory();
  readonly #rows: SparseRows;
  /** (N) */
  readonly #labels: Int32Array;
  readonly #featureCount: number;
  /** (V, stride): weights feature by feature. */
  readonly #table: Float32Array;
  readonly #scores: Float32Array;
  readonly #indices: Int32Array;
  readonly #values: Float32Array;

  constructor({ rows, labels, featureCount }: Looked) {
    this.#rows = rows;
    this.#labels = labels;
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
    const labels = this.#labels;
    const scores = this.#scores;
    const ownIndices = this.#indices;
    const ownValues = this.#values;
    const { kernels } = this.#memory;
    // An example of another intent that scores no more than this is far from violating a margin, and nobody need be asked.
    const harmless = Float64Array.from(onlookers, ({ bias }) => -1 - bias - ROUNDING);
    const placeOf = new Map(onlookers.map(({ intent }, k) => [intent, k]));
    for (const i of examples) {
      const from = starts[i];
      const count = starts[i + 1] - from;
      for (let p = 0; p < count; p++) {
        ownIndices[p] = indices[from + p];
        ownValues[p] = values[from + p];
      }
      scores.fill(0);
      kernels.gather(
        scores.byteOffset,
        this.#table.byteOffset,
        ownIndices.byteOffset,
        ownValues.byteOffset,
        count,
        stride,
      );
      const own = placeOf.get(labels[i]);
      for (let k = 0; k < harmless.length; k++)
        if (scores[k] > harmless[k] || k === own) onlookers[k].meet(i, scores[k], tolerance);
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
