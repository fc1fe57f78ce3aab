import type { Bag } from './bag-encoder.ts';
import { KernelMemory, roomFor } from './memory.ts';
import type { NetworkWeights } from './network-weights.ts';
import { softmax } from './softmax-layer.ts';
import { TextLayer } from './text-encoder.ts';
import type { Text } from './vocabulary.ts';

// P inputs of the output layer, K classes, W its stride.

// Rows taken in one call of a kernel; a longer input takes several.
const BATCH = 1_024;

/** A fitted network that answers; the same numbers for the same input, and no memory that grows. */
abstract class ServedNetwork {
  readonly weights: NetworkWeights;
  protected readonly memory = new KernelMemory();
  protected readonly rows: Int32Array;
  protected readonly scales: Float32Array;
  readonly #table: Int8Array;
  readonly #output: Float32Array;
  readonly #logits: Float32Array;

  constructor(weights: NetworkWeights, room: number) {
    this.weights = weights;
    const { table, output, outputBiases } = weights;
    this.memory.reserve(
      table.length + roomFor(output.length) + roomFor(outputBiases.length) + 2 * roomFor(BATCH) + roomFor(0) + room,
    );
    this.rows = this.memory.ints(BATCH);
    this.scales = this.memory.floats(BATCH);
    this.#output = this.memory.floats(output.length);
    this.#output.set(output);
    this.#logits = this.memory.floats(outputBiases.length);
    this.#table = this.memory.bytes(table.length);
    this.#table.set(table);
  }

  /** Adds rows of the table, as many as were written into `rows` and `scales`, to what lies at `out`. */
  protected addRows(out: number, count: number): void {
    for (let i = 0; i < count; i++) this.scales[i] *= this.weights.scales[this.rows[i]];
    this.memory.kernels.gatherBytes(
      out,
      this.#table.byteOffset,
      this.rows.byteOffset,
      this.scales.byteOffset,
      count,
      this.weights.width,
    );
  }

  /** Probabilities (K) from the inputs of the output layer; the array is overwritten by the next call. */
  protected answer(inputs: Float32Array, classCount: number): Float32Array {
    const logits = this.#logits;
    logits.set(this.weights.outputBiases);
    let count = 0;
    for (let p = 0; p < inputs.length; p++) {
      if (inputs[p] === 0) continue;
      this.rows[count] = p;
      this.scales[count++] = inputs[p];
    }
    this.memory.kernels.gather(
      logits.byteOffset,
      this.#output.byteOffset,
      this.rows.byteOffset,
      this.scales.byteOffset,
      count,
      logits.length,
    );
    const sum = softmax(logits, classCount);
    for (let k = 0; k < classCount; k++) logits[k] /= sum;
    return logits.subarray(0, classCount);
  }
}

/** Answers for a bag of rows. */
export class ServedBag extends ServedNetwork {
  readonly #hidden: Float32Array;

  constructor(weights: NetworkWeights) {
    super(weights, roomFor(weights.width));
    this.#hidden = this.memory.floats(weights.width);
  }

  probabilities({ rows, values }: Bag, classCount: number): Float32Array {
    const hidden = this.#hidden;
    hidden.set(this.weights.hidden);
    for (let from = 0; from < rows.length; from += BATCH) {
      const count = Math.min(BATCH, rows.length - from);
      for (let i = 0; i < count; i++) {
        this.rows[i] = rows[from + i];
        this.scales[i] = values[from + i];
      }
      this.addRows(hidden.byteOffset, count);
    }
    for (let h = 0; h < hidden.length; h++) if (hidden[h] < 0) hidden[h] = 0;
    return this.answer(hidden, classCount);
  }
}

/** Answers for a text. */
export class ServedText extends ServedNetwork {
  readonly #layer: TextLayer;

  constructor(weights: NetworkWeights) {
    super(weights, TextLayer.room());
    this.#layer = new TextLayer(this.memory);
    let from = 0;
    for (const filters of this.#layer.filters) {
      filters.set(weights.hidden.subarray(from, from + filters.length));
      from += filters.length;
    }
    this.#layer.biases.set(weights.hidden.subarray(from));
  }

  probabilities({ words, starts, pieces }: Text, classCount: number): Float32Array {
    const layer = this.#layer;
    layer.clear(words.length);
    for (let t = 0; t < words.length; t++) {
      const own = starts[t + 1] - starts[t];
      if (words[t] >= 0) this.#add(t, words, t, 1, 1);
      const scale = 1 / Math.sqrt(own);
      for (let from = starts[t]; from < starts[t + 1]; from += BATCH) {
        this.#add(t, pieces, from, Math.min(BATCH, starts[t + 1] - from), scale);
      }
    }
    layer.forward(words.length);
    return this.answer(layer.out, classCount);
  }

  #add(word: number, rows: Int32Array, from: number, count: number, scale: number): void {
    for (let i = 0; i < count; i++) {
      this.rows[i] = rows[from + i];
      this.scales[i] = scale;
    }
    this.addRows(this.#layer.placeOf(word), count);
  }
}
