import { type Calibration, confidencesOf, inScopeOf } from './calibrate.ts';
import { createEntityExtractor } from './entities/extractor.ts';
import type { Tagger } from './entities/tagger.ts';
import type { EntityDefinition, EntityExtractor } from './entities/types.ts';
import { isSameLanguage, type LanguageModel } from './language.ts';
import type { Scorer } from './scorer.ts';
import type {
  EncoderIdentity,
  InterpretOptions,
  IntentScore,
  Interpretation,
  Model,
  Thresholds,
  TrainingParameters,
} from './types.ts';

const RANKED = 5;

/** All that a model is; what the codec writes and reads. */
export interface ModelParts {
  readonly recipe: TrainingParameters['recipe'];
  /** (K) */
  readonly intents: readonly string[];
  readonly encoder: EncoderIdentity | null;
  readonly scorer: Scorer;
  readonly calibration: Calibration;
  /** What `accept` is compared with: the probability of being in-scope, or, in models of version 1, the confidence. */
  readonly refuses: 'improbable' | 'unsure';
  readonly thresholds: Thresholds;
  readonly language: LanguageModel;
  readonly entityTypes: readonly EntityDefinition[];
  /** Null where no example taught one. */
  readonly tagger: Tagger | null;
}

/** Interprets with the scores of its recipe over tf-idf grams. */
export class TrainedModel implements Model {
  readonly parts: ModelParts;
  readonly #extractor: EntityExtractor;

  constructor(parts: ModelParts) {
    this.parts = parts;
    const { entityTypes: definitions, tagger, language } = parts;
    this.#extractor = createEntityExtractor({ definitions, tagger, languages: language.languages });
  }

  get intents(): readonly string[] {
    return this.parts.intents;
  }

  get languages(): readonly string[] {
    return this.parts.language.languages;
  }

  get learnedEntityTypes(): readonly string[] {
    return this.parts.tagger?.weights.types ?? [];
  }

  get thresholds(): Thresholds {
    return this.parts.thresholds;
  }

  extractorFor(definitions: readonly EntityDefinition[]): EntityExtractor {
    const { tagger, language } = this.parts;
    const learned = new Set(definitions.filter(({ kind }) => kind === 'LEARNED').map(({ name }) => name));
    return createEntityExtractor({ definitions, tagger, learned, languages: language.languages });
  }

  get encoder(): Model['encoder'] {
    const { encoder, scorer } = this.parts;
    return encoder && { ...encoder, dimensions: scorer.space.dimensions };
  }

  interpret(utterance: string, options: InterpretOptions = {}): Interpretation {
    const { scorer, calibration, refuses, thresholds, intents, language } = this.parts;
    const { extractor = this.#extractor, vector: encoded, ...context } = options;
    const tokens = scorer.read(utterance);
    const vector = scorer.vectorOf(tokens, encoded);
    const spoken = language.detect(vector, utterance, options);
    // "en-GB" writes its dates otherwise than the model's "en".
    const told = options.language ?? spoken;
    const region = isSameLanguage(told, spoken) ? told : spoken;
    const scores = scorer.scores(vector, tokens);
    const confidences = confidencesOf(scores, intents.length, calibration);
    // Without one known gram or an encoder only the biases would speak, and they know nothing of this utterance.
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
      entities: extractor.extract(utterance, { ...context, language: region }),
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
