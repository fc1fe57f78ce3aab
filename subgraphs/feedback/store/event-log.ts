import { sql } from 'kysely';
import { type Database, insertionOf, run, statement, type Transaction } from '../../../platform/db/index.ts';
import type { FeedbackChanged } from '../messages.ts';
import { type FeedbackEventRow, tablesOf } from './tables.ts';

// The archive reads up to a position and never looks back, so no smaller position may commit later. Writers share this lock;
// whoever seals takes it alone for a moment, when everybody who drew a position has committed or given up.
const LOG_LOCK = sql`hashtextextended('feedback:event-log', 0)`;

/** Sealing waits this long for writers; one that hangs must not hold up all others behind it. */
const SEAL_TIMEOUT = sql.lit('2s');

export type EventKey = `${string}:${number}`;

export function eventKey({ feedbackId, sequence }: { feedbackId: string; sequence: number }): EventKey {
  return `${feedbackId}:${sequence}`;
}

/** Appends events, at least one, each once however often it comes; returns the keys of those that are new. */
export async function appendEvents(tx: Transaction, events: readonly FeedbackChanged[]): Promise<Set<EventKey>> {
  await sql`select pg_advisory_xact_lock_shared(${LOG_LOCK})`.execute(tx);
  const rows = events.map((event) => ({ feedbackId: event.feedbackId, sequence: event.sequence, message: event }));
  const appended = await run<{ feedbackId: string; sequence: number }>(
    tx,
    statement`
      ${insertionOf<Omit<FeedbackEventRow, 'position'>>('feedback.feedback_event', rows)}
      on conflict (feedback_id, sequence) do nothing
      returning feedback_id, sequence`,
  );
  return new Set(appended.map(eventKey));
}

/** A run of the log: positions above `after`, up to and with `upTo`. */
export interface Stretch {
  after: number;
  upTo: number;
}

/**
 * Settles which events are archived next, at most `limit`, so that after a crash the same files are written again and no others.
 * Returns the stretch that is sealed and not yet archived; null where there is nothing new.
 */
export async function sealStretch(tx: Transaction, limit: number): Promise<Stretch | null> {
  await sql`set local lock_timeout = ${SEAL_TIMEOUT}`.execute(tx);
  await sql`select pg_advisory_xact_lock(${LOG_LOCK})`.execute(tx);
  const { archived, sealed } = await tablesOf(tx)
    .selectFrom('archivePosition')
    .select(['archived', 'sealed'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (archived !== sealed) return { after: archived, upTo: sealed };
  const { upTo } = await tablesOf(tx)
    .selectFrom((eb) =>
      eb
        .selectFrom('feedbackEvent')
        .select('position')
        .where('position', '>', archived)
        .orderBy('position')
        .limit(limit)
        .as('next'),
    )
    .select((eb) => eb.fn.max('next.position').as('upTo'))
    .executeTakeFirstOrThrow();
  if (upTo === null) return null;
  await tablesOf(tx).updateTable('archivePosition').set({ sealed: upTo }).execute();
  return { after: archived, upTo };
}

export async function readStretch(db: Database, { after, upTo }: Stretch): Promise<FeedbackEventRow[]> {
  return tablesOf(db)
    .selectFrom('feedbackEvent')
    .selectAll()
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .orderBy('position')
    .execute();
}

/** Notes that a sealed stretch is in the archive. Says nothing where another process has noted it already. */
export async function confirmArchived(tx: Transaction, { after, upTo }: Stretch): Promise<void> {
  await tablesOf(tx)
    .updateTable('archivePosition')
    .set({ archived: upTo })
    .where('archived', '=', after)
    .where('sealed', '=', upTo)
    .execute();
}

/** Whether anything waits for the archive: asked often, so it takes no lock. */
export async function hasUnarchived(db: Database): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from feedback.feedback_event e, feedback.archive_position p where e.position > p.archived) as waits
  `.execute(db);
  return rows[0]?.waits ?? false;
}
