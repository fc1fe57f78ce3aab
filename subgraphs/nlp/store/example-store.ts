import { type Selectable, sql } from 'kysely';
import type { LabelledSpan, Split } from '../../../nlu/index.ts';
import type { PageRequest } from '../../kit/index.ts';
import type { KnownExamples } from '../examples.ts';
import { type Db, type ExampleTable, type NewExampleRow, tablesOf } from './tables.ts';

const ROWS_PER_READ = 2_000;
// A statement takes at most 65,535 parameters.
const ROWS_PER_WRITE = 2_000;

/** An example as a dataset snapshot takes it. */
export interface SnapshotExample {
  exampleId: string;
  utterance: string;
  /** Null for out-of-scope. */
  intent: string | null;
  language: string;
  weight: number;
  split: Split;
  source: 'SEED' | 'IMPORT';
  /** Where people marked entities; absent where nobody has looked for any. */
  spans?: readonly LabelledSpan[];
}

/** An example with the name of its intent. */
export type NamedExample = Pick<
  Selectable<ExampleTable>,
  'id' | 'assistantId' | 'utterance' | 'language' | 'split' | 'source' | 'spans'
> & { intent: string | null };

/** Which examples of an assistant. */
export interface ExampleFilter {
  assistantId: string;
  /** Name of their intent. */
  intent?: string | null | undefined;
  /** Name of an entity type that is marked in them. */
  entityType?: string | null | undefined;
}

/** One import of an assistant at a time, until the transaction ends: whether a newcomer is near a test example must not change meanwhile. */
export async function lockExamples(tx: Db, assistantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`nlp.example ${assistantId}`}, 0))`.execute(tx);
}

/** What is known of these ids and groups. */
export async function knownExamples(
  tx: Db,
  assistantId: string,
  { ids, nearKeys }: { ids: readonly string[]; nearKeys: readonly string[] },
): Promise<KnownExamples> {
  const twins = await tablesOf(tx)
    .selectFrom('example')
    .leftJoin('intent', 'intent.id', 'example.intentId')
    .select(['example.id', 'intent.name', 'utterance', 'spans'])
    .where('example.id', '=', sql<string>`any(${ids})`)
    .execute();
  const groups = await tablesOf(tx)
    .selectFrom('example')
    .select(['nearKey', 'split'])
    .distinct()
    .where('assistantId', '=', assistantId)
    .where('nearKey', '=', sql<string>`any(${nearKeys})`)
    .execute();
  return {
    twins: new Map(twins.map(({ id, name, ...twin }) => [id, { ...twin, intent: name }])),
    splitOf: new Map(groups.map(({ nearKey, split }) => [nearKey, split])),
  };
}

/** By near key: the intent of its examples, null for out-of-scope; of several the one that a dataset snapshot comes to last. */
export async function intentsOfGroups(
  db: Db,
  assistantId: string,
  nearKeys: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await tablesOf(db)
    .selectFrom('example')
    .leftJoin('intent', 'intent.id', 'example.intentId')
    .distinctOn('nearKey')
    .select(['nearKey', 'intent.name'])
    .where('example.assistantId', '=', assistantId)
    .where('nearKey', '=', sql<string>`any(${nearKeys})`)
    .orderBy('nearKey')
    .orderBy('example.id', 'desc')
    .execute();
  return new Map(rows.map(({ nearKey, name }) => [nearKey, name]));
}

export async function insertExamples(tx: Db, examples: readonly NewExampleRow[]): Promise<void> {
  for (let start = 0; start < examples.length; start += ROWS_PER_WRITE)
    await tablesOf(tx)
      .insertInto('example')
      .values(examples.slice(start, start + ROWS_PER_WRITE))
      .execute();
}

/** Writes down where entities are in examples that are there; null forgets that anybody looked. */
export async function putSpans(
  tx: Db,
  annotations: readonly { id: string; spans: readonly LabelledSpan[] | null }[],
): Promise<void> {
  for (const { id, spans } of annotations)
    await tablesOf(tx)
      .updateTable('example')
      .set({ spans: spans && JSON.stringify(spans) })
      .where('id', '=', id)
      .execute();
}

/** Takes the spans of a type out of all examples of an assistant; gives how many examples had any. */
export async function removeSpans(tx: Db, assistantId: string, type: string): Promise<number> {
  const { numUpdatedRows } = await tablesOf(tx)
    .updateTable('example')
    .set({
      spans: sql<string>`(
        select coalesce(jsonb_agg(span order by (span ->> 'start')::int), '[]')
        from jsonb_array_elements(spans) span where span ->> 'type' <> ${type})`,
    })
    .where('assistantId', '=', assistantId)
    .where('spans', '@>', markedWith(type))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Up to `limit + 1` examples in the byte order of their ids. */
export async function listExamples(
  db: Db,
  { assistantId, intent, entityType }: ExampleFilter,
  { limit, direction, from }: PageRequest<readonly [string]>,
): Promise<NamedExample[]> {
  const isForward = direction === 'forward';
  return namedExamples(db)
    .where('example.assistantId', '=', assistantId)
    .$if(intent != null, (query) => query.where('intent.name', '=', intent ?? ''))
    .$if(entityType != null, (query) => query.where('spans', '@>', markedWith(entityType ?? '')))
    .$if(from !== undefined, (query) => query.where('example.id', isForward ? '>' : '<', from?.[0] ?? ''))
    .orderBy('example.id', isForward ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
}

export async function exampleById(db: Db, id: string): Promise<NamedExample | undefined> {
  return namedExamples(db).where('example.id', '=', id).executeTakeFirst();
}

function namedExamples(db: Db) {
  return tablesOf(db)
    .selectFrom('example')
    .leftJoin('intent', 'intent.id', 'example.intentId')
    .select([
      'example.id',
      'example.assistantId',
      'utterance',
      'intent.name as intent',
      'language',
      'split',
      'source',
      'spans',
    ]);
}

function markedWith(type: string) {
  return sql<never>`${JSON.stringify([{ type }])}::jsonb`;
}

/** All examples of an assistant in the byte order of their ids, read in pieces. */
export async function* readExamples(db: Db, assistantId: string): AsyncGenerator<SnapshotExample, void> {
  let after = '';
  for (;;) {
    const rows = await tablesOf(db)
      .selectFrom('example')
      .leftJoin('intent', 'intent.id', 'example.intentId')
      .select([
        'example.id as exampleId',
        'utterance',
        'intent.name as intent',
        'language',
        'weight',
        'split',
        'source',
        'spans',
      ])
      .where('example.assistantId', '=', assistantId)
      .where('example.id', '>', after)
      .orderBy('example.id')
      .limit(ROWS_PER_READ)
      .execute();
    for (const { spans, ...row } of rows) yield spans ? { ...row, spans } : row;
    if (rows.length < ROWS_PER_READ) return;
    after = rows.at(-1)?.exampleId ?? after;
  }
}
