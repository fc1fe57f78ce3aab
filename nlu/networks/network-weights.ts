// R rows, D numbers a row, P inputs of the output layer, W its stride.

const LARGEST = 127;

/** A fitted network as it is kept: the large table in eight bits, the rest as it was. */
export interface NetworkWeights {
  readonly kind: 'bag' | 'text';
  /** D */
  readonly width: number;
  /** (R, D), each row in units of its own scale */
  readonly table: Int8Array;
  /** (R) */
  readonly scales: Float32Array;
  /** Of a bag the biases (H); of a text the filters of every window, then their biases. */
  readonly hidden: Float32Array;
  /** (P, W) */
  readonly output: Float32Array;
  /** (W) */
  readonly outputBiases: Float32Array;
}

/** Each row's largest number becomes ±127. */
export function quantizeRows(table: Float32Array, width: number): Pick<NetworkWeights, 'table' | 'scales'> {
  const rounded = new Int8Array(table.length);
  const scales = new Float32Array(table.length / width);
  for (let r = 0; r < scales.length; r++) {
    let largest = 0;
    for (let at = r * width; at < (r + 1) * width; at++) largest = Math.max(largest, Math.abs(table[at]));
    scales[r] = largest > 0 ? largest / LARGEST : 1;
    for (let at = r * width; at < (r + 1) * width; at++) rounded[at] = Math.round(table[at] / scales[r]);
  }
  return { table: rounded, scales };
}
