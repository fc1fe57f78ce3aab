import { Rng } from '../rng.ts';
import type { SparseRows } from '../sparse.ts';
import { type Bag, BagEncoder, type BagShape } from './bag-encoder.ts';
import type { Encoder } from './encoder.ts';
import { KernelMemory } from './memory.ts';
import {
  type LearnedNetwork,
  type Learnable,
  type NetworkStart,
  squaresOf,
  startFrom,
  WARM_SHARE,
} from './network-start.ts';
import { type NetworkWeights, quantizeRows } from './network-weights.ts';
import { SoftmaxLayer } from './softmax-layer.ts';
import { TEXT_WIDTH, TextEncoder } from './text-encoder.ts';
import type { Text } from './vocabulary.ts';

// N examples, K classes.

/** What a network is fitted to. It depends on nothing else: any thread may fit it. */
export interface NetworkProblem {
  readonly inputs:
    | { readonly kind: 'bag'; readonly rows: SparseRows; readonly shape: BagShape }
    | { readonly kind: 'text'; readonly texts: readonly Text[]; readonly rowCount: number };
  /** (N), 0 … K−1 */
  readonly labels: Int32Array;
  /** (N) What each example counts for, above 0. */
  readonly weights: Float64Array;
  readonly classCount: number;
  readonly seed: number;
  /** Of the epochs that suit so many examples; 1 where it is left out. */
  readonly epochFactor?: number;
  /** A network that has learned of these examples and of no others. */
  readonly start?: NetworkStart;
}

export interface NetworkEpoch {
  readonly epoch: number;
  readonly epochs: number;
  /** Mean cross entropy of the labels, with the lessons' noise. */
  readonly loss: number;
}

const SMOOTHING = 0.1;
const LAST_PACE = 0.05;
// A label may not shout the others down: steps are not as long as their examples are heavy.
const HEAVIEST = 10;

/** Steps by the number of examples, chosen on validation between 5 an intent and 100: the fewer, the more and shorter. */
export function scheduleFor(exampleCount: number) {
  const patience = Math.min(Math.max(Math.sqrt(15_000 / exampleCount), 1), 3.3);
  return {
    epochs: Math.round(12 * patience),
    bagRate: 0.05 / patience,
    bagOutputRate: 0.02 / Math.sqrt(patience),
    textRate: 0.05 / Math.sqrt(patience),
    textOutputRate: 0.03 / Math.sqrt(patience),
  };
}

/** Fits a network by plain stochastic gradient descent, an example a step, and keeps it in eight bits. */
export function fitNetwork(problem: NetworkProblem, onEpoch: (epoch: NetworkEpoch) => void): LearnedNetwork {
  return problem.inputs.kind === 'bag'
    ? fitBag(problem, problem.inputs, onEpoch)
    : fitText(problem, problem.inputs, onEpoch);
}

type InputsOf<Kind> = Extract<NetworkProblem['inputs'], { kind: Kind }>;

function fitBag(
  problem: NetworkProblem,
  { rows, shape }: InputsOf<'bag'>,
  onEpoch: (epoch: NetworkEpoch) => void,
): LearnedNetwork {
  const bags = Array.from({ length: rows.length }, (_, i): Bag => ({
    rows: rows.indices.subarray(rows.starts[i], rows.starts[i + 1]),
    values: rows.values.subarray(rows.starts[i], rows.starts[i + 1]),
  }));
  const longest = bags.reduce((most, bag) => Math.max(most, bag.rows.length), 1);
  const { bagRate, bagOutputRate } = scheduleFor(rows.length);
  const memory = new KernelMemory();
  memory.reserve(BagEncoder.room(shape, longest) + SoftmaxLayer.room(shape.hidden, problem.classCount));
  const rng = new Rng(problem.seed);
  const encoder = new BagEncoder(memory, shape, longest, bagRate, rng);
  const output = new SoftmaxLayer(memory, shape.hidden, problem.classCount, rng);
  const { table, squares, biases, biasSquares } = encoder;
  const learnable = { table, squares, hidden: [biases], hiddenSquares: biasSquares, output };
  if (problem.start) startFrom(learnable, problem.start);
  teach(encoder, output, bags, problem, { rng, outputRate: bagOutputRate, onEpoch });
  return learned('bag', shape.hidden, learnable);
}

function fitText(
  problem: NetworkProblem,
  { texts, rowCount }: InputsOf<'text'>,
  onEpoch: (epoch: NetworkEpoch) => void,
): LearnedNetwork {
  const longest = texts.reduce((most, { words, pieces }) => Math.max(most, words.length + pieces.length), 1);
  const { textRate, textOutputRate } = scheduleFor(texts.length);
  const memory = new KernelMemory();
  memory.reserve(TextEncoder.room(rowCount, longest) + SoftmaxLayer.room(TEXT_WIDTH, problem.classCount));
  const rng = new Rng(problem.seed);
  const encoder = new TextEncoder(memory, rowCount, longest, textRate, rng);
  const output = new SoftmaxLayer(memory, TEXT_WIDTH, problem.classCount, rng);
  const { filters, biases } = encoder.layer;
  const { table, squares, filterSquares } = encoder;
  const learnable = { table, squares, hidden: [...filters, biases], hiddenSquares: filterSquares, output };
  if (problem.start) startFrom(learnable, problem.start);
  teach(encoder, output, texts, problem, { rng, outputRate: textOutputRate, onEpoch });
  return learned('text', table.length / rowCount, learnable);
}

function learned(kind: NetworkWeights['kind'], width: number, learnable: Learnable): LearnedNetwork {
  const { table, hidden, output } = learnable;
  return {
    weights: {
      kind,
      width,
      ...quantizeRows(table, width),
      hidden: Float32Array.from(hidden.flatMap((values) => [...values])),
      output: output.weights.slice(),
      outputBiases: output.biases.slice(),
    },
    squares: squaresOf(learnable),
  };
}

function teach<Input>(
  encoder: Encoder<Input>,
  output: SoftmaxLayer,
  inputs: readonly Input[],
  { labels, weights, epochFactor = 1, start }: NetworkProblem,
  { rng, outputRate, onEpoch }: { rng: Rng; outputRate: number; onEpoch: (epoch: NetworkEpoch) => void },
): void {
  const epochs = Math.max(1, Math.round(epochFactor * scheduleFor(inputs.length).epochs));
  const order = Int32Array.from(inputs.keys());
  const first = start ? epochs - Math.max(1, Math.round(WARM_SHARE * epochs)) : 0;
  for (let epoch = first; epoch < epochs; epoch++) {
    const pace = 1 - ((1 - LAST_PACE) * epoch) / epochs;
    let loss = 0;
    rng.shuffle(order);
    for (const i of order) {
      encoder.encode(inputs[i], rng);
      const weight = Math.min(weights[i], HEAVIEST);
      const lesson = { label: labels[i], weight, smoothing: SMOOTHING, rate: outputRate * pace };
      loss += output.learn(encoder, lesson, rng);
      encoder.learn(output.gradient, pace);
    }
    onEpoch({ epoch: epoch + 1 - first, epochs: epochs - first, loss: loss / inputs.length });
  }
}
