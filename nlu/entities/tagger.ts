import { GramTable } from '../gram-table.ts';
import { FEATURES_A_WORD, TaggerFeatures } from './tagger-features.ts';
import type { LabelledSpan } from './types.ts';
import { beginOf, insideOf, isInside, OUTSIDE, Viterbi } from './viterbi.ts';
import type { Word } from './words.ts';

// T types, L = 1 + 2T labels, R features.

/** Words of an utterance that are tagged; more are in no chat turn, and their time grows with the types. */
const WORDS_TAGGED = 256;

/** What of a tagger is learned; what the codec writes and reads. */
export interface TaggerWeights {
  /** (T), in the order of their code units. */
  readonly types: readonly string[];
  /** (2R) Both hashes of each feature. */
  readonly keys: Uint32Array;
  /** (R, L), each row to be multiplied by its scale. */
  readonly emissions: Int8Array;
  /** (R) */
  readonly scales: Float32Array;
  /** (L + 1, L), the last row being the start. */
  readonly transitions: Float32Array;
}

/** Finds spans of learned types: the best chain of labels by a linear model over features of the words. */
export class Tagger {
  readonly weights: TaggerWeights;
  readonly #table: GramTable;
  readonly #features = new TaggerFeatures();
  readonly #viterbi: Viterbi;
  #emissions = new Float64Array(0);

  constructor(weights: TaggerWeights) {
    this.weights = weights;
    this.#table = GramTable.of(weights.keys);
    this.#viterbi = new Viterbi(1 + 2 * weights.types.length);
  }

  /** By place, without overlap. */
  spansIn(text: string, allWords: readonly Word[]): LabelledSpan[] {
    const words = allWords.slice(0, WORDS_TAGGED);
    const { types, emissions, scales, transitions } = this.weights;
    const L = 1 + 2 * types.length;
    this.#features.read(text, words);
    if (this.#emissions.length < words.length * L) this.#emissions = new Float64Array(2 * words.length * L);
    this.#emissions.fill(0, 0, words.length * L);
    const { first, second } = this.#features;
    const [table, scores] = [this.#table, this.#emissions];
    for (let w = 0, at = 0; w < words.length; w++) {
      for (let f = 0; f < FEATURES_A_WORD; f++, at++) {
        const row = table.find(first[at], second[at]);
        if (row < 0) continue;
        const scale = scales[row];
        for (let label = 0; label < L; label++) scores[w * L + label] += scale * emissions[row * L + label];
      }
    }
    return spansOf(this.#viterbi.bestChain(words.length, this.#emissions, transitions), words, types);
  }
}

/** The spans that a chain of labels marks. */
export function spansOf(chain: ArrayLike<number>, words: readonly Word[], types: readonly string[]): LabelledSpan[] {
  const spans: LabelledSpan[] = [];
  for (let w = 0; w < words.length; w++) {
    if (chain[w] === OUTSIDE || isInside(chain[w])) continue;
    const type = (chain[w] - 1) / 2;
    const first = w;
    while (w + 1 < words.length && chain[w + 1] === insideOf(type)) w++;
    spans.push({ type: types[type], start: words[first].start, end: words[w].end });
  }
  return spans;
}

/** The labels (n) of words that marked spans hold or touch; spans of other types are left out. */
export function labelsOf(spans: readonly LabelledSpan[], words: readonly Word[], types: readonly string[]): Int32Array {
  const labels = new Int32Array(words.length);
  for (const { type, start, end } of spans) {
    const t = types.indexOf(type);
    if (t < 0) continue;
    let isFirst = true;
    for (const [w, word] of words.entries()) {
      if (word.end <= start || word.start >= end) continue;
      labels[w] = isFirst ? beginOf(t) : insideOf(t);
      isFirst = false;
    }
  }
  return labels;
}
