import {
  createEntityExtractor,
  type EntityDefinition,
  type EntityExtractor,
  type EntitySpan,
  type Model,
  UNDETERMINED,
} from '../../nlu/index.ts';
import { languageDetector } from '../../platform/language/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { AssistantCache } from './assistant-cache.ts';
import { languageArgument, utteranceArgument } from './checks.ts';
import { type Handles, interpretBy } from './handles.ts';

/** What one assistant looks for, made ready to look with a version. */
export class EntityExtractors {
  readonly #definitions: readonly EntityDefinition[];
  readonly #extractors = new WeakMap<Model, EntityExtractor>();

  constructor(definitions: readonly EntityDefinition[]) {
    this.#definitions = definitions;
  }

  for(model: Model): EntityExtractor {
    const known = this.#extractors.get(model);
    if (known) return known;
    const extractor = model.extractorFor(this.#definitions);
    this.#extractors.set(model, extractor);
    return extractor;
  }

  /** By the definitions alone, of an assistant without a version. */
  withoutModel(): EntityExtractor {
    return createEntityExtractor({ definitions: this.#definitions, languages: [] });
  }
}

interface EntityFinderParts {
  extractors: AssistantCache<EntityExtractors>;
  handles: Handles;
  clock: Clock;
}

/** Shows people what an assistant finds in a text; nothing of it is kept. */
export class EntityFinder {
  readonly #parts: EntityFinderParts;

  constructor(parts: EntityFinderParts) {
    this.#parts = parts;
  }

  /** The spans by the entity types and the champion of now. @throws BadUserInput */
  async spansIn(assistantId: string, given: string, language: string | null | undefined): Promise<EntitySpan[]> {
    const { extractors, handles, clock } = this.#parts;
    const text = utteranceArgument(given, ['text']);
    const told = language == null ? undefined : languageArgument(language, ['language']);
    const definitions = await extractors.of(assistantId);
    const now = clock.now();
    const { champion } = handles.of(assistantId);
    if (!champion) return definitions.withoutModel().extract(text, { language: told ?? UNDETERMINED, now });
    const { model } = champion;
    const languageScores = model.languages.length > 1 ? (await languageDetector()).scoresOf : undefined;
    const extractor = definitions.for(model);
    return (await interpretBy(champion, text, { language: told, languageScores, now, extractor })).entities;
  }
}
