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

  /** `dense` is (K, V). Each class's largest weight becomes ±127, which costs nothing measurable on CLINC150 validation. */
  static quantize(dense: Float32Array, biases: Float64Array): LinearClassifier {
    const classCount = biases.length;
    const featureCount = dense.length / classCount;
    const scales = scalesOf(dense, classCount, featureCount);
    const starts = new Int32Array(featureCount + 1);
    const classes: number[] = [];
    const values: number[] = [];
    for (let v = 0; v < featureCount; v++) {
      for (let k = 0; k < classCount; k++) {
        const value = Math.round(dense[k * featureCount + v] / scales[k]);
        if (value === 0) continue;
        classes.push(k);
        values.push(value);
      }
      starts[v + 1] = values.length;
    }
    return new LinearClassifier({
      starts,
      classes: Uint16Array.from(classes),
      values: Int8Array.from(values),
      scales,
      biases: Float32Array.from(biases),
    });
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

/** (K) What one unit of each class's eight-bit weights is worth; 1 for a class without weights. */
function scalesOf(dense: Float32Array, classCount: number, featureCount: number): Float32Array {
  const scales = new Float32Array(classCount);
  for (let k = 0; k < classCount; k++) {
    let largest = 0;
    for (let at = k * featureCount; at < (k + 1) * featureCount; at++) largest = Math.max(largest, Math.abs(dense[at]));
    scales[k] = largest > 0 ? largest / LARGEST : 1;
  }
  return scales;
}
