import { UNDETERMINED } from '../../nlu/index.ts';
import { languageDetector } from '../../platform/language/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import { Recent } from '../kit/index.ts';
import type { AssistantCache } from './assistant-cache.ts';
import { type Catalogue, handoffIntentsOf } from './catalogue.ts';
import { type Decision, decide } from './decision.ts';
import type { EntityExtractors } from './entity-finder.ts';
import { UnknownIntent } from './errors.ts';
import { type Handles, interpretBy } from './handles.ts';
import type { Shadow } from './shadow.ts';
import { insertInterpretation, interpretationsOf, type StoredInterpretation } from './store/interpretation-store.ts';
import type { Db } from './store/tables.ts';

export interface Utterance {
  assistantId: string;
  conversationId: string;
  turnId: string;
  utterance: string;
  /** BCP 47, of the conversation so far: what the utterance does not tell follows it. */
  language?: string | null | undefined;
  /** IANA, in which relative dates are understood; UTC where absent. */
  timeZone?: string | null | undefined;
  /** What the user picked from a disambiguation. */
  chosenIntent?: string | null | undefined;
}

export interface Interpreted {
  /** Null where no version serves. */
  interpretation: StoredInterpretation | null;
  decision: Decision;
  /** The intents that call a person. */
  handoffIntents: string[];
  /** Of the utterance. */
  language: string;
}

interface InterpreterParts {
  db: Db;
  handles: Handles;
  catalogues: AssistantCache<Catalogue>;
  extractors: AssistantCache<EntityExtractors>;
  clock: Clock;
  shadow: Shadow;
}

/** The way of every message: one model call and one insert; catalogue, entity types and model are in memory. */
export class Interpreter {
  readonly #parts: InterpreterParts;
  readonly #recent = new Recent<StoredInterpretation>();

  constructor(parts: InterpreterParts) {
    this.#parts = parts;
  }

  /**
   * Interprets, keeps the interpretation under the turn and decides. Asking again for a turn gives what was kept.
   * @throws UnknownIntent for a chosen intent that the assistant does not have.
   */
  async interpret(asked: Utterance): Promise<Interpreted> {
    const catalogue = await this.#parts.catalogues.of(asked.assistantId);
    const { chosenIntent } = asked;
    if (chosenIntent != null && !catalogue.has(chosenIntent))
      throw new UnknownIntent(chosenIntent, ['input', 'chosenIntent']);
    const interpretation = await this.#interpretation(asked);
    const language = interpretation?.language ?? asked.language ?? UNDETERMINED;
    const languages = [language, asked.language ?? language];
    const decision = decide(interpretation, catalogue, { languages, chosenIntent });
    return { interpretation, decision, language, handoffIntents: handoffIntentsOf(catalogue) };
  }

  /** The interpretations of turns, all at once; a turn without one is left out. */
  readonly interpretationsOf = (turnIds: readonly string[]): Promise<ReadonlyMap<string, StoredInterpretation>> =>
    this.#recent.of(turnIds, (others) => interpretationsOf(this.#parts.db, others));

  async #interpretation({
    assistantId,
    conversationId,
    turnId,
    utterance,
    language,
    timeZone,
  }: Utterance): Promise<StoredInterpretation | null> {
    const { db, handles, extractors, clock, shadow } = this.#parts;
    const definitions = await extractors.of(assistantId);
    const version = handles.versionFor(assistantId, conversationId);
    const unheard = handles.of(assistantId).shadow;
    if (!version) return null;
    const languageScores = version.model.languages.length > 1 ? (await languageDetector()).scoresOf : undefined;
    const extractor = definitions.for(version.model);
    const now = clock.now();
    const startedAt = performance.now();
    const context = { language: language || undefined, languageScores, now, timeZone: timeZone ?? 'UTC' };
    const interpreted = await interpretBy(version, utterance, { ...context, extractor });
    const latencyMs = performance.now() - startedAt;
    const kept: StoredInterpretation = {
      turnId,
      assistantId,
      conversationId,
      deploymentId: version.deploymentId,
      modelVersionId: version.modelVersionId,
      intent: interpreted.intent,
      confidence: interpreted.confidence,
      isOutOfScope: interpreted.isOutOfScope,
      isCloseCall: interpreted.isCloseCall,
      language: interpreted.language,
      ranking: [...interpreted.ranking],
      entities: [...interpreted.entities],
      latencyMs,
      at: now,
    };
    const isFirst = await insertInterpretation(db, kept);
    const stored = isFirst ? kept : ((await interpretationsOf(db, [turnId])).get(turnId) ?? kept);
    this.#recent.add(turnId, stored);
    if (unheard && isFirst)
      shadow.add({ served: kept, version: unheard, interpret: () => interpretBy(unheard, utterance, context) });
    return stored;
  }
}
