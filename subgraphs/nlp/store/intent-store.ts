import { sql } from 'kysely';
import type { PageRequest } from '../../kit/index.ts';
import type { Catalogue, CatalogueIntent } from '../catalogue.ts';
import { type AnswerRow, type IntentLabelRow, type IntentRow, type Db, tablesOf } from './tables.ts';

/** An intent with its texts, in the order of their languages. */
export interface IntentWithTexts extends IntentRow {
  labels: Omit<IntentLabelRow, 'intentId'>[];
  answers: Omit<AnswerRow, 'intentId'>[];
}

export async function listIntents(
  db: Db,
  assistantId: string,
  { limit, direction, from }: PageRequest<readonly [string]>,
): Promise<IntentRow[]> {
  const isForward = direction === 'forward';
  return tablesOf(db)
    .selectFrom('intent')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) => query.where('name', isForward ? '>' : '<', from?.[0] ?? ''))
    .orderBy('name', isForward ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
}

export async function intentsById(db: Db, ids: readonly string[]): Promise<IntentRow[]> {
  return tablesOf(db).selectFrom('intent').selectAll().where('id', 'in', ids).execute();
}

export async function intentByName(db: Db, assistantId: string, name: string): Promise<IntentRow | undefined> {
  return tablesOf(db)
    .selectFrom('intent')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('name', '=', name)
    .executeTakeFirst();
}

export async function withTexts(db: Db, intents: readonly IntentRow[]): Promise<IntentWithTexts[]> {
  if (intents.length === 0) return [];
  const ids = intents.map((intent) => intent.id);
  const labels = await tablesOf(db)
    .selectFrom('intentLabel')
    .selectAll()
    .where('intentId', 'in', ids)
    .orderBy('language')
    .execute();
  const answers = await tablesOf(db)
    .selectFrom('answer')
    .selectAll()
    .where('intentId', 'in', ids)
    .orderBy('language')
    .execute();
  return intents.map((intent) => ({
    ...intent,
    labels: labels.filter((label) => label.intentId === intent.id),
    answers: answers.filter((answer) => answer.intentId === intent.id),
  }));
}

/** Everything that replies need of one assistant. */
export async function readCatalogue(db: Db, assistantId: string): Promise<Catalogue> {
  const intents = await tablesOf(db)
    .selectFrom('intent')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .orderBy('name')
    .execute();
  const full = await withTexts(db, intents);
  return new Map(full.map((intent): [string, CatalogueIntent] => [intent.name, catalogueIntent(intent)]));
}

/** Makes the intents that are not there yet; gives the names that are new. */
export async function insertIntents(db: Db, intents: readonly IntentRow[]): Promise<Set<string>> {
  if (intents.length === 0) return new Set();
  const made = await tablesOf(db)
    .insertInto('intent')
    .values([...intents])
    .onConflict((conflict) => conflict.columns(['assistantId', 'name']).doNothing())
    .returning('name')
    .execute();
  return new Set(made.map(({ name }) => name));
}

export async function setHandoff(db: Db, intentId: string, isHandoff: boolean): Promise<void> {
  await tablesOf(db).updateTable('intent').set({ isHandoff }).where('id', '=', intentId).execute();
}

export async function intentIdsByName(
  db: Db,
  assistantId: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tablesOf(db)
    .selectFrom('intent')
    .select(['id', 'name'])
    .where('assistantId', '=', assistantId)
    .where('name', '=', sql<string>`any(${names})`)
    .execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
}

export interface PutOptions {
  /** A text that is there already stays as it is. */
  keepExisting?: boolean;
}

export async function putLabels(
  db: Db,
  labels: readonly IntentLabelRow[],
  { keepExisting = false }: PutOptions = {},
): Promise<void> {
  if (labels.length === 0) return;
  await tablesOf(db)
    .insertInto('intentLabel')
    .values([...labels])
    .onConflict((conflict) => {
      const known = conflict.columns(['intentId', 'language']);
      return keepExisting ? known.doNothing() : known.doUpdateSet((eb) => ({ text: eb.ref('excluded.text') }));
    })
    .execute();
}

/** An answer that says the same keeps its time. */
export async function putAnswers(
  db: Db,
  answers: readonly AnswerRow[],
  { keepExisting = false }: PutOptions = {},
): Promise<void> {
  if (answers.length === 0) return;
  await tablesOf(db)
    .insertInto('answer')
    .values([...answers])
    .onConflict((conflict) => {
      const known = conflict.columns(['intentId', 'language']);
      if (keepExisting) return known.doNothing();
      return known
        .doUpdateSet((eb) => ({ text: eb.ref('excluded.text'), updatedAt: eb.ref('excluded.updatedAt') }))
        .where('answer.text', 'is distinct from', (eb) => eb.ref('excluded.text'));
    })
    .execute();
}

/** Examples per intent id; an intent without any is left out. */
export async function countExamples(db: Db, intentIds: readonly string[]): Promise<Map<string, number>> {
  const counts = await tablesOf(db)
    .selectFrom('example')
    .select((eb) => ['intentId', eb.fn.countAll<string>().as('count')])
    .where('intentId', 'in', intentIds)
    .groupBy('intentId')
    .execute();
  return new Map(counts.map(({ intentId, count }) => [intentId ?? '', Number(count)]));
}

function catalogueIntent({ id, name, isHandoff, labels, answers }: IntentWithTexts): CatalogueIntent {
  return { id, name, isHandoff, labels: byLanguage(labels), answers: byLanguage(answers) };
}

function byLanguage(texts: readonly { language: string; text: string }[]): Map<string, string> {
  return new Map(texts.map(({ language, text }) => [language, text]));
}
