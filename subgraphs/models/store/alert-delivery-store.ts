import { sql } from 'kysely';
import type { AlertDeliveryRow } from './alert-tables.ts';
import { type Db, tablesOf } from './tables.ts';

/** A message that a process has to itself for a while, and where it goes. */
export interface ClaimedDelivery extends AlertDeliveryRow {
  url: string;
  secret: string;
}

export async function insertDelivery(
  tx: Db,
  row: Pick<AlertDeliveryRow, 'id' | 'alertId' | 'ruleId' | 'event' | 'body' | 'createdAt'>,
): Promise<void> {
  await tablesOf(tx)
    .insertInto('alertDelivery')
    .values({
      ...row,
      state: 'WAITING',
      attempts: 0,
      lastError: null,
      nextAttemptAt: row.createdAt,
      leasedUntil: null,
      deliveredAt: null,
    })
    .execute();
}

/**
 * The next message that is due, none of which another process has; of one alert the earlier message goes first, else what was tried least:
 * what nobody answers takes a sender's whole patience each time, and must not be before what is told for the first time. Its attempt counts.
 */
export async function claimDelivery(
  db: Db,
  { now, until }: { now: Date; until: Date },
): Promise<ClaimedDelivery | undefined> {
  const { rows } = await sql<ClaimedDelivery>`
    update models.alert_delivery delivery set leased_until = ${until}, attempts = attempts + 1
    from models.alert_rule rule
    where rule.id = delivery.rule_id and delivery.id = (
      select due.id from models.alert_delivery due
      where due.state = 'WAITING' and due.next_attempt_at <= ${now}
        and (due.leased_until is null or due.leased_until <= ${now})
        and not exists (
          select from models.alert_delivery earlier
          where earlier.alert_id = due.alert_id and earlier.position < due.position and earlier.state = 'WAITING')
      order by due.attempts, due.next_attempt_at, due.position limit 1 for update skip locked)
    returning delivery.*, rule.webhook_url as url, rule.webhook_secret as secret`.execute(db);
  return rows[0];
}

/** Says what became of an attempt; nothing where another process has taken the message over meanwhile. */
export async function settleDelivery(
  db: Db,
  { id, attempts }: Pick<AlertDeliveryRow, 'id' | 'attempts'>,
  outcome: Partial<Pick<AlertDeliveryRow, 'state' | 'lastError' | 'nextAttemptAt' | 'deliveredAt'>>,
): Promise<void> {
  await tablesOf(db)
    .updateTable('alertDelivery')
    .set({ ...outcome, leasedUntil: null })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'WAITING')
    .execute();
}

/** Gives up what a rule's webhook has not been told of yet. */
export async function giveUpDeliveries(tx: Db, ruleId: string, reason: string): Promise<void> {
  await tablesOf(tx)
    .updateTable('alertDelivery')
    .set({ state: 'GIVEN_UP', lastError: reason, leasedUntil: null })
    .where('ruleId', '=', ruleId)
    .where('state', '=', 'WAITING')
    .execute();
}

/** What the webhooks were to be told of these alerts, in order. */
export async function deliveriesOf(db: Db, alertIds: readonly string[]): Promise<AlertDeliveryRow[]> {
  return tablesOf(db)
    .selectFrom('alertDelivery')
    .selectAll()
    .where('alertId', '=', sql<string>`any(${alertIds})`)
    .orderBy('position')
    .execute();
}
