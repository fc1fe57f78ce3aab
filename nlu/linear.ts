import type { SparseVector } from './sparse.ts';

// V features, K classes.

const LARGEST = 127;

/** What a linear classifier is made of once trained, in eight bits a weight. */
interface QuantizedWeights {
  /** (V + 1) Where each feature's weights begin. */
  readonly starts: Int32Array;
  /** Class of each weight that is not zero. */
  readonly classes: Uint16Array;
  /** The weight, in units of its class's scale. */
  readonly values: Int8Array;
  /** (K) */
  readonly scales: Float32Array;
  /** (K) */
  readonly biases: Float32Array;
}

/**
 * margins (K) = W (K, V) · x (V, sparse) + b (K), with W held feature by feature and weights that round to nothing left out: most
 * features speak about few intents, so an utterance touches a small part of W.
 */
export class LinearClassifier {
  readonly weights: QuantizedWeights;

  constructor(weights: QuantizedWeights) {
    this.weights = weights;
  }

  /**
   * Takes the intents of all solutions in their order, each a dense (K, V). Each class's largest weight becomes ±127, which costs nothing
   * measurable on CLINC150 validation.
   */
  static quantize(solutions: readonly DenseWeights[], featureCount: number): LinearClassifier {
    const rows = solutions.flatMap(({ weights, biases }) =>
      Array.from({ length: biases.length }, (_, k) => weights.subarray(k * featureCount, (k + 1) * featureCount)),
    );
    const scales = Float32Array.from(rows, scaleOf);
    const starts = new Int32Array(featureCount + 1);
    for (let k = 0; k < rows.length; k++) countKept(rows[k], scales[k], starts);
    for (let v = 0; v < featureCount; v++) starts[v + 1] += starts[v];
    const classes = new Uint16Array(starts[featureCount]);
    const values = new Int8Array(starts[featureCount]);
    const next = starts.slice();
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      const scale = scales[k];
      for (let v = 0; v < featureCount; v++) {
        if (row[v] === 0) continue;
        const value = Math.round(row[v] / scale);
        if (value === 0) continue;
        classes[next[v]] = k;
        values[next[v]++] = value;
      }
    }
    const biases = Float32Array.from(solutions.flatMap((solution) => [...solution.biases]));
    return new LinearClassifier({ starts, classes, values, scales, biases });
  }

  get classCount(): number {
    return this.weights.biases.length;
  }

  margins({ indices, values }: SparseVector): Float64Array {
    const weights = this.weights;
    const margins = new Float64Array(this.classCount);
    for (let i = 0; i < indices.length; i++) {
      const value = values[i];
      const end = weights.starts[indices[i] + 1];
      for (let p = weights.starts[indices[i]]; p < end; p++) margins[weights.classes[p]] += weights.values[p] * value;
    }
    for (let k = 0; k < margins.length; k++) margins[k] = margins[k] * weights.scales[k] + weights.biases[k];
    return margins;
  }
}

interface DenseWeights {
  /** (K, V) */
  readonly weights: Float32Array;
  /** (K) */
  readonly biases: Float64Array;
}

/** Adds to each feature's place, one further on, whether the class keeps a weight of it. */
function countKept(row: Float32Array, scale: number, counts: Int32Array): void {
  for (let v = 0; v < row.length; v++) if (row[v] !== 0 && Math.round(row[v] / scale) !== 0) counts[v + 1]++;
}

/** What one unit of a class's eight-bit weights is worth; 1 for a class without weights. */
function scaleOf(row: Float32Array): number {
  let largest = 0;
  for (let v = 0; v < row.length; v++) {
    const size = Math.abs(row[v]);
    if (size > largest) largest = size;
  }
  return largest > 0 ? largest / LARGEST : 1;
}
