import type { PageRequest } from '../../kit/index.ts';
import { type Db, type SourceRow, tablesOf } from './tables.ts';

/** A source's place in the list: when it was added, then its id. */
export type SourceKey = readonly [string, string];

export async function insertSource(tx: Db, source: SourceRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tablesOf(tx)
    .insertInto('source')
    .values(source)
    .onConflict((conflict) => conflict.columns(['assistantId', 'url']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function sourcesById(db: Db, ids: readonly string[]): Promise<SourceRow[]> {
  return tablesOf(db).selectFrom('source').selectAll().where('id', 'in', ids).execute();
}

/** Nobody else changes the source until the transaction ends. */
export async function lockSource(tx: Db, id: string): Promise<SourceRow | undefined> {
  return tablesOf(tx).selectFrom('source').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateSource(tx: Db, id: string, change: Partial<SourceRow>): Promise<void> {
  await tablesOf(tx).updateTable('source').set(change).where('id', '=', id).execute();
}

/** Up to `limit + 1` sources in the order they were added. */
export async function listSources(
  db: Db,
  assistantId: string,
  { limit, direction, from }: PageRequest<SourceKey>,
): Promise<SourceRow[]> {
  const order = direction === 'forward' ? 'asc' : 'desc';
  return tablesOf(db)
    .selectFrom('source')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) =>
      query.where((eb) => {
        const [createdAt, id] = from ?? ['', ''];
        return eb(
          eb.refTuple('createdAt', 'id'),
          direction === 'forward' ? '>' : '<',
          eb.tuple(new Date(createdAt), id),
        );
      }),
    )
    .orderBy('createdAt', order)
    .orderBy('id', order)
    .limit(limit + 1)
    .execute();
}
