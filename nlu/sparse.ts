/** The non-zero places of a vector; no place twice. */
export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** Sparse vectors one after another (compressed rows): row i lies at starts[i] … starts[i + 1]−1. */
export class SparseRows {
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;

  constructor(starts: Int32Array, indices: Int32Array, values: Float32Array) {
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  static of(vectors: readonly SparseVector[]): SparseRows {
    const starts = new Int32Array(vectors.length + 1);
    for (const [i, { indices }] of vectors.entries()) starts[i + 1] = starts[i] + indices.length;
    const indices = new Int32Array(starts[vectors.length]);
    const values = new Float32Array(starts[vectors.length]);
    for (const [i, vector] of vectors.entries()) {
      indices.set(vector.indices, starts[i]);
      values.set(vector.values, starts[i]);
    }
    return new SparseRows(starts, indices, values);
  }

  /** A view, no copy. */
  at(i: number): SparseVector {
    const from = this.starts[i];
    const to = this.starts[i + 1];
    return { indices: this.indices.subarray(from, to), values: this.values.subarray(from, to) };
  }

  get length(): number {
    return this.starts.length - 1;
  }
}

/**
 * Writes rows one after another. A hundred thousand small arrays would weigh as much again as what they hold; and what it makes lies in
 * shared memory, so that threads which are sent it read the same bytes instead of a copy each. Room that nothing is written to costs no
 * memory: systems hand out pages when they are touched.
 */
export class SparseRowsWriter {
  readonly #starts: Int32Array;
  #count = 0;
  #indices: Int32Array;
  #values: Float32Array;

  /** Of so many rows; `room` places for all to begin with. */
  constructor(rowCount: number, room: number) {
    this.#starts = new Int32Array(rowCount + 1);
    this.#indices = sharedInts(room);
    this.#values = sharedFloats(room);
  }

  add(indices: Int32Array, values: Float32Array): void {
    const from = this.#starts[this.#count];
    const end = from + indices.length;
    if (end > this.#indices.length) this.#grow(end);
    this.#indices.set(indices, from);
    this.#values.set(values, from);
    this.#starts[++this.#count] = end;
  }

  finish(): SparseRows {
    const end = this.#starts[this.#count];
    return new SparseRows(this.#starts, this.#indices.subarray(0, end), this.#values.subarray(0, end));
  }

  #grow(least: number): void {
    const length = Math.ceil(1.5 * least);
    const indices = sharedInts(length);
    const values = sharedFloats(length);
    indices.set(this.#indices);
    values.set(this.#values);
    this.#indices = indices;
    this.#values = values;
  }
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}
