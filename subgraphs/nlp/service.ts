import type { Transaction } from '../../platform/db/index.ts';
import { type ActFact, type IdempotentInput, newId, type PageRequest, type RoomCall } from '../kit/index.ts';
import { performAct } from './act.ts';
import type { AssistantCache } from './assistant-cache.ts';
import { type Catalogue, labelOf } from './catalogue.ts';
import { checkedAnswer, checkedIntentName, checkedLabel, checkedLanguage, languageArgument } from './checks.ts';
import { IntentExists, UnknownIntent } from './errors.ts';
import { nearKeyOf } from './examples.ts';
import type { NlpParts } from './parts.ts';
import { intentsOfGroups } from './store/example-store.ts';
import {
  countExamples,
  insertIntents,
  intentByName,
  intentsById,
  type IntentWithTexts,
  listIntents,
  putAnswers,
  putLabels,
  setHandoff,
  withTexts,
} from './store/intent-store.ts';

interface LocalizedText {
  language: string;
  text: string;
}
export interface CreateIntent extends IdempotentInput {
  assistantId: string;
  name: string;
  isHandoff?: boolean | null | undefined;
  labels?: readonly LocalizedText[] | null;
  answers?: readonly LocalizedText[] | null;
}
export interface SetIntentText extends IdempotentInput, LocalizedText {
  assistantId: string;
  intent: string;
}

export interface SetIntentHandoff extends IdempotentInput {
  assistantId: string;
  intent: string;
  isHandoff: boolean;
}

/** The intents of assistants and what is answered to them. */
export class NlpService {
  readonly #parts: NlpParts;
  readonly #catalogues: AssistantCache<Catalogue>;

  constructor(parts: NlpParts, catalogues: AssistantCache<Catalogue>) {
    this.#parts = parts;
    this.#catalogues = catalogues;
  }

  /** Up to `limit + 1` intents in the order of their names. */
  async intents(assistantId: string, page: PageRequest<readonly [string]>): Promise<IntentWithTexts[]> {
    const { db } = this.#parts;
    return withTexts(db, await listIntents(db, assistantId, page));
  }

  readonly intentsById = async (ids: readonly string[]): Promise<Map<string, IntentWithTexts>> => {
    const { db } = this.#parts;
    const found = await withTexts(db, await intentsById(db, ids));
    return new Map(found.map((intent) => [intent.id, intent]));
  };

  readonly exampleCounts = (intentIds: readonly string[]): Promise<Map<string, number>> =>
    countExamples(this.#parts.db, intentIds);

  /** What a user of this assistant may mean, by label. @throws BadUserInput for a language that is no BCP 47 tag. */
  async intentOptions(assistantId: string, language: string): Promise<{ intent: string; label: string }[]> {
    const catalogue = await this.#catalogues.of(assistantId);
    const options = Array.from(catalogue.values(), (intent) => ({
      intent: intent.name,
      label: labelOf(intent, [language]),
    }));
    const order = languageArgument(language, ['language']);
    return options.sort((a, b) => a.label.localeCompare(b.label, order));
  }

  /** Those of the names that are intents of the assistant. */
  async knownIntents(assistantId: string, names: readonly string[]): Promise<string[]> {
    const catalogue = await this.#catalogues.of(assistantId);
    return names.filter((name) => catalogue.has(name));
  }

  /** The intents of the examples that are near-equal to these utterances, null for out-of-scope; an utterance that none is near is left out. */
  async seedIntents(
    assistantId: string,
    utterances: readonly string[],
  ): Promise<{ utterance: string; intent: string | null }[]> {
    const keys = utterances.map(nearKeyOf);
    const intents = await intentsOfGroups(this.#parts.db, assistantId, keys);
    return utterances.flatMap((utterance, i) => {
      const intent = intents.get(keys[i] ?? '');
      return intent === undefined ? [] : [{ utterance, intent }];
    });
  }

  /** @throws NotFound, InvalidInput, IntentExists, IDEMPOTENCY_CONFLICT */
  async createIntent(input: CreateIntent, call: RoomCall): Promise<IntentWithTexts> {
    const name = checkedIntentName(input.name, ['input', 'name']);
    const texts = {
      labels: (input.labels ?? []).map((label, i) => checkedTexts(label, checkedLabel, ['input', 'labels', String(i)])),
      answers: (input.answers ?? []).map((answer, i) =>
        checkedTexts(answer, checkedAnswer, ['input', 'answers', String(i)]),
      ),
    };
    const isHandoff = input.isHandoff ?? false;
    const facts = [{ name: 'intent', value: name }, ...(isHandoff ? [{ name: 'isHandoff', value: 'true' }] : [])];
    const act = { action: 'INTENT_CREATED', facts };
    return this.#change('createIntent', act, { input, call }, async (tx) => {
      const now = this.#parts.clock.now();
      const intentId = newId('intent');
      const made = await insertIntents(tx, [
        { id: intentId, assistantId: input.assistantId, name, isHandoff, createdAt: now },
      ]);
      if (made.size === 0) throw new IntentExists(name);
      await putLabels(
        tx,
        texts.labels.map((label) => ({ ...label, intentId })),
      );
      await putAnswers(
        tx,
        texts.answers.map((answer) => ({ ...answer, intentId, updatedAt: now })),
      );
      return intentId;
    });
  }

  /** @throws NotFound, InvalidInput, TEXT_TOO_LONG, UnknownIntent, IDEMPOTENCY_CONFLICT */
  async setAnswer(input: SetIntentText, call: RoomCall): Promise<IntentWithTexts> {
    const answer = checkedTexts(input, checkedAnswer, ['input']);
    const act = { action: 'ANSWER_SET', facts: textFacts(input.intent, answer) };
    return this.#change('setAnswer', act, { input, call }, async (tx) => {
      const { id: intentId } = await this.#intent(tx, input);
      await putAnswers(tx, [{ ...answer, intentId, updatedAt: this.#parts.clock.now() }]);
      return intentId;
    });
  }

  /** @throws NotFound, InvalidInput, TEXT_TOO_LONG, UnknownIntent, IDEMPOTENCY_CONFLICT */
  async setIntentLabel(input: SetIntentText, call: RoomCall): Promise<IntentWithTexts> {
    const label = checkedTexts(input, checkedLabel, ['input']);
    const act = { action: 'INTENT_LABEL_SET', facts: textFacts(input.intent, label) };
    return this.#change('setIntentLabel', act, { input, call }, async (tx) => {
      const { id: intentId } = await this.#intent(tx, input);
      await putLabels(tx, [{ ...label, intentId }]);
      return intentId;
    });
  }

  /** Says whether who means the intent asks for a person. @throws NotFound, UnknownIntent, IDEMPOTENCY_CONFLICT */
  async setIntentHandoff(input: SetIntentHandoff, call: RoomCall): Promise<IntentWithTexts> {
    const { intent, isHandoff } = input;
    const facts = [
      { name: 'intent', value: intent },
      { name: 'isHandoff', value: String(isHandoff) },
    ];
    return this.#change('setIntentHandoff', { action: 'INTENT_HANDOFF_SET', facts }, { input, call }, async (tx) => {
      const { id: intentId } = await this.#intent(tx, input);
      await setHandoff(tx, intentId, isHandoff);
      return intentId;
    });
  }

  async #change(
    operation: string,
    act: { action: string; facts: ActFact[] },
    { input, call }: { input: IdempotentInput & { assistantId: string }; call: RoomCall },
    work: (tx: Transaction) => Promise<string>,
  ): Promise<IntentWithTexts> {
    const { assistantId } = input;
    const { db, assistants } = this.#parts;
    await assistants.require(assistantId, call);
    const intentId = await performAct(this.#parts, operation, { input, call }, async (tx) => ({
      ...act,
      assistantId,
      subject: await work(tx),
    }));
    const [intent] = await withTexts(db, await intentsById(db, [intentId]));
    if (!intent) throw new UnknownIntent(intentId);
    return intent;
  }

  async #intent(tx: Transaction, { assistantId, intent }: { assistantId: string; intent: string }) {
    const found = await intentByName(tx, assistantId, intent);
    if (!found) throw new UnknownIntent(intent);
    return found;
  }
}

function textFacts(intent: string, { language, text }: LocalizedText): ActFact[] {
  return [
    { name: 'intent', value: intent },
    { name: 'language', value: language },
    { name: 'text', value: text },
  ];
}

function checkedTexts(
  { language, text }: LocalizedText,
  check: (text: string, path: string[]) => string,
  path: string[],
): LocalizedText {
  return { language: checkedLanguage(language, [...path, 'language']), text: check(text, [...path, 'text']) };
}
