import type { SparseRows, SparseVector } from './sparse.ts';
import type { LanguageHints } from './types.ts';

// V grams, L languages.

/** BCP 47's word for a language that nobody has told. */
export const UNDETERMINED = 'und';
const UNTOLD = -1;

// Lidstone's share for grams that a language has not shown; small, because one unseen gram in a short text must not outweigh the rest.
const SMOOTHING = 0.1;
// The grams of a word overlap: so many of them say what one independent witness would. Bayes is as sure as it is right with it (ADR 0008).
const GRAMS_A_WITNESS = 10;
/** Nats that a score of 1 is worth. */
const GENERAL_WEIGHT = 8;
/** Nats: people go on in the language of their conversation seven times in eight, as far as nothing else is known. */
const HINT_WEIGHT = 2;

/**
 * Which of the assistant's languages an utterance is in. Its own words decide: naive Bayes over the grams that the model reads anyway,
 * learned from the assistant's own utterances, beats general detectors on them and costs no second look-up. Where they do not decide, a
 * general detector and the language of the conversation have their say. Figures and alternatives: docs/adr/0008.
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

  /** `rowLanguages` (N) names each row's language; "und" where nobody has told. Features past the V grams are not looked at. */
  static fit(rows: SparseRows, gramCount: number, rowLanguages: readonly string[]): LanguageModel {
    const { languages, numbers } = numberLanguages(rowLanguages);
    const counts = new Float64Array(languages.length);
    for (const l of numbers) if (l !== UNTOLD) counts[l]++;
    const told = counts.reduce((sum, count) => sum + count, 0);
    const logPriors = Float32Array.from(counts, (count) => (told > 0 ? Math.log(count / told) : 0));
    if (languages.length === 1) return new LanguageModel(languages, logPriors, new Float32Array(0));

    const gramCounts = new Float64Array(gramCount * languages.length).fill(SMOOTHING);
    const totals = new Float64Array(languages.length).fill(SMOOTHING * gramCount);
    for (let i = 0; i < rows.length; i++) {
      const l = numbers[i];
      if (l === UNTOLD) continue;
      for (let p = rows.starts[i]; p < rows.starts[i + 1] && rows.indices[p] < gramCount; p++) {
        gramCounts[rows.indices[p] * languages.length + l]++;
        totals[l]++;
      }
    }
    const logLikelihoods = Float32Array.from(gramCounts, (count, at) =>
      Math.log(count / totals[at % languages.length]),
    );
    return new LanguageModel(languages, logPriors, logLikelihoods);
  }

  /** The likeliest language of an utterance; of one that says nothing, the hint's or the commonest. */
  detect({ indices }: SparseVector, utterance: string, { language: hint, languageScores }: LanguageHints): string {
    const count = this.languages.length;
    const hinted = hint === undefined ? -1 : this.#numberOf(hint);
    // nats (L)
    const evidence = new Float64Array(count);
    if (count > 1) {
      for (const feature of indices) {
        if (feature * count >= this.logLikelihoods.length) break;
        for (let l = 0; l < count; l++) evidence[l] += this.logLikelihoods[feature * count + l];
      }
      for (let l = 0; l < count; l++) {
        const before = hinted < 0 ? this.logPriors[l] : l === hinted ? HINT_WEIGHT : 0;
        evidence[l] = evidence[l] / GRAMS_A_WITNESS + before;
      }
      // A larger lead no score can overtake.
      if (languageScores && leadOf(evidence) < GENERAL_WEIGHT) {
        const scores = languageScores(utterance, this.languages);
        for (let l = 0; l < count; l++) evidence[l] += GENERAL_WEIGHT * scores[l];
      }
    }
    const best = largestOf(evidence);
    // The caller's own tag where it is of that language: its texts may be under "pt" and the examples under "pt-BR".
    return best === hinted ? (hint as string) : this.languages[best];
  }

  /** −1 for a language that the model does not speak. */
  #numberOf(tag: string): number {
    const exact = this.languages.indexOf(tag);
    return exact >= 0 ? exact : this.languages.findIndex((language) => isSameLanguage(language, tag));
  }
}

/** Whether two BCP 47 tags name one language, whatever their regions. */
export function isSameLanguage(a: string, b: string): boolean {
  return primaryOf(a) === primaryOf(b);
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

/** Of the largest before the second. */
function leadOf(evidence: Float64Array): number {
  const [first, second] = evidence.toSorted((a, b) => b - a);
  return first - second;
}

function largestOf(values: Float64Array): number {
  let best = 0;
  for (let l = 1; l < values.length; l++) if (values[l] > values[best]) best = l;
  return best;
}
