import { sql } from 'kysely';
import type { PageRequest } from '../../kit/index.ts';
import type { AuditAction } from '../vocabulary.ts';
import { type AuditRow, type Db, tablesOf } from './tables.ts';

/** Which entries; what is left out does not narrow. */
export interface AuditFilter {
  actions?: readonly AuditAction[] | null | undefined;
  actors?: readonly string[] | null | undefined;
  subjects?: readonly string[] | null | undefined;
  from?: Date | null | undefined;
  /** Exclusive. */
  to?: Date | null | undefined;
}

const ROWS_PER_READ = 1_000;

/** The last entry of a chain, which its caller holds. */
export async function lastAuditEntry(
  tx: Db,
  assistantId: string,
): Promise<Pick<AuditRow, 'sequence' | 'hash'> | undefined> {
  return tablesOf(tx)
    .selectFrom('auditEntry')
    .select(['sequence', 'hash'])
    .where('assistantId', '=', assistantId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function isAuditOriginKnown(tx: Db, origin: string): Promise<boolean> {
  const row = await tablesOf(tx).selectFrom('auditEntry').select('id').where('origin', '=', origin).executeTakeFirst();
  return row !== undefined;
}

export async function insertAuditEntry(tx: Db, { facts, ...row }: AuditRow): Promise<void> {
  await tablesOf(tx)
    .insertInto('auditEntry')
    .values({ ...row, facts: JSON.stringify(facts) })
    .execute();
}

/** Newest first, one more than the page holds. */
export async function pageOfAuditEntries(
  db: Db,
  { assistantId, filter: { actions, actors, subjects, from, to } }: { assistantId: string; filter: AuditFilter },
  { limit, from: after }: PageRequest<readonly [number]>,
): Promise<AuditRow[]> {
  return tablesOf(db)
    .selectFrom('auditEntry')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(after !== undefined, (query) => query.where('sequence', '<', after?.[0] ?? 0))
    .$if(actions != null, (query) => query.where('action', '=', sql<AuditAction>`any(${actions}::text[])`))
    .$if(actors != null, (query) => query.where('actor', '=', sql<string>`any(${actors}::text[])`))
    .$if(subjects != null, (query) => query.where('subject', '=', sql<string>`any(${subjects}::text[])`))
    .$if(from != null, (query) => query.where('at', '>=', from ?? new Date(0)))
    .$if(to != null, (query) => query.where('at', '<', to ?? new Date(0)))
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();
}

/** A whole chain from its beginning, read in pieces. */
export async function* readAuditChain(db: Db, assistantId: string): AsyncGenerator<AuditRow, void> {
  let after = 0;
  for (;;) {
    const rows = await tablesOf(db)
      .selectFrom('auditEntry')
      .selectAll()
      .where('assistantId', '=', assistantId)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(ROWS_PER_READ)
      .execute();
    yield* rows;
    if (rows.length < ROWS_PER_READ) return;
    after = rows.at(-1)?.sequence ?? after;
  }
}
