import { type Calibration, confidencesOf, inScopeOf } from './calibrate.ts';
import { createEntityExtractor } from './entities/extractor.ts';
import type { EntityExtractor } from './entities/types.ts';
import type { LanguageModel } from './language.ts';
import type { Scorer } from './scorer.ts';
import type { InterpretOptions, IntentScore, Interpretation, Model, Thresholds, TrainingParameters } from './types.ts';

const RANKED = 5;

/** All that a model is; what the codec writes and reads. */
export interface ModelParts {
  readonly recipe: TrainingParameters['recipe'];
  /** (K) */
  readonly intents: readonly string[];
  readonly scorer: Scorer;
  readonly calibration: Calibration;
  /** What `accept` is compared with: the probability of being in-scope, or, in models of version 1, the confidence. */
  readonly refuses: 'improbable' | 'unsure';
  readonly thresholds: Thresholds;
  readonly language: LanguageModel;
}

/** Interprets with the scores of its recipe over tf-idf grams. */
export class TrainedModel implements Model {
  readonly parts: ModelParts;
  readonly #extractor: EntityExtractor;

  constructor(parts: ModelParts) {
    this.parts = parts;
    this.#extractor = createEntityExtractor({ definitions: [], languages: parts.language.languages });
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

  interpret(utterance: string, options: InterpretOptions = {}): Interpretation {
    const { scorer, calibration, refuses, thresholds, intents, language } = this.parts;
    const tokens = scorer.read(utterance);
    const vector = scorer.space.vectorOf(tokens);
    const spoken = language.detect(vector, utterance, options);
    const scores = scorer.scores(vector, tokens);
    const confidences = confidencesOf(scores, intents.length, calibration);
    // Without one known gram only the biases would speak, and they know nothing of this utterance.
    const isKnown = vector.indices.length > 0;
    if (!isKnown) confidences.fill(0);

    const ranking = bestOf(confidences, intents);
    const confidence = ranking[0].confidence;
    const probability = refuses === 'improbable' ? inScopeOf(scores, intents.length, calibration) : confidence;
    const inScope = isKnown ? probability : 0;
    const isOutOfScope = !isKnown || inScope < thresholds.accept;
    const gap = confidence - (ranking[1]?.confidence ?? 0);
    return {
      intent: ranking[0].intent,
      confidence,
      inScope,
      isOutOfScope,
      isCloseCall: !isOutOfScope && ranking.length > 1 && gap < thresholds.margin,
      language: spoken,
      ranking,
      // "en-GB" writes its dates otherwise than the model's "en".
      entities: this.#extractor.extract(utterance, { ...options, language: regional(spoken, options.language) }),
    };
  }
}

const primary = (tag: string) => tag.toLowerCase().split('-', 1)[0];

/** The language as it was told where that is the one spoken, else as the model has it. */
function regional(spoken: string, told: string | undefined): string {
  return told !== undefined && primary(told) === primary(spoken) ? told : spoken;
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
