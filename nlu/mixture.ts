import type { FeatureSpace } from './features.ts';
import type { FeatureBlock } from './grams.ts';
import type { Bag, BagShape } from './networks/bag-encoder.ts';
import type { NetworkProblem } from './networks/fit-network.ts';
import type { NetworkWeights } from './networks/network-weights.ts';
import { ServedBag, ServedText } from './networks/served-network.ts';
import type { Vocabulary } from './networks/vocabulary.ts';
import { SparseRows, type SparseVector } from './sparse.ts';

// K classes.

/** A network over some of the blocks that the linear classifier reads. */
export interface BagDesign {
  readonly units: readonly FeatureBlock['unit'][];
  readonly hidden: number;
}

/**
 * The networks of *best*, one on words and characters and one on words and pairs, beside one on the text itself. They err differently:
 * on CLINC150 validation alone 93.6, 91.6 and 93.1, mixed with the linear classifier (94.0) 94.4. Wider ones, more of them, mixup and
 * networks that share an output layer gained nothing.
 */
export const BAG_DESIGNS: readonly (BagDesign & { readonly part: 'characters' | 'pairs' })[] = [
  { part: 'characters', units: ['words', 'chars'], hidden: 224 },
  { part: 'pairs', units: ['words', 'pairs'], hidden: 112 },
];

// softmax(margin / 0.15) is about as sure as the networks are.
const MARGIN_TEMPERATURE = 0.15;
// No member's certainty outvotes the others: a probability of 0 counts as this.
const LEAST_PROBABILITY = 1e-4;

/** Rows of a block's features in a bag's table: the blocks of the design, one after another, and the encoder's vector where there is one. */
interface BagPart {
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}

/** What of a vector a bag reads. */
export class BagSelection {
  readonly rowCount: number;
  readonly #parts: readonly BagPart[];

  constructor(space: FeatureSpace, units: readonly FeatureBlock['unit'][]) {
    const parts: BagPart[] = [];
    let count = 0;
    const take = (from: number, to: number) => {
      parts.push({ from, to, shift: from - count });
      count += to - from;
    };
    for (const [b, { block }] of space.blocks.entries()) {
      if (units.includes(block.unit)) take(space.starts[b], space.starts[b + 1]);
    }
    if (space.dimensions > 0) take(space.gramCount, space.size);
    this.rowCount = count;
    this.#parts = parts;
  }

  bagOf({ indices, values }: SparseVector): Bag {
    const rows = new Int32Array(indices.length);
    const kept = new Float32Array(indices.length);
    let count = 0;
    let at = 0;
    for (const { from, to, shift } of this.#parts) {
      while (at < indices.length && indices[at] < from) at++;
      for (; at < indices.length && indices[at] < to; at++) {
        rows[count] = indices[at] - shift;
        kept[count++] = values[at];
      }
    }
    return { rows: rows.subarray(0, count), values: kept.subarray(0, count) };
  }

  /** The bags of many vectors, as a problem's inputs. */
  inputsOf(vectors: SparseRows, shape: Omit<BagShape, 'rowCount'>): NetworkProblem['inputs'] {
    const bags = Array.from({ length: vectors.length }, (_, i) => {
      const { rows, values } = this.bagOf(vectors.at(i));
      return { indices: rows, values };
    });
    return { kind: 'bag', rows: SparseRows.of(bags), shape: { rowCount: this.rowCount, ...shape } };
  }
}

/** What the codec writes and reads. */
interface MixtureParts {
  readonly vocabulary: Vocabulary;
  readonly bags: readonly { readonly design: BagDesign; readonly weights: NetworkWeights }[];
  readonly text: NetworkWeights;
}

/**
 * Mixes the linear classifier with networks: each class's score (K) is its mean log probability. Scores stand in the place of margins:
 * calibration and thresholds are fitted on them.
 */
export class Mixture {
  readonly parts: MixtureParts;
  readonly #bags: readonly { readonly selection: BagSelection; readonly network: ServedBag }[];
  readonly #text: ServedText;

  constructor(space: FeatureSpace, parts: MixtureParts) {
    this.parts = parts;
    this.#bags = parts.bags.map(({ design, weights }) => ({
      selection: new BagSelection(space, design.units),
      network: new ServedBag(weights),
    }));
    this.#text = new ServedText(parts.text);
  }

  /** Turns the linear margins (K) into scores where they stand. */
  mix(margins: Float64Array, vector: SparseVector, tokens: readonly string[]): Float64Array {
    const share = 1 / (this.#bags.length + 2);
    const classCount = margins.length;
    let best = -Infinity;
    for (const margin of margins) if (margin > best) best = margin;
    let sum = 0;
    for (let k = 0; k < classCount; k++) {
      margins[k] = Math.exp((margins[k] - best) / MARGIN_TEMPERATURE);
      sum += margins[k];
    }
    for (let k = 0; k < classCount; k++) margins[k] = share * Math.log(margins[k] / sum + LEAST_PROBABILITY);
    for (const { selection, network } of this.#bags) {
      addLogs(margins, network.probabilities(selection.bagOf(vector), classCount), share);
    }
    addLogs(margins, this.#text.probabilities(this.parts.vocabulary.textOf(tokens), classCount), share);
    return margins;
  }
}

function addLogs(scores: Float64Array, probabilities: Float32Array, share: number): void {
  for (let k = 0; k < scores.length; k++) scores[k] += share * Math.log(probabilities[k] + LEAST_PROBABILITY);
}
