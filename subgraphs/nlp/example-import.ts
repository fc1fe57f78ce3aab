import { type Transaction, transaction } from '../../platform/db/index.ts';
import type { EntityDefinition } from '../../nlu/index.ts';
import { type ActFact, type IdempotentInput, newId, type RoomCall } from '../kit/index.ts';
import { performAct } from './act.ts';
import {
  checkBatch,
  checkedAnswer,
  checkedIntentName,
  checkedLabel,
  checkedLanguage,
  readUtterance,
} from './checks.ts';
import { requireLearned, seedEntityTypes } from './entity-definitions.ts';
import { exampleId, nearKeyOf, type NewExample, planImport, type ReadExample, type RefusalCode } from './examples.ts';
import { CATALOGUE_CHANNEL, type NlpParts } from './parts.ts';
import { entityTypeKinds } from './store/entity-type-store.ts';
import { insertExamples, knownExamples, lockExamples, putSpans } from './store/example-store.ts';
import { insertIntents, intentIdsByName, putAnswers, putLabels } from './store/intent-store.ts';
import type { ExampleTable } from './store/tables.ts';

export interface ImportExamples extends IdempotentInput {
  assistantId: string;
  examples: readonly NewExample[];
  /** Whether entity types that annotations name are made, LEARNED, where they are new; without it such an annotation is refused. */
  createEntityTypes?: boolean | null | undefined;
}
export interface ImportOutcome {
  imported: number;
  duplicates: number;
  /** Of the duplicates, those whose annotation was taken. */
  annotated: number;
  /** Spans written, with new examples and with annotations of known ones. */
  spans: number;
  refused: { index: number; code: RefusalCode }[];
  newIntents: string[];
  newEntityTypes: string[];
}

/** An intent that an assistant is seeded with; texts by language tag. */
export interface SeedIntent {
  name: string;
  /** Whether who means it asks for a person. */
  isHandoff?: boolean;
  labels?: Readonly<Record<string, string>>;
  answers?: Readonly<Record<string, string>>;
}
export interface Seed {
  assistantId: string;
  intents: readonly SeedIntent[];
  entityTypes?: readonly EntityDefinition[];
  examples: readonly NewExample[];
}

/** Brings examples into an assistant; the same ones again change nothing. */
export class ExampleImport {
  readonly #parts: NlpParts;

  constructor(parts: NlpParts) {
    this.#parts = parts;
  }

  /**
   * Imports up to 1,000 examples in one transaction; intents that are new are made.
   * @throws NotFound, InvalidInput, TEXT_TOO_LONG, BadAnnotation, UnknownEntityType, IDEMPOTENCY_CONFLICT; nothing is written then.
   */
  async importExamples(input: ImportExamples, call: RoomCall): Promise<ImportOutcome> {
    checkBatch(input.examples);
    const examples = input.examples.map(readExample);
    const { assistantId } = input;
    await this.#parts.assistants.require(assistantId, call);
    const outcome = await performAct(this.#parts, 'importExamples', { input, call }, async (tx) => {
      const createsTypes = input.createEntityTypes ?? false;
      const written = await this.#write(tx, { assistantId, examples, source: 'IMPORT', createsTypes });
      const action = 'EXAMPLES_IMPORTED';
      const facts = factsOf(written);
      return { assistantId, action, subject: assistantId, facts, result: JSON.stringify(written) };
    });
    return JSON.parse(outcome) as ImportOutcome;
  }

  /**
   * Seeds an assistant with its intents, entity types, texts and examples, all or nothing. What a person has changed since is kept:
   * only what is missing is written.
   */
  async importIntents({ assistantId, intents, entityTypes = [], examples }: Seed): Promise<ImportOutcome> {
    const checkedIntents = intents.map(checkedSeedIntent);
    const read = examples.map(readExample);
    const { db, clock, notifications, forget } = this.#parts;
    const outcome = await transaction(db, async (tx) => {
      await lockExamples(tx, assistantId);
      const made = await this.#makeIntents(tx, assistantId, checkedIntents);
      await this.#seedTexts(tx, assistantId, checkedIntents);
      const newTypes = await seedEntityTypes(tx, assistantId, entityTypes, clock.now());
      // What an admin has made of a type since outlives the seed, which comes again at every start.
      const learned = new Set(
        (await entityTypeKinds(tx, assistantId)).flatMap(({ name, kind }) => (kind === 'LEARNED' ? [name] : [])),
      );
      const written = await this.#write(tx, {
        assistantId,
        examples: read.map((example) =>
          example.spans ? { ...example, spans: example.spans.filter(({ type }) => learned.has(type)) } : example,
        ),
        source: 'SEED',
        createsTypes: false,
      });
      await notifications.notify(tx, CATALOGUE_CHANNEL, assistantId);
      return { ...written, newIntents: [...made, ...written.newIntents], newEntityTypes: [...newTypes] };
    });
    forget(assistantId);
    return outcome;
  }

  async #write(
    tx: Transaction,
    {
      assistantId,
      examples,
      source,
      createsTypes,
    }: { assistantId: string; examples: ReadExample[]; source: ExampleTable['source']; createsTypes: boolean },
  ): Promise<ImportOutcome> {
    await lockExamples(tx, assistantId);
    const now = this.#parts.clock.now();
    const newEntityTypes = await requireLearned(
      tx,
      assistantId,
      examples.map(({ spans = [] }) => spans),
      { createsTypes, at: (index) => ['input', 'examples', String(index), 'text'], now },
    );
    const ids = examples.map(({ utterance }) => exampleId(assistantId, utterance));
    const nearKeys = examples.map(({ utterance }) => nearKeyOf(utterance));
    const plan = planImport(assistantId, examples, await knownExamples(tx, assistantId, { ids, nearKeys }));
    const names = [...new Set(plan.accepted.flatMap(({ intent }) => (intent === null ? [] : [intent])))];
    const newIntents = await this.#makeIntents(
      tx,
      assistantId,
      names.map((name) => ({ name })),
    );
    const intentIds = await intentIdsByName(tx, assistantId, names);
    await insertExamples(
      tx,
      plan.accepted.map(({ id, utterance, nearKey, intent, language, split, spans }) => ({
        id,
        assistantId,
        utterance,
        nearKey,
        intentId: intent === null ? null : (intentIds.get(intent) ?? null),
        language,
        split,
        source,
        weight: 1,
        createdAt: now,
        spans: spans ? JSON.stringify(spans) : null,
      })),
    );
    await putSpans(tx, plan.annotated);
    const spansOf = [...plan.accepted.map(({ spans = [] }) => spans), ...plan.annotated.map(({ spans }) => spans)];
    return {
      imported: plan.accepted.length,
      duplicates: plan.duplicates,
      annotated: plan.annotated.length,
      spans: spansOf.reduce((sum, spans) => sum + spans.length, 0),
      refused: plan.refused,
      newIntents,
      newEntityTypes,
    };
  }

  async #makeIntents(tx: Transaction, assistantId: string, intents: readonly SeedIntent[]): Promise<string[]> {
    const createdAt = this.#parts.clock.now();
    const made = await insertIntents(
      tx,
      intents.map(({ name, isHandoff = false }) => ({ id: newId('intent'), assistantId, name, isHandoff, createdAt })),
    );
    return intents.flatMap(({ name }) => (made.has(name) ? [name] : []));
  }

  async #seedTexts(tx: Transaction, assistantId: string, intents: readonly SeedIntent[]): Promise<void> {
    const ids = await intentIdsByName(
      tx,
      assistantId,
      intents.map(({ name }) => name),
    );
    const updatedAt = this.#parts.clock.now();
    const rows = (texts: SeedIntent['labels'], name: string) =>
      Object.entries(texts ?? {}).map(([language, text]) => ({ intentId: ids.get(name) ?? '', language, text }));
    await putLabels(
      tx,
      intents.flatMap(({ name, labels }) => rows(labels, name)),
      { keepExisting: true },
    );
    const answers = intents.flatMap(({ name, answers: texts }) => rows(texts, name));
    await putAnswers(
      tx,
      answers.map((answer) => ({ ...answer, updatedAt })),
      { keepExisting: true },
    );
  }
}

function factsOf({ imported, duplicates, refused, newIntents, newEntityTypes, spans }: ImportOutcome): ActFact[] {
  const lists = [
    { name: 'newIntents', value: newIntents.join(', ') },
    { name: 'newEntityTypes', value: newEntityTypes.join(', ') },
  ];
  return [
    { name: 'imported', value: String(imported) },
    { name: 'duplicates', value: String(duplicates) },
    { name: 'refused', value: String(refused.length) },
    ...(spans > 0 ? [{ name: 'spans', value: String(spans) }] : []),
    ...lists.filter(({ value }) => value !== ''),
  ];
}

function readExample({ utterance, intent, language, split, isAnnotated }: NewExample, index: number): ReadExample {
  const path = ['input', 'examples', String(index)];
  return {
    ...readUtterance(utterance, [...path, 'text'], { isAnnotated }),
    intent: intent === null ? null : checkedIntentName(intent, [...path, 'intent']),
    language: checkedLanguage(language, [...path, 'language']),
    split,
  };
}

function checkedSeedIntent({ name, isHandoff = false, labels, answers }: SeedIntent): SeedIntent {
  const checked = (texts: SeedIntent['labels'], check: (text: string, path: string[]) => string) =>
    Object.fromEntries(
      Object.entries(texts ?? {}).map(([language, text]) => [checkedLanguage(language, [name]), check(text, [name])]),
    );
  return {
    name: checkedIntentName(name, ['name']),
    isHandoff,
    labels: checked(labels, checkedLabel),
    answers: checked(answers, checkedAnswer),
  };
}
