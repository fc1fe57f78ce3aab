/** What begins a chain of labels, as a row of the transitions. */
export const startRow = (labelCount: number): number => labelCount;

/**
 * Label of a word outside of all spans. Of T types, 1 + 2t labels the first word of a span of type t and 2 + 2t a further one (BIO;
 * Ramshaw & Marcus 1995).
 */
export const OUTSIDE = 0;
/** Label of the first word of a span of the type. */
export const beginOf = (type: number): number => 1 + 2 * type;
/** Label of a further word of a span of the type. */
export const insideOf = (type: number): number => 2 + 2 * type;
/** Whether a label is of a further word, of whatever type. */
export const isInside = (label: number): boolean => label > 0 && label % 2 === 0;

/**
 * The chain of labels with the highest sum of emissions (n, L) and transitions (L + 1, L; from the row to the column, the last row being the
 * start), among those in which each span is begun before it goes on. Of equal chains the one with the lower labels, from its end. Reuses
 * its arrays from text to text; the chain given is valid until the next.
 */
export class Viterbi {
  readonly #labelCount: number;
  #scores: Float64Array;
  #next: Float64Array;
  #back = new Int32Array(0);
  #chain = new Int32Array(0);

  constructor(labelCount: number) {
    this.#labelCount = labelCount;
    this.#scores = new Float64Array(labelCount);
    this.#next = new Float64Array(labelCount);
  }

  /** Of `n` words. */
  bestChain(n: number, emissions: Float64Array, transitions: ArrayLike<number>): Int32Array {
    const L = this.#labelCount;
    if (this.#chain.length < n) {
      this.#chain = new Int32Array(2 * n);
      this.#back = new Int32Array(2 * n * L);
    }
    if (n === 0) return this.#chain.subarray(0, 0);
    for (let label = 0; label < L; label++) {
      this.#scores[label] = isInside(label) ? -Infinity : emissions[label] + transitions[startRow(L) * L + label];
    }
    for (let i = 1; i < n; i++) this.#step(i, emissions, transitions);
    let label = 0;
    for (let other = 1; other < L; other++) if (this.#scores[other] > this.#scores[label]) label = other;
    for (let i = n - 1; i >= 0; i--) {
      this.#chain[i] = label;
      label = this.#back[i * L + label];
    }
    return this.#chain.subarray(0, n);
  }

  #step(i: number, emissions: Float64Array, transitions: ArrayLike<number>): void {
    const L = this.#labelCount;
    const [scores, next, back] = [this.#scores, this.#next, this.#back];
    for (let label = 0; label < L; label++) {
      let best = -Infinity;
      let from = 0;
      // A span goes on from its own first or further word only.
      const low = isInside(label) ? label - 1 : 0;
      const high = isInside(label) ? label + 1 : L;
      for (let before = low; before < high; before++) {
        const score = scores[before] + transitions[before * L + label];
        if (score > best) {
          best = score;
          from = before;
        }
      }
      next[label] = best + emissions[i * L + label];
      back[i * L + label] = from;
    }
    this.#scores = next;
    this.#next = scores;
  }
}
