import type { Rng } from '../rng.ts';
import { type Encoder, FIRST_SQUARE } from './encoder.ts';
import { type KernelMemory, roomFor } from './memory.ts';
import { fillEvenly, happens } from './random.ts';

// P inputs, K classes, W = K rounded up to a multiple of 4.

const WIDTH = 4;

/** logits (K) = Σ input[p] · weights[p] + biases, trained by AdaGrad against smoothed labels. */
export class SoftmaxLayer {
  readonly classCount: number;
  /** W */
  readonly stride: number;
  /** (P, W) */
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  /** (W) */
  readonly biases: Float32Array;
  readonly biasSquares: Float32Array;
  /** (P) What the latest lesson asks of the inputs. */
  readonly gradient: Float32Array;
  readonly #memory: KernelMemory;
  /** (W) */
  readonly #logits: Float32Array;
  // The inputs that take part, at the front.
  readonly #rows: Int32Array;
  readonly #values: Float32Array;
  readonly #back: Float32Array;

  constructor(memory: KernelMemory, inputCount: number, classCount: number, rng: Rng) {
    this.#memory = memory;
    this.classCount = classCount;
    this.stride = strideOf(classCount);
    this.weights = memory.floats(inputCount * this.stride);
    this.squares = memory.floats(inputCount * this.stride).fill(FIRST_SQUARE);
    this.biases = memory.floats(this.stride);
    this.biasSquares = memory.floats(this.stride).fill(FIRST_SQUARE);
    this.gradient = new Float32Array(inputCount);
    this.#logits = memory.floats(this.stride);
    this.#rows = memory.ints(inputCount);
    this.#values = memory.floats(inputCount);
    this.#back = memory.floats(inputCount);
    // Glorot & Bengio 2010
    fillEvenly(this.weights, Math.sqrt(6 / (inputCount + classCount)), rng);
    for (let p = 0; p < inputCount; p++) this.weights.fill(0, p * this.stride + classCount, (p + 1) * this.stride);
  }

  static room(inputCount: number, classCount: number): number {
    return 2 * roomFor(inputCount * strideOf(classCount)) + 3 * roomFor(strideOf(classCount)) + 3 * roomFor(inputCount);
  }

  /** One lesson from what the encoder wrote; leaves in `gradient` what it asks of the encoder. Returns the cross entropy of the label. */
  learn({ out, dropout }: Encoder<never>, lesson: Lesson, rng: Rng | undefined): number {
    const { label, weight, smoothing, rate } = lesson;
    const count = this.#select(out, dropout, rng);
    this.#forward(count);
    const logits = this.#logits;
    const { classCount, stride } = this;
    const sum = softmax(logits, classCount);
    const loss = -weight * Math.log(logits[label] / sum + 1e-30);
    for (let k = 0; k < classCount; k++) logits[k] = weight * (logits[k] / sum - smoothing / classCount);
    logits[label] -= weight * (1 - smoothing);
    logits.fill(0, classCount, stride);
    for (let k = 0; k < classCount; k++) {
      this.biasSquares[k] += logits[k] * logits[k];
      this.biases[k] -= (rate * logits[k]) / Math.sqrt(this.biasSquares[k]);
    }
    const rows = this.#rows;
    const back = this.#back;
    this.#memory.kernels.affineBack(
      logits.byteOffset,
      this.weights.byteOffset,
      this.squares.byteOffset,
      rows.byteOffset,
      this.#values.byteOffset,
      back.byteOffset,
      count,
      stride,
      rate,
    );
    this.gradient.fill(0);
    for (let i = 0; i < count; i++) this.gradient[rows[i]] = back[i] / (1 - dropout);
    return loss;
  }

  #select(inputs: Float32Array, dropout: number, rng: Rng | undefined): number {
    let count = 0;
    const share = rng ? dropout : 0;
    for (let p = 0; p < inputs.length; p++) {
      if (inputs[p] === 0 || (rng && happens(share, rng))) continue;
      this.#rows[count] = p;
      this.#values[count++] = inputs[p] / (1 - share);
    }
    return count;
  }

  #forward(count: number): void {
    const logits = this.#logits;
    logits.set(this.biases);
    this.#memory.kernels.gather(
      logits.byteOffset,
      this.weights.byteOffset,
      this.#rows.byteOffset,
      this.#values.byteOffset,
      count,
      this.stride,
    );
  }
}

interface Lesson {
  readonly label: number;
  /** What the example counts for. */
  readonly weight: number;
  /** Share of the label that all classes are given, 0..1. */
  readonly smoothing: number;
  readonly rate: number;
}

/** Numbers in a row of the layer's weights. */
export function strideOf(classCount: number): number {
  return Math.ceil(classCount / WIDTH) * WIDTH;
}

/** Turns the first K logits into their exponentials, the largest being 1, and returns their sum. */
export function softmax(logits: Float32Array, classCount: number): number {
  let best = -Infinity;
  for (let k = 0; k < classCount; k++) if (logits[k] > best) best = logits[k];
  let sum = 0;
  for (let k = 0; k < classCount; k++) {
    logits[k] = Math.exp(logits[k] - best);
    sum += logits[k];
  }
  return sum;
}
