import { sql } from 'kysely';
import type { AlertEnd } from '../alerts/vocabulary.ts';
import type { AlertRow, AlertRuleRow } from './alert-tables.ts';
import type { NewestFirst } from './page.ts';
import { type Db, tablesOf } from './tables.ts';

export async function insertAlertRule(tx: Db, row: AlertRuleRow): Promise<void> {
  await tablesOf(tx).insertInto('alertRule').values(row).execute();
}

export async function changeAlertRule(
  tx: Db,
  id: string,
  change: Partial<Omit<AlertRuleRow, 'id' | 'assistantId'>>,
): Promise<void> {
  await tablesOf(tx).updateTable('alertRule').set(change).where('id', '=', id).execute();
}

export async function deleteAlertRule(tx: Db, id: string): Promise<void> {
  await tablesOf(tx).deleteFrom('alertRule').where('id', '=', id).execute();
}

export async function findAlertRules(db: Db, ids: readonly string[]): Promise<AlertRuleRow[]> {
  return tablesOf(db)
    .selectFrom('alertRule')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
}

/** The rule, which nobody else changes or looks by until the transaction ends. */
export async function holdAlertRule(tx: Db, id: string): Promise<AlertRuleRow | undefined> {
  return tablesOf(tx).selectFrom('alertRule').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The same of all that an assistant has switched on. */
export async function holdAlertRules(tx: Db, assistantId: string): Promise<AlertRuleRow[]> {
  return tablesOf(tx)
    .selectFrom('alertRule')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .where('isEnabled', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function countAlertRules(db: Db, assistantId: string): Promise<number> {
  const { count } = await tablesOf(db)
    .selectFrom('alertRule')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('assistantId', '=', assistantId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Assistants with rules that are switched on, in the order of their ids. */
export async function watchedByAlertRules(db: Db): Promise<string[]> {
  const rows = await tablesOf(db)
    .selectFrom('alertRule')
    .select('assistantId')
    .distinct()
    .where('isEnabled', '=', true)
    .orderBy('assistantId')
    .execute();
  return rows.map(({ assistantId }) => assistantId);
}

/** Newest first, one more than the page holds. */
export async function pageOfAlertRules(
  db: Db,
  assistantId: string,
  { limit, from }: NewestFirst,
): Promise<AlertRuleRow[]> {
  return tablesOf(db)
    .selectFrom('alertRule')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(from !== undefined, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${from?.[0]}::timestamptz, ${from?.[1]})`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function insertAlert(tx: Db, { figures, ...row }: AlertRow): Promise<void> {
  await tablesOf(tx)
    .insertInto('alert')
    .values({ ...row, figures: JSON.stringify(figures) })
    .execute();
}

export async function changeAlert(
  tx: Db,
  id: string,
  change: Partial<
    Pick<
      AlertRow,
      | 'clearedAt'
      | 'clearedValue'
      | 'endedBy'
      | 'acknowledgedAt'
      | 'acknowledgedBy'
      | 'actionState'
      | 'actionDetail'
      | 'actedAt'
    >
  >,
): Promise<void> {
  await tablesOf(tx).updateTable('alert').set(change).where('id', '=', id).execute();
}

/** Ends the open alert of a rule, if there is one; what it has still to do lapses. */
export async function endAlert(
  tx: Db,
  ruleId: string,
  { at, value, by }: { at: Date; value: number | null; by: AlertEnd },
): Promise<AlertRow | undefined> {
  return tablesOf(tx)
    .updateTable('alert')
    .set({
      clearedAt: at,
      clearedValue: value,
      endedBy: by,
      actionState: sql`case action_state when 'PENDING' then 'LAPSED' else action_state end`,
    })
    .where('ruleId', '=', ruleId)
    .where('clearedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export async function holdAlert(tx: Db, id: string): Promise<AlertRow | undefined> {
  return tablesOf(tx).selectFrom('alert').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findAlerts(db: Db, ids: readonly string[]): Promise<AlertRow[]> {
  return tablesOf(db)
    .selectFrom('alert')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
}

/** The open alerts of these rules. */
export async function openAlertsOf(db: Db, ruleIds: readonly string[]): Promise<AlertRow[]> {
  return tablesOf(db)
    .selectFrom('alert')
    .selectAll()
    .where('ruleId', '=', sql<string>`any(${ruleIds})`)
    .where('clearedAt', 'is', null)
    .execute();
}

/** How many alerts of an assistant are not over, by what they are about. */
export async function openAlertCounts(
  db: Db,
  assistantId: string,
): Promise<{ metric: AlertRow['metric']; count: number }[]> {
  return tablesOf(db)
    .selectFrom('alert')
    .select((eb) => ['metric', eb.fn.countAll<number>().as('count')])
    .where('assistantId', '=', assistantId)
    .where('clearedAt', 'is', null)
    .groupBy('metric')
    .orderBy('metric')
    .execute();
}

/** Alerts that have still something to do, oldest first. */
export async function alertsToAct(db: Db): Promise<Pick<AlertRow, 'id' | 'assistantId'>[]> {
  return tablesOf(db)
    .selectFrom('alert')
    .select(['id', 'assistantId'])
    .where('actionState', '=', 'PENDING')
    .orderBy('id')
    .execute();
}

/** What was raised after the alert of this id, oldest first. */
export async function alertsAfter(db: Db, id: string): Promise<AlertRow[]> {
  return tablesOf(db).selectFrom('alert').selectAll().where('id', '>', id).orderBy('id').execute();
}

/** Forgets alerts that were over before then, and what webhooks were told of them. */
export async function forgetAlerts(tx: Db, before: Date): Promise<void> {
  await sql`
    delete from models.alert_delivery delivery using models.alert
    where alert.id = delivery.alert_id and alert.cleared_at < ${before}`.execute(tx);
  await tablesOf(tx).deleteFrom('alert').where('clearedAt', '<', before).execute();
}

/** Newest first, one more than the page holds. */
export async function pageOfAlerts(
  db: Db,
  { assistantId, isOpen }: { assistantId: string; isOpen?: boolean | null | undefined },
  { limit, from }: NewestFirst,
): Promise<AlertRow[]> {
  return tablesOf(db)
    .selectFrom('alert')
    .selectAll()
    .where('assistantId', '=', assistantId)
    .$if(isOpen != null, (query) => query.where('clearedAt', isOpen ? 'is' : 'is not', null))
    .$if(from !== undefined, (query) =>
      query.where(sql<boolean>`(raised_at, id) < (${from?.[0]}::timestamptz, ${from?.[1]})`),
    )
    .orderBy('raisedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}
