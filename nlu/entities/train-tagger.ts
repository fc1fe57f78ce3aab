import { GramTable } from '../gram-table.ts';
import { nearEqualKey } from '../near-duplicates.ts';
import { Rng } from '../rng.ts';
import { AveragedWeights } from './averaged-weights.ts';
import { spanQuality } from './span-quality.ts';
import { labelsOf, spansOf, Tagger, type TaggerWeights } from './tagger.ts';
import { FEATURES_A_WORD, TaggerFeatures } from './tagger-features.ts';
import type { LabelledSpan } from './types.ts';
import { startRow, Viterbi } from './viterbi.ts';
import { type Word, wordsOf } from './words.ts';

// N examples, T types, L = 1 + 2T labels, R features.

/** An utterance of which every span of the types to be learned is marked. */
export interface AnnotatedExample {
  readonly utterance: string;
  readonly spans: readonly LabelledSpan[];
}

const MOST_EPOCHS = 12;
/** Epochs where nothing can be held out. */
const USUAL_EPOCHS = 8;
/** Epochs without a better F1 on the held-out fifth after which training stops. */
const PATIENCE = 3;
// With fewer groups of near-equal utterances a fifth of them says less than it costs.
const ENOUGH_TO_HOLD_OUT = 60;
const HELD_OUT_EVERY = 5;
// A row whose greatest weight is below this share of the greatest of all decides nothing.
const LEAST_WEIGHT = 0.01;

/** An example made ready. */
interface Sentence {
  readonly words: readonly Word[];
  readonly spans: readonly LabelledSpan[];
  readonly labels: Int32Array;
  /** (words × FEATURES_A_WORD) numbers of its features. */
  readonly features: Int32Array;
}

/**
 * Trains a tagger: an averaged structured perceptron (Collins 2002), stopped at the epoch that does best on a held-out fifth of the groups of
 * near-equal utterances, then trained on all for as long. The same examples in the same order and the same seed give the same weights.
 * Null where no example holds a span of the types (T, in the order of their code units).
 */
export function trainTagger(
  examples: readonly AnnotatedExample[],
  { types, seed }: { readonly types: readonly string[]; readonly seed: number },
): Tagger | null {
  const table = new GramTable();
  const sentences = examples.map((example) => readSentence(example, types, table));
  if (sentences.every(({ labels }) => labels.every((label) => label === 0))) return null;
  const heldOut = holdOut(examples, seed);
  const trainer = () => new Trainer(types, table.size, seed);
  const epochs =
    heldOut.size === 0
      ? USUAL_EPOCHS
      : bestEpoch(
          trainer(),
          sentences.filter((_, i) => !heldOut.has(i)),
          sentences.filter((_, i) => heldOut.has(i)),
        );
  const final = trainer();
  for (let epoch = 0; epoch < epochs && final.epoch(sentences) > 0; epoch++);
  return new Tagger(compress(final, types, table));
}

function readSentence({ utterance, spans }: AnnotatedExample, types: readonly string[], table: GramTable): Sentence {
  const words = wordsOf(utterance);
  const reader = new TaggerFeatures();
  reader.read(utterance, words);
  const features = Int32Array.from({ length: words.length * FEATURES_A_WORD }, (_, at) =>
    table.add(reader.first[at], reader.second[at]),
  );
  return {
    words,
    spans: spans.filter(({ type }) => types.includes(type)),
    labels: labelsOf(spans, words, types),
    features,
  };
}

/** Places of the examples held out, whole groups of near-equal ones; none where there are too few. */
function holdOut(examples: readonly AnnotatedExample[], seed: number): ReadonlySet<number> {
  const keys = examples.map(({ utterance }) => nearEqualKey(utterance));
  const groups = [...new Set(keys)];
  if (groups.length < ENOUGH_TO_HOLD_OUT) return new Set();
  const order = Int32Array.from(groups.keys());
  new Rng(seed).shuffle(order);
  const chosen = new Set([...order].filter((_, place) => place % HELD_OUT_EVERY === 0).map((g) => groups[g]));
  return new Set([...keys.keys()].filter((i) => chosen.has(keys[i])));
}

function bestEpoch(trainer: Trainer, taught: readonly Sentence[], heldOut: readonly Sentence[]): number {
  let best = { epoch: 1, f1: -1 };
  for (let epoch = 1; epoch <= MOST_EPOCHS && epoch - best.epoch <= PATIENCE; epoch++) {
    const errors = trainer.epoch(taught);
    const { f1 } = spanQuality(trainer.predict(heldOut)).overall;
    if (f1 > best.f1) best = { epoch, f1 };
    if (errors === 0) break;
  }
  return best.epoch;
}

class Trainer {
  readonly emissions: AveragedWeights;
  readonly transitions: AveragedWeights;
  readonly #types: readonly string[];
  readonly #labelCount: number;
  readonly #viterbi: Viterbi;
  readonly #rng: Rng;
  #scores = new Float64Array(0);

  constructor(types: readonly string[], featureCount: number, seed: number) {
    this.#types = types;
    this.#labelCount = 1 + 2 * types.length;
    this.#viterbi = new Viterbi(this.#labelCount);
    this.emissions = new AveragedWeights(featureCount * this.#labelCount);
    this.transitions = new AveragedWeights((this.#labelCount + 1) * this.#labelCount);
    this.#rng = new Rng(seed);
  }

  /** One pass in a new order; how many sentences were tagged wrongly. */
  epoch(sentences: readonly Sentence[]): number {
    const order = Int32Array.from(sentences.keys());
    this.#rng.shuffle(order);
    let errors = 0;
    for (const i of order) {
      const sentence = sentences[i];
      const chain = this.#chainOf(sentence, this.emissions.now, this.transitions.now);
      if (sentence.labels.some((label, w) => label !== chain[w])) {
        errors++;
        this.#learn(sentence, sentence.labels, 1);
        this.#learn(sentence, chain, -1);
      }
      this.emissions.endStep();
      this.transitions.endStep();
    }
    return errors;
  }

  /** What the averaged weights find, beside what was marked. */
  predict(sentences: readonly Sentence[]) {
    const [emissions, transitions] = [this.emissions.mean(), this.transitions.mean()];
    return sentences.map((sentence) => ({
      actual: sentence.spans,
      predicted: spansOf(this.#chainOf(sentence, emissions, transitions), sentence.words, this.#types),
    }));
  }

  #chainOf({ words, features }: Sentence, emissions: Float64Array, transitions: Float64Array): Int32Array {
    const L = this.#labelCount;
    if (this.#scores.length < words.length * L) this.#scores = new Float64Array(2 * words.length * L);
    const scores = this.#scores.fill(0, 0, words.length * L);
    for (let w = 0, at = 0; w < words.length; w++) {
      for (let f = 0; f < FEATURES_A_WORD; f++, at++) {
        const from = features[at] * L;
        for (let label = 0; label < L; label++) scores[w * L + label] += emissions[from + label];
      }
    }
    return this.#viterbi.bestChain(words.length, scores, transitions);
  }

  /** w ← w ± φ(x, y), for a whole chain. */
  #learn({ words, features }: Sentence, chain: Int32Array, change: 1 | -1): void {
    const L = this.#labelCount;
    let before = startRow(L);
    for (let w = 0; w < words.length; w++) {
      for (let f = w * FEATURES_A_WORD; f < (w + 1) * FEATURES_A_WORD; f++)
        this.emissions.add(features[f] * L + chain[w], change);
      this.transitions.add(before * L + chain[w], change);
      before = chain[w];
    }
  }
}

/** The averaged weights in one byte each, a row's greatest being 127; rows of next to no weight are left out. */
function compress(trainer: Trainer, types: readonly string[], table: GramTable): TaggerWeights {
  const L = 1 + 2 * types.length;
  const weights = trainer.emissions.mean();
  const greatest = Float64Array.from({ length: table.size }, (_, row) =>
    weights.subarray(row * L, (row + 1) * L).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0),
  );
  const least = LEAST_WEIGHT * greatest.reduce((most, weight) => Math.max(most, weight), 0);
  const rows = Int32Array.from(greatest.keys()).filter((row) => greatest[row] > least);
  const scales = Float32Array.from(rows, (row) => greatest[row] / 127);
  const emissions = new Int8Array(rows.length * L);
  for (const [r, row] of rows.entries()) {
    for (let label = 0; label < L; label++) emissions[r * L + label] = Math.round(weights[row * L + label] / scales[r]);
  }
  return {
    types,
    keys: table.keysOf(rows),
    emissions,
    scales,
    transitions: Float32Array.from(trainer.transitions.mean()),
  };
}
