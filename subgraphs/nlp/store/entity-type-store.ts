import { sql } from 'kysely';
import type { EntityDefinition } from '../../../nlu/index.ts';
import type { PageRequest } from '../../kit/index.ts';
import { type Db, type EntityTypeDefinition, type EntityTypeRow, tablesOf } from './tables.ts';

export async function listEntityTypes(
  db: Db,
  assistantId: string,
  { limit, direction, from }: PageRequest<readonly [string]>,
): Promise<EntityTypeRow[]> {
  const isForward = direction === 'forward';
  return tablesOf(db)
    .selectFrom('entityType')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) => query.where('name', isForward ? '>' : '<', from?.[0] ?? ''))
    .orderBy('name', isForward ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
}

export async function entityTypesById(db: Db, ids: readonly string[]): Promise<EntityTypeRow[]> {
  return tablesOf(db).selectFrom('entityType').selectAll().where('id', 'in', ids).execute();
}

/** All that the assistant looks for, in the order of the names. */
export async function readDefinitions(db: Db, assistantId: string): Promise<EntityDefinition[]> {
  const rows = await tablesOf(db)
    .selectFrom('entityType')
    .select(['name', 'kind', 'definition'])
    .where('assistantId', '=', assistantId)
    .orderBy('name')
    .execute();
  return rows.map(({ name, kind, definition }) => ({ name, kind, ...definition }));
}

/** The names of all entity types of an assistant, with their kinds. */
export async function entityTypeKinds(db: Db, assistantId: string): Promise<Pick<EntityTypeRow, 'name' | 'kind'>[]> {
  return tablesOf(db)
    .selectFrom('entityType')
    .select(['name', 'kind'])
    .where('assistantId', '=', assistantId)
    .execute();
}

/** Makes the entity types whose names, whatever their case, are not there yet; gives those names. */
export async function insertEntityTypes(db: Db, rows: readonly EntityTypeRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const made = await tablesOf(db)
    .insertInto('entityType')
    .values(rows.map(({ definition, ...row }) => ({ ...row, definition: JSON.stringify(definition) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .execute();
  return new Set(made.map(({ name }) => name));
}

export async function updateDefinition(
  db: Db,
  id: string,
  { definition, updatedAt }: { definition: EntityTypeDefinition; updatedAt: Date },
): Promise<void> {
  await tablesOf(db)
    .updateTable('entityType')
    .set({ definition: JSON.stringify(definition), updatedAt })
    .where('id', '=', id)
    .execute();
}

export async function deleteEntityType(db: Db, id: string): Promise<void> {
  await tablesOf(db).deleteFrom('entityType').where('id', '=', id).execute();
}

/** Examples by entity type id; a type that marks none is left out. */
export async function countAnnotated(db: Db, entityTypeIds: readonly string[]): Promise<Map<string, number>> {
  const counts = await tablesOf(db)
    .selectFrom('entityType')
    .innerJoin('example', 'example.assistantId', 'entityType.assistantId')
    .select((eb) => ['entityType.id', eb.fn.countAll<string>().as('count')])
    .where('entityType.id', 'in', entityTypeIds)
    .where(
      'example.spans',
      '@>',
      sql<never>`jsonb_build_array(jsonb_build_object('type', ${sql.ref('entityType.name')}))`,
    )
    .groupBy('entityType.id')
    .execute();
  return new Map(counts.map(({ id, count }) => [id, Number(count)]));
}
