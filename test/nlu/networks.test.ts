import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileKernels } from '../../codegen/kernels.mjs';
import { BagEncoder } from '../../nlu/networks/bag-encoder.ts';
import type { Encoder } from '../../nlu/networks/encoder.ts';
import { fitNetwork } from '../../nlu/networks/fit-network.ts';
import { KernelMemory } from '../../nlu/networks/memory.ts';
import { quantizeRows } from '../../nlu/networks/network-weights.ts';
import { ServedBag, ServedText } from '../../nlu/networks/served-network.ts';
import { SoftmaxLayer } from '../../nlu/networks/softmax-layer.ts';
import { TEXT_WIDTH, TextEncoder } from '../../nlu/networks/text-encoder.ts';
import { Vocabulary, WORDS_READ } from '../../nlu/networks/vocabulary.ts';
import { Rng } from '../../nlu/rng.ts';
import { SparseRows } from '../../nlu/sparse.ts';

const CLASSES = 5;
const LABEL = 3;
const SMOOTHING = 0.1;

/** A parameter of the network under test, and the sums of squared gradients that AdaGrad divides its steps by. */
interface Parameter {
  readonly values: Float32Array;
  readonly squares: Float32Array;
  /** Of the rate that is passed to `learn`. */
  readonly pace: number;
}

/** Cross entropy against the smoothed label, in double precision, from what the layers hold. */
function lossOf<Input>(encoder: Encoder<Input>, output: SoftmaxLayer, input: Input): number {
  encoder.encode(input);
  const logits = Array.from({ length: CLASSES }, (_, k) => {
    let sum = output.biases[k]!;
    for (let p = 0; p < encoder.width; p++) sum += encoder.out[p]! * output.weights[p * output.stride + k]!;
    return sum;
  });
  const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return -logits.reduce((sum, logit, k) => {
    const share = SMOOTHING / CLASSES + (k === LABEL ? 1 - SMOOTHING : 0);
    return sum + share * (logit - logSum);
  }, 0);
}

// With squares this large a step is rate · gradient / 1000 whatever the gradient: the step shows it.
const SQUARES = 1e6;
const RATE = 1;
// Small: a filter's maximum must not move to another word.
const NUDGE = 1e-3;

/** The worst distance between what a lesson did to the parameters and what finite differences of the loss say. */
function worstError<Input>(
  encoder: Encoder<Input>,
  output: SoftmaxLayer,
  input: Input,
  parameters: Parameter[],
): number {
  for (const { squares } of parameters) squares.fill(SQUARES);
  const numeric = parameters.map(({ values }) =>
    [...values.keys()].map((at) => {
      const kept = values[at]!;
      values[at] = kept + NUDGE;
      const above = values[at] - kept;
      const up = lossOf(encoder, output, input);
      values[at] = kept - NUDGE;
      const below = kept - values[at];
      const down = lossOf(encoder, output, input);
      values[at] = kept;
      return (up - down) / (above + below);
    }),
  );
  const before = parameters.map(({ values }) => values.slice());
  encoder.encode(input);
  output.learn(encoder, { label: LABEL, weight: 1, smoothing: SMOOTHING, rate: RATE }, undefined);
  encoder.learn(
    output.gradient.map((slope) => slope * (1 - encoder.dropout)),
    1,
  );
  let worst = 0;
  for (const [p, { values, pace }] of parameters.entries()) {
    for (const [at, value] of values.entries()) {
      const step = ((before[p]![at]! - value) * Math.sqrt(SQUARES)) / pace;
      worst = Math.max(worst, Math.abs(step - numeric[p]![at]!));
    }
  }
  return worst;
}

function outputParameters(output: SoftmaxLayer): Parameter[] {
  return [
    { values: output.weights, squares: output.squares, pace: RATE },
    { values: output.biases, squares: output.biasSquares, pace: RATE },
  ];
}

describe('gradients against finite differences', () => {
  it('hold for the network over a bag', () => {
    const shape = { rowCount: 6, hidden: 8 };
    const memory = new KernelMemory();
    memory.reserve(BagEncoder.room(shape, 4) + SoftmaxLayer.room(shape.hidden, CLASSES));
    const rng = new Rng(5);
    const encoder = new BagEncoder(memory, shape, 4, RATE, rng);
    const output = new SoftmaxLayer(memory, shape.hidden, CLASSES, rng);
    // Well away from the corner of the rectifier, where no derivative exists.
    encoder.table.forEach((value, at) => (encoder.table[at] = 20 * value));
    encoder.biases.forEach((_, h) => (encoder.biases[h] = h % 3 === 0 ? -2 : 0.6));
    const bag = { rows: Int32Array.of(0, 2, 5), values: Float32Array.of(0.5, -0.3, 0.8) };
    const parameters = [
      ...outputParameters(output),
      { values: encoder.table, squares: encoder.squares, pace: RATE },
      { values: encoder.biases, squares: encoder.biasSquares, pace: RATE },
    ];
    expect(worstError(encoder, output, bag, parameters)).toBeLessThan(2e-3);
    expect(encoder.out.some((h) => h > 0)).toBe(true);
  });

  it('hold for the network over a text', () => {
    const vocabulary = Vocabulary.fit([
      ['open', 'opened', 'door'],
      ['doors', 'open'],
    ]);
    const memory = new KernelMemory();
    memory.reserve(TextEncoder.room(vocabulary.rowCount, 64) + SoftmaxLayer.room(TEXT_WIDTH, CLASSES));
    const rng = new Rng(6);
    const encoder = new TextEncoder(memory, vocabulary.rowCount, 64, RATE, rng);
    const output = new SoftmaxLayer(memory, TEXT_WIDTH, CLASSES, rng);
    // Only one input of each filter window is probed: forty thousand differences would say no more.
    const { layer } = encoder;
    // A filter that no word excites answers its bias from the padding: away from the corner of the rectifier with it.
    layer.biases.fill(0.05);
    const probed = layer.filters.map((filters) => filters.subarray(0, 64));
    const parameters = [
      { values: output.biases, squares: output.biasSquares, pace: RATE },
      { values: encoder.table.subarray(0, 256), squares: encoder.squares, pace: RATE },
      ...probed.map((values) => ({ values, squares: encoder.filterSquares, pace: RATE / 2 })),
      { values: layer.biases.subarray(0, 128), squares: encoder.filterSquares, pace: RATE / 2 },
    ];
    expect(worstError(encoder, output, vocabulary.textOf(['open', 'doors', 'zzz']), parameters)).toBeLessThan(5e-3);
  });
});

/** Bags in which row k tells class k, among noise. */
function bagProblem(seed: number) {
  const rng = new Rng(3);
  const vectors = Array.from({ length: 200 }, (_, i) => ({
    indices: Int32Array.of(i % CLASSES, CLASSES + rng.below(20)),
    values: Float32Array.of(1, 1),
  }));
  return {
    inputs: { kind: 'bag', rows: SparseRows.of(vectors), shape: { rowCount: CLASSES + 20, hidden: 16 } },
    labels: Int32Array.from(vectors, (_, i) => i % CLASSES),
    weights: new Float64Array(200).fill(1),
    classCount: CLASSES,
    seed,
  } as const;
}

function likeliest(probabilities: Float32Array): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

describe('fitNetwork', () => {
  it('learns what tells the classes apart, its loss falling epoch by epoch', () => {
    const losses: number[] = [];
    const { weights } = fitNetwork(bagProblem(1), ({ loss }) => losses.push(loss));
    const served = new ServedBag(weights);
    for (let k = 0; k < CLASSES; k++) {
      const probabilities = served.probabilities({ rows: Int32Array.of(k), values: Float32Array.of(1) }, CLASSES);
      expect(likeliest(probabilities)).toBe(k);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
    expect(losses.at(-1)).toBeLessThan(0.7 * losses[0]!);
  });

  it('gives the same weights for the same seed, and others for another', () => {
    const first = fitNetwork(bagProblem(1), () => undefined);
    expect(fitNetwork(bagProblem(1), () => undefined)).toEqual(first);
    expect(fitNetwork(bagProblem(2), () => undefined).weights.table).not.toEqual(first.weights.table);
  });

  it('reads a text by its pieces where a word is mistyped', () => {
    const words = ['password', 'library', 'grades', 'scholarship', 'menu'];
    const tokens = Array.from({ length: 200 }, (_, i) => ['my', words[i % CLASSES]!, i % 2 ? 'please' : 'now']);
    const vocabulary = Vocabulary.fit([...tokens, ...words.map((word) => [`${word}s`])]);
    const { weights } = fitNetwork(
      {
        inputs: { kind: 'text', texts: tokens.map((own) => vocabulary.textOf(own)), rowCount: vocabulary.rowCount },
        labels: Int32Array.from(tokens, (_, i) => i % CLASSES),
        weights: new Float64Array(200).fill(1),
        classCount: CLASSES,
        seed: 1,
      },
      () => undefined,
    );
    const served = new ServedText(weights);
    for (const [k, typed] of ['passwrod', 'libraryy', 'gradess', 'scholarshp', 'menu'].entries()) {
      expect(likeliest(served.probabilities(vocabulary.textOf([typed]), CLASSES))).toBe(k);
    }
  });
});

describe('Vocabulary', () => {
  it('reads the beginning of a text of any length', () => {
    const vocabulary = Vocabulary.fit([['a', 'b']]);
    const long = vocabulary.textOf(Array.from({ length: 10_000 }, () => 'a'));
    expect(long.words).toHaveLength(WORDS_READ + 2);
    expect(vocabulary.textOf([]).words).toHaveLength(2);
  });
});

describe('quantizeRows', () => {
  it('is off by half a unit at most, and knows a row of zeros', () => {
    const table = Float32Array.from({ length: 24 }, (_, i) => (i < 8 ? 0 : Math.sin(i) * i));
    const { table: rounded, scales } = quantizeRows(table, 8);
    for (const [at, value] of table.entries()) {
      const scale = scales[Math.floor(at / 8)]!;
      expect(Math.abs(rounded[at]! * scale - value)).toBeLessThanOrEqual(scale * 0.5001);
    }
  });
});

describe('kernels.wasm.ts', () => {
  it('is what kernels.as compiles to', async () => {
    const kept = readFileSync(new URL('../../nlu/networks/kernels.wasm.ts', import.meta.url), 'utf8');
    expect(kept).toBe(await compileKernels());
  });
});
