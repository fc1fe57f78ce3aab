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
