import { sql } from 'kysely';
import { type Db, tablesOf, type VersionRow } from './tables.ts';

/** One change of an assistant's versions and deployments at a time, until the transaction ends. */
export async function lockAssistant(tx: Db, assistantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`models.assistant ${assistantId}`}, 0))`.execute(tx);
}

/** One entry of an assistant's audit log at a time, until the transaction ends. The last lock of an assistant that a transaction takes. */
export async function lockAuditChain(tx: Db, assistantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`models.audit ${assistantId}`}, 0))`.execute(tx);
}

/** One change of what is said of these turns at a time, until the transaction ends. Ids in their order; before any lock of an assistant. */
export async function lockTurns(tx: Db, turnIds: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('models.turn ' || turn_id, 0))
    from unnest(${turnIds}::text[]) as turn_id`.execute(tx);
}

/** The version as it is once its assistant is locked. */
export async function lockVersion(tx: Db, id: string): Promise<VersionRow | undefined> {
  const find = () => tablesOf(tx).selectFrom('modelVersion').selectAll().where('id', '=', id).executeTakeFirst();
  const before = await find();
  if (!before) return undefined;
  await lockAssistant(tx, before.assistantId);
  return find();
}
