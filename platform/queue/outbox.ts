import { type Kysely, sql } from 'kysely';
import {
  ADVISORY,
  advisoryLock,
  holdAdvisoryLocks,
  insertionOf,
  type Notifications,
  run,
  type Statement,
  statement,
  type Transaction,
  verbatim,
} from '../db/index.ts';

export interface OutboxMessage {
  groupId: string;
  deduplicationId: string;
  /** Sent as JSON. */
  body: object;
}

/** Messages that leave when, and only when, the transaction that says them commits; a relay sends them. */
export interface Outbox {
  /** Messages of one group leave in the order in which their transactions commit: a second writer of the group waits for the first. */
  append(tx: Transaction, messages: OutboxMessage | readonly OutboxMessage[]): Promise<void>;
  /**
   * Waits for the groups' other writers before `append` would. For a writer that locks rows of its own first: it would hold them
   * while it waits for a group, and a writer that has the group may be waiting for those rows.
   */
  hold(tx: Transaction, groupIds: readonly string[]): Promise<void>;
  /** `hold` of one group as an expression, for a statement that holds, writes and appends in one round trip. */
  holding(groupId: string): Statement;
  /**
   * One append as a part of a larger statement's `with`, for a writer that can spare no round trip: it appends where the relation
   * `condition` of that statement has a row. It does not hold the group; `holding` or another lock behind that row must keep the group's writers in line.
   * After the commit, `announce` it.
   */
  appendingWhere(condition: string, message: OutboxMessage): Statement;
  /** Wakes the relay, which looks by itself as well, if later. */
  announce(): void;
}

/** The table behind an outbox, one in each sending room's schema. For migrations. */
export async function createOutboxTable<T>(db: Kysely<T>, schema: string): Promise<void> {
  await sql`
    create table ${sql.table(`${schema}.outbox`)} (
      sequence bigint generated always as identity primary key,
      group_id text not null,
      deduplication_id text not null,
      body jsonb not null,
      appended_at timestamptz not null default now()
    )`.execute(db);
}

/** Lets the relay set messages aside that the queue will never take. For migrations, once for each outbox. */
export async function addOutboxRefusals<T>(db: Kysely<T>, schema: string): Promise<void> {
  await sql`
    alter table ${sql.table(`${schema}.outbox`)}
      add column refusals integer not null default 0,
      add column is_set_aside boolean not null default false`.execute(db);
}

export function createOutbox({ schema, notifications }: { schema: string; notifications: Notifications }): Outbox {
  // Asking again for a lock that one has costs a round trip for nothing.
  const held = new WeakMap<Transaction, Set<string>>();

  async function hold(tx: Transaction, groupIds: readonly string[]): Promise<void> {
    const groups = held.get(tx) ?? new Set();
    held.set(tx, groups);
    // In one order everywhere, so that two writers of the same groups cannot wait for each other.
    const wanted = [...new Set(groupIds)].filter((groupId) => !groups.has(groupId)).toSorted();
    if (wanted.length === 0) return;
    await holdAdvisoryLocks(
      tx,
      ADVISORY.outboxGroup,
      wanted.map((groupId) => `${schema}/${groupId}`),
    );
    for (const groupId of wanted) groups.add(groupId);
  }

  return {
    hold,
    holding: (groupId) => advisoryLock(ADVISORY.outboxGroup, `${schema}/${groupId}`),
    async append(tx, given) {
      const messages = isList(given) ? given : [given];
      if (messages.length === 0) return;
      // Sequence numbers are drawn before the commit. Without the lock a later number could commit, and leave, first.
      await hold(
        tx,
        messages.map(({ groupId }) => groupId),
      );
      const rows = messages.map(({ groupId, deduplicationId, body }) => ({ groupId, deduplicationId, body }));
      await run(
        tx,
        statement`
          with appended as (${insertionOf(`${schema}.outbox`, rows)} returning 1)
          select pg_notify(${outboxChannel(schema)}, '') from (select from appended limit 1) as once`,
      );
    },
    appendingWhere: (condition, { groupId, deduplicationId, body }) => statement`
      insert into ${verbatim(`${schema}.outbox`)} (group_id, deduplication_id, body)
      select ${groupId}, ${deduplicationId}, ${JSON.stringify(body)}::jsonb from ${verbatim(condition)}`,
    announce: () => notifications.announce(outboxChannel(schema), ''),
  };
}

/** Notified when what was appended commits, or announced soon after. */
export function outboxChannel(schema: string): string {
  return `${schema}_outbox`;
}

function isList(given: OutboxMessage | readonly OutboxMessage[]): given is readonly OutboxMessage[] {
  return Array.isArray(given);
}
