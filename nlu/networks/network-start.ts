import type { NetworkWeights } from './network-weights.ts';
import type { SoftmaxLayer } from './softmax-layer.ts';

// R rows, D numbers a row, P inputs of the output layer, W its stride, K classes.

/** How far each parameter of a network has been moved: AdaGrad's sums of squared slopes, which make further steps short. */
export interface NetworkSquares {
  /** (R) */
  readonly table: Float32Array;
  /** (H) of a bag; of a text (windows · F) */
  readonly hidden: Float32Array;
  /** (P, W) */
  readonly output: Float32Array;
  /** (W) */
  readonly outputBiases: Float32Array;
}

/** A network as it was left, for one that goes on learning. */
export interface LearnedNetwork {
  readonly weights: NetworkWeights;
  readonly squares: NetworkSquares;
}

/** Where to start from, and what there belongs to what here. */
export interface NetworkStart {
  readonly from: LearnedNetwork;
  /** (R) The row there of each row here, −1 for a new one. */
  readonly rows: Int32Array;
  /** (K) The class there of each class here, −1 for a new one. */
  readonly classes: Int32Array;
}

/** What of a network in training is learned. */
export interface Learnable {
  /** (R, D) */
  readonly table: Float32Array;
  readonly squares: Float32Array;
  /** One after another they are `NetworkWeights.hidden`. */
  readonly hidden: readonly Float32Array[];
  readonly hiddenSquares: Float32Array;
  readonly output: SoftmaxLayer;
}

/** Share of the epochs of a network from nothing that one from a start is taught, the last ones. */
export const WARM_SHARE = 1 / 3;
// What the epochs to come add, so that one start after another makes no network deaf to what is new.
const KEPT = 1 - WARM_SHARE;

/** Writes the start over what the network was drawn as; what is new stays as drawn. */
export function startFrom({ table, squares, hidden, hiddenSquares, output }: Learnable, start: NetworkStart): void {
  const { weights, squares: moved } = start.from;
  const { width } = weights;
  for (const [r, from] of start.rows.entries()) {
    if (from < 0) continue;
    for (let d = 0; d < width; d++) table[r * width + d] = weights.table[from * width + d] * weights.scales[from];
    squares[r] = KEPT * moved.table[from];
  }
  let at = 0;
  for (const values of hidden) values.set(weights.hidden.subarray(at, (at += values.length)));
  for (let i = 0; i < hiddenSquares.length; i++) hiddenSquares[i] = KEPT * moved.hidden[i];
  const stride = weights.outputBiases.length;
  for (const [k, from] of start.classes.entries()) {
    if (from < 0) continue;
    for (let to = k, there = from; to < output.weights.length; to += output.stride, there += stride) {
      output.weights[to] = weights.output[there];
      output.squares[to] = KEPT * moved.output[there];
    }
    output.biases[k] = weights.outputBiases[from];
    output.biasSquares[k] = KEPT * moved.outputBiases[from];
  }
}

export function squaresOf({ squares, hiddenSquares, output }: Learnable): NetworkSquares {
  return {
    table: squares.slice(),
    hidden: hiddenSquares.slice(),
    output: output.squares.slice(),
    outputBiases: output.biasSquares.slice(),
  };
}
