import { sql } from 'kysely';
import type { Split } from '../../../nlu/index.ts';
import type { KnownExamples } from '../examples.ts';
import { type ExampleRow, type Db, tablesOf } from './tables.ts';

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
    .select(['example.id', 'intent.name'])
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
    intentOf: new Map(twins.map(({ id, name }) => [id, name])),
    splitOf: new Map(groups.map(({ nearKey, split }) => [nearKey, split])),
  };
}

/** By near key: the intent of its examples, of several the one that a dataset snapshot comes to last. */
export async function intentsOfGroups(
  db: Db,
  assistantId: string,
  nearKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tablesOf(db)
    .selectFrom('example')
    .innerJoin('intent', 'intent.id', 'example.intentId')
    .distinctOn('nearKey')
    .select(['nearKey', 'intent.name'])
    .where('example.assistantId', '=', assistantId)
    .where('nearKey', '=', sql<string>`any(${nearKeys})`)
    .orderBy('nearKey')
    .orderBy('example.id', 'desc')
    .execute();
  return new Map(rows.map(({ nearKey, name }) => [nearKey, name]));
}

export async function insertExamples(tx: Db, examples: readonly ExampleRow[]): Promise<void> {
  for (let start = 0; start < examples.length; start += ROWS_PER_WRITE)
    await tablesOf(tx)
      .insertInto('example')
      .values(examples.slice(start, start + ROWS_PER_WRITE))
      .execute();
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
      ])
      .where('example.assistantId', '=', assistantId)
      .where('example.id', '>', after)
      .orderBy('example.id')
      .limit(ROWS_PER_READ)
      .execute();
    yield* rows;
    if (rows.length < ROWS_PER_READ) return;
    after = rows.at(-1)?.exampleId ?? after;
  }
}
