import type { SparseRows, SparseVector } from './sparse.ts';

// N examples, V features, L languages.

// BCP 47's word for a language that nobody has told.
const UNDETERMINED = 'und';
const UNTOLD = -1;

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

  /** `rowLanguages` (N) names each row's language; "und" where nobody has told. */
  static fit(rows: SparseRows, featureCount: number, rowLanguages: readonly string[]): LanguageModel {
    const { languages, numbers } = numberLanguages(rowLanguages);
    const counts = new Float64Array(languages.length);
    for (const l of numbers) if (l !== UNTOLD) counts[l]++;
    const told = counts.reduce((sum, count) => sum + count, 0);
    const logPriors = Float32Array.from(counts, (count) => (told > 0 ? Math.log(count / told) : 0));
    if (languages.length === 1) return new LanguageModel(languages, logPriors, new Float32Array(0));

    const gramCounts = new Float64Array(featureCount * languages.length).fill(SMOOTHING);
    const totals = new Float64Array(languages.length).fill(SMOOTHING * featureCount);
    for (let i = 0; i < rows.length; i++) {
      const l = numbers[i];
      if (l === UNTOLD) continue;
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

/**
 * The languages that the rows name, in the order of their code units, and the number of each row's. A tag without a region means the
 * commonest one of its language that has a region ("pt" beside "pt-BR"), tags that differ in case are one, and a row of which nobody has told
 * the language has none; only where no row has one, `und` is the language.
 */
function numberLanguages(rowLanguages: readonly string[]): { languages: string[]; numbers: Int32Array } {
  const counts = new Map<string, number>();
  for (const tag of rowLanguages) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  counts.delete(UNDETERMINED);
  const commonest = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  const meant = (tag: string) => {
    const wanted = tag.toLowerCase();
    const regional = wanted.includes('-')
      ? undefined
      : commonest.find((other) => other.includes('-') && primaryOf(other) === wanted);
    return regional ?? commonest.find((other) => other.toLowerCase() === wanted) ?? tag;
  };
  const meaning = new Map([...counts.keys()].map((tag) => [tag, meant(tag)]));
  const languages = commonest.length > 0 ? [...new Set(meaning.values())].sort() : [UNDETERMINED];
  const places = new Map(languages.map((language, l) => [language, l]));
  const numbers = Int32Array.from(rowLanguages, (tag) => places.get(meaning.get(tag) ?? '') ?? UNTOLD);
  return { languages, numbers };
}

function primaryOf(tag: string): string {
  return tag.toLowerCase().split('-', 1)[0];
}
