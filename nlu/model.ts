import { type Calibration, confidencesOf } from './calibrate.ts';
import { findEntities } from './entities.ts';
import type { FeatureSpace } from './features.ts';
import type { LanguageModel } from './language.ts';
import type { LinearClassifier } from './linear.ts';
import { tokenize } from './tokenize.ts';
import type { IntentScore, Interpretation, Model, Thresholds } from './types.ts';

const RANKED = 5;

/** All that a linear model is; what the codec writes and reads. */
interface LinearModelParts {
  readonly recipe: 'fast';
  /** (K) */
  readonly intents: readonly string[];
  readonly space: FeatureSpace;
  /** Over the K intents, and out-of-scope as class K where the examples had any. */
  readonly classifier: LinearClassifier;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
  readonly language: LanguageModel;
}

/** Interprets with linear margins over tf-idf grams. */
export class LinearModel implements Model {
  readonly parts: LinearModelParts;

  constructor(parts: LinearModelParts) {
    this.parts = parts;
  }

  get intents(): readonly string[] {
    return this.parts.intents;
  }

  get languages(): readonly string[] {
    return this.parts.language.languages;
  }

  get thresholds(): Thresholds {
    return this.parts.thresholds;
  }

  interpret(utterance: string, options: { readonly language?: string } = {}): Interpretation {
    const { space, classifier, calibration, thresholds, intents, language } = this.parts;
    const vector = space.vectorOf(tokenize(utterance));
    const spoken = (options.language && language.match(options.language)) || language.detect(vector);
    const margins = classifier.margins(vector);
    const confidences = confidencesOf(margins, intents.length, calibration);
    // Without one known gram only the biases would speak, and they know nothing of this utterance.
    if (vector.indices.length === 0) confidences.fill(0);

    const ranking = bestOf(confidences, intents);
    const confidence = ranking[0].confidence;
    const isOutOfScope = vector.indices.length === 0 || confidence < thresholds.accept;
    const gap = confidence - (ranking[1]?.confidence ?? 0);
    return {
      intent: ranking[0].intent,
      confidence,
      isOutOfScope,
      isCloseCall: !isOutOfScope && ranking.length > 1 && gap < thresholds.margin,
      language: spoken,
      ranking,
      entities: findEntities(utterance, spoken),
    };
  }
}

/** The most confident intents, best first; equal ones in the order of their names. */
function bestOf(confidences: Float64Array, intents: readonly string[]): IntentScore[] {
  const best: IntentScore[] = [];
  for (let k = 0; k < intents.length; k++) {
    const confidence = confidences[k];
    if (best.length === RANKED && confidence <= best[RANKED - 1].confidence) continue;
    let place = best.length;
    while (place > 0 && best[place - 1].confidence < confidence) place--;
    best.splice(place, 0, { intent: intents[k], confidence });
    if (best.length > RANKED) best.pop();
  }
  return best;
}
