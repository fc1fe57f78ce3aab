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
 * shared memory, so that threads which are sent it read the same bytes instead of a copy each.
 */
export class SparseRowsWriter {
  readonly #ends: number[] = [];
  #indices: Int32Array;
  #values: Float32Array;
  #end = 0;

  /** `room` places to begin with. */
  constructor(room: number) {
    this.#indices = new Int32Array(room);
    this.#values = new Float32Array(room);
  }

  add(indices: Int32Array, values: Float32Array): void {
    const end = this.#end + indices.length;
    if (end > this.#indices.length) this.#grow(end);
    this.#indices.set(indices, this.#end);
    this.#values.set(values, this.#end);
    this.#ends.push(end);
    this.#end = end;
  }

  finish(): SparseRows {
    const end = this.#end;
    const indices = new Int32Array(new SharedArrayBuffer(4 * end));
    const values = new Float32Array(new SharedArrayBuffer(4 * end));
    indices.set(this.#indices.subarray(0, end));
    values.set(this.#values.subarray(0, end));
    const starts = new Int32Array(this.#ends.length + 1);
    starts.set(this.#ends, 1);
    return new SparseRows(starts, indices, values);
  }

  #grow(least: number): void {
    const indices = new Int32Array(Math.ceil(1.3 * least));
    const values = new Float32Array(indices.length);
    indices.set(this.#indices);
    values.set(this.#values);
    this.#indices = indices;
    this.#values = values;
  }
}
