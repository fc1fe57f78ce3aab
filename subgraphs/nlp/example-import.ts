import { type Transaction, transaction } from '../../platform/db/index.ts';
import { actPerformed, idempotent, type IdempotentInput, newId, type RoomCall } from '../kit/index.ts';
import {
  checkBatch,
  checkedAnswer,
  checkedIntentName,
  checkedLabel,
  checkedLanguage,
  checkedUtterance,
} from './checks.ts';
import { exampleId, nearKeyOf, type NewExample, planImport, type RefusalCode } from './examples.ts';
import { CATALOGUE_CHANNEL, type NlpParts } from './service.ts';
import { insertExamples, knownExamples, lockExamples } from './store/example-store.ts';
import { insertIntents, intentIdsByName, putAnswers, putLabels } from './store/intent-store.ts';
import type { ExampleRow } from './store/tables.ts';

export interface ImportExamples extends IdempotentInput {
  assistantId: string;
  examples: readonly NewExample[];
}
export interface ImportOutcome {
  imported: number;
  duplicates: number;
  refused: { index: number; code: RefusalCode }[];
  newIntents: string[];
}

/** An intent that an assistant is seeded with; texts by language tag. */
export interface SeedIntent {
  name: string;
  labels?: Readonly<Record<string, string>>;
  answers?: Readonly<Record<string, string>>;
}
export interface Seed {
  assistantId: string;
  intents: readonly SeedIntent[];
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
   * @throws NotFound, InvalidInput, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT; nothing is written then.
   */
  async importExamples(input: ImportExamples, call: RoomCall): Promise<ImportOutcome> {
    checkBatch(input.examples);
    const examples = input.examples.map(checkedExample);
    const { db, assistants, catalogues } = this.#parts;
    const { assistantId } = input;
    await assistants.require(assistantId, call);
    const outcome = await transaction(db, (tx) =>
      idempotent(tx, { schema: 'nlp', operation: 'importExamples', identity: call.identity, input }, async () => {
        const written = await this.#write(tx, { assistantId, examples, source: 'IMPORT' });
        await this.#tellOfImport(tx, assistantId, written, call);
        return JSON.stringify(written);
      }),
    );
    catalogues.forget(assistantId);
    return JSON.parse(outcome) as ImportOutcome;
  }

  /**
   * Seeds an assistant with its intents, texts and examples, all or nothing. Texts that a person has changed since are kept:
   * only what is missing is written.
   */
  async importIntents({ assistantId, intents, examples }: Seed): Promise<ImportOutcome> {
    const checkedIntents = intents.map(checkedSeedIntent);
    const checked = examples.map(checkedExample);
    const outcome = await transaction(this.#parts.db, async (tx) => {
      await lockExamples(tx, assistantId);
      const made = await this.#makeIntents(
        tx,
        assistantId,
        checkedIntents.map(({ name }) => name),
      );
      await this.#seedTexts(tx, assistantId, checkedIntents);
      const written = await this.#write(tx, { assistantId, examples: checked, source: 'SEED' });
      return { ...written, newIntents: [...made, ...written.newIntents] };
    });
    this.#parts.catalogues.forget(assistantId);
    return outcome;
  }

  async #tellOfImport(
    tx: Transaction,
    assistantId: string,
    { imported, duplicates, refused, newIntents }: ImportOutcome,
    { identity, requestId }: RoomCall,
  ): Promise<void> {
    const { outbox, clock } = this.#parts;
    const facts = [
      { name: 'imported', value: String(imported) },
      { name: 'duplicates', value: String(duplicates) },
      { name: 'refused', value: String(refused.length) },
      ...(newIntents.length > 0 ? [{ name: 'newIntents', value: newIntents.join(', ') }] : []),
    ];
    const act = { actor: identity.id, action: 'EXAMPLES_IMPORTED', subject: assistantId, at: clock.now() };
    await outbox.append(tx, actPerformed({ assistantId, ...act, facts, requestId }));
  }

  async #write(
    tx: Transaction,
    { assistantId, examples, source }: { assistantId: string; examples: NewExample[]; source: ExampleRow['source'] },
  ): Promise<ImportOutcome> {
    await lockExamples(tx, assistantId);
    const ids = examples.map(({ utterance }) => exampleId(assistantId, utterance));
    const nearKeys = examples.map(({ utterance }) => nearKeyOf(utterance));
    const plan = planImport(assistantId, examples, await knownExamples(tx, assistantId, { ids, nearKeys }));
    const names = [...new Set(plan.accepted.flatMap(({ intent }) => (intent === null ? [] : [intent])))];
    const newIntents = await this.#makeIntents(tx, assistantId, names);
    const intentIds = await intentIdsByName(tx, assistantId, names);
    const now = this.#parts.clock.now();
    await insertExamples(
      tx,
      plan.accepted.map(({ id, utterance, nearKey, intent, language, split }) => ({
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
      })),
    );
    await this.#parts.notifications.notify(tx, CATALOGUE_CHANNEL, assistantId);
    return { imported: plan.accepted.length, duplicates: plan.duplicates, refused: plan.refused, newIntents };
  }

  async #makeIntents(tx: Transaction, assistantId: string, names: readonly string[]): Promise<string[]> {
    const createdAt = this.#parts.clock.now();
    const made = await insertIntents(
      tx,
      names.map((name) => ({ id: newId('intent'), assistantId, name, createdAt })),
    );
    return names.filter((name) => made.has(name));
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

function checkedExample({ utterance, intent, language, split }: NewExample, index: number): NewExample {
  const path = ['input', 'examples', String(index)];
  return {
    utterance: checkedUtterance(utterance, [...path, 'text']),
    intent: intent === null ? null : checkedIntentName(intent, [...path, 'intent']),
    language: checkedLanguage(language, [...path, 'language']),
    split,
  };
}

function checkedSeedIntent({ name, labels, answers }: SeedIntent): SeedIntent {
  const checked = (texts: SeedIntent['labels'], check: (text: string, path: string[]) => string) =>
    Object.fromEntries(
      Object.entries(texts ?? {}).map(([language, text]) => [checkedLanguage(language, [name]), check(text, [name])]),
    );
  return {
    name: checkedIntentName(name, ['name']),
    labels: checked(labels, checkedLabel),
    answers: checked(answers, checkedAnswer),
  };
}
