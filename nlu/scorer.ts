import type { FeatureSpace } from './features.ts';
import type { LinearClassifier } from './linear.ts';
import type { Mixture } from './mixture.ts';
import type { SparseVector } from './sparse.ts';
import type { Spelling } from './spelling.ts';
import { NluError } from './errors.ts';
import { tokenize } from './tokenize.ts';

// K intents.

type ScorerParts = Pick<Scorer, 'spelling' | 'space' | 'classifier' | 'mixture'>;

/** What a model knows of an utterance before calibration. */
export class Scorer {
  readonly spelling: Spelling;
  readonly space: FeatureSpace;
  /** Over the K intents, and out-of-scope as class K where the examples had any. */
  readonly classifier: LinearClassifier;
  /** Of the recipe *best*. */
  readonly mixture: Mixture | null;

  constructor({ spelling, space, classifier, mixture }: ScorerParts) {
    this.spelling = spelling;
    this.space = space;
    this.classifier = classifier;
    this.mixture = mixture;
  }

  /** The tokens of an utterance, typing errors mended. */
  read(utterance: string): readonly string[] {
    return this.spelling.mend(tokenize(utterance));
  }

  /** Rejects with BAD_VECTOR where the encoder's vector is missing, or not of its length. */
  vectorOf(tokens: readonly string[], encoded?: Float32Array): SparseVector {
    const { dimensions } = this.space;
    if ((encoded?.length ?? 0) !== dimensions || encoded?.every(Number.isFinite) === false)
      throw new NluError('BAD_VECTOR', `The model takes ${dimensions} numbers of an encoder beside the words.`);
    return this.space.vectorOf(tokens, encoded);
  }

  /** A score for each class, only comparable among those of one utterance: linear margins, or mean log probabilities. */
  scores(vector: SparseVector, tokens: readonly string[]): Float64Array {
    const margins = this.classifier.margins(vector);
    return this.mixture?.mix(margins, vector, tokens) ?? margins;
  }
}
