import type { SparseRows, SparseVector } from './sparse.ts';

// N examples, V features, L languages.

// Lidstone's share for grams that a language has not shown; small, because one unseen gram in a short text must not outweigh the rest.
const SMOOTHING = 0.1;

/**
 * Which of the assistant's languages an utterance is in: multinomial naive Bayes over the grams that the model reads anyway, learned
 * from the assistant's own utterances. On short texts of its own domain this beats general detectors, and it costs no second look-up.
 */
export class LanguageModel {
  /** (L), in the order of their code units. */
  readonly languages: readonly string[];
  /** (L) log share of the examples. */
  readonly logPriors: Float32Array;
  /** (V, L) log probability of each gram; empty where there is only one language. */
  readonly logLikelihoods: Float32Array;

  constructor(languages: readonly string[], logPriors: Float32Array, logLikelihoods: Float32Array) {
    this.languages = languages;
    this.logPriors = logPriors;
    this.logLikelihoods = logLikelihoods;
  }

  /** `rowLanguages` (N) names each row's language. */
  static fit(rows: SparseRows, featureCount: number, rowLanguages: readonly string[]): LanguageModel {
    const languages = [...new Set(rowLanguages)].sort();
    const counts = new Float64Array(languages.length);
    for (const language of rowLanguages) counts[languages.indexOf(language)]++;
    const logPriors = Float32Array.from(counts, (count) => Math.log(count / rowLanguages.length));
    if (languages.length === 1) return new LanguageModel(languages, logPriors, new Float32Array(0));

    const gramCounts = new Float64Array(featureCount * languages.length).fill(SMOOTHING);
    const totals = new Float64Array(languages.length).fill(SMOOTHING * featureCount);
    for (let i = 0; i < rows.length; i++) {
      const l = languages.indexOf(rowLanguages[i]);
      for (let p = rows.starts[i]; p < rows.starts[i + 1]; p++) gramCounts[rows.indices[p] * languages.length + l]++;
      totals[l] += rows.starts[i + 1] - rows.starts[i];
    }
    const logLikelihoods = Float32Array.from(gramCounts, (count, at) =>
      Math.log(count / totals[at % languages.length]),
    );
    return new LanguageModel(languages, logPriors, logLikelihoods);
  }

  /** The likeliest language of an utterance; of one without known grams, the commonest. */
  detect({ indices }: SparseVector): string {
    const count = this.languages.length;
    if (count === 1) return this.languages[0];
    const scores = Float64Array.from(this.logPriors);
    for (const feature of indices) {
      for (let l = 0; l < count; l++) scores[l] += this.logLikelihoods[feature * count + l];
    }
    let best = 0;
    for (let l = 1; l < count; l++) if (scores[l] > scores[best]) best = l;
    return this.languages[best];
  }

  /** The model's language that is meant by a tag, "pt" and "pt-BR" being one where only one of them is known; else undefined. */
  match(tag: string): string | undefined {
    const wanted = tag.toLowerCase();
    return (
      this.languages.find((language) => language.toLowerCase() === wanted) ??
      this.languages.find((language) => primaryOf(language) === primaryOf(tag))
    );
  }
}

function primaryOf(tag: string): string {
  return tag.toLowerCase().split('-', 1)[0];
}
