import { type Database, type Transaction, transaction } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/lifecycle/index.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { changeOf } from './feedback-row.ts';
import { rowOfImplicit } from './implicit-row.ts';
import { claimAwaitingTurns, settleAwaitingTurns } from './store/observed-turns.ts';
import { insertAbsentFeedback } from './store/states.ts';

/** Who has said nothing for so long after a fallback has given up: the half hour after which web analytics call a visit over. */
export const ABANDONED_AFTER_MS = 30 * 60_000;

const SETTLED_AT_ONCE = 200;

interface AbandonmentParts {
  db: Database;
  clock: Clock;
  outbox: ChangeOutbox;
  abandonedAfterMs: number;
}

/**
 * Finds fallbacks after which nobody said anything more for `abandonedAfterMs`, and says so of each, once. Any number of processes may at
 * the same time; repeating it changes nothing. What is found goes through the queue like any feedback.
 */
export async function noteAbandonments(parts: AbandonmentParts): Promise<void> {
  let settled = SETTLED_AT_ONCE;
  while (settled === SETTLED_AT_ONCE) settled = await transaction(parts.db, (tx) => noteSome(tx, parts));
}

async function noteSome(tx: Transaction, { clock, outbox, abandonedAfterMs }: AbandonmentParts): Promise<number> {
  const due = await claimAwaitingTurns(tx, {
    until: new Date(clock.now().getTime() - abandonedAfterMs),
    limit: SETTLED_AT_ONCE,
  });
  // Before looking for the next turns, which are kept under the same lock, and before any feedback: see `hold` of the outbox.
  await outbox.hold(
    tx,
    due.map(({ conversationId }) => conversationId),
  );
  const settled = await settleAwaitingTurns(tx, {
    turnIds: due.map(({ turnId }) => turnId),
    withinMs: abandonedAfterMs,
  });
  const abandoned = settled
    .filter(({ isFollowed }) => !isFollowed)
    .map(({ facts }) =>
      rowOfImplicit(
        { signal: 'ABANDONED_AFTER_FALLBACK', verdict: 'UNHELPFUL', correctedIntent: null },
        facts,
        new Date(facts.at.getTime() + abandonedAfterMs),
      ),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (abandoned.length > 0) {
    const inserted = await insertAbsentFeedback(tx, abandoned);
    await outbox.enqueue(
      tx,
      inserted.map((row) => changeOf(row, { change: 'SUBMITTED', changedAt: row.at })),
    );
  }
  return settled.length;
}
