import type { Transaction } from '../../platform/db/index.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { changeOf, type FeedbackRow } from './feedback-row.ts';
import { implicitFeedback, mayTell } from './implicit.ts';
import { implicitId, rowOfImplicit } from './implicit-row.ts';
import type { ObservedFacts, TurnObserved } from './messages.ts';
import { findObservedTurns, keepObservedTurns } from './store/observed-turns.ts';
import { changeFeedback, findFeedbackByIds, insertAbsentFeedback } from './store/states.ts';

interface Observing {
  outbox: ChangeOutbox;
  /** So long after a fallback without a further turn its user has given up. */
  abandonedAfterMs: number;
}

/**
 * Keeps the turns and reads from each what its user thought of the reply before. What it finds goes through the queue like any
 * feedback. Seeing the same turns again changes nothing.
 */
export async function observeTurns(
  tx: Transaction,
  turns: readonly TurnObserved[],
  { outbox, abandonedAfterMs }: Observing,
): Promise<void> {
  if (turns.length === 0) return;
  // Before anything is kept or read: who looks for abandonments has then either spoken already, or sees these turns. See also `hold` of the outbox.
  await outbox.hold(
    tx,
    turns.filter((turn) => mayTell(turn) || followsFallback(turn)).map((turn) => turn.conversationId),
  );
  await keepObservedTurns(tx, turns);
  const found = await readSteps(tx, turns.filter(mayTell));
  const hasty = await findHasty(tx, turns, abandonedAfterMs);
  const inserted = found.length > 0 ? await insertAbsentFeedback(tx, found) : [];
  const retracted = [];
  for (const { id, at } of hasty) retracted.push({ row: await changeFeedback(tx, id, { status: 'RETRACTED' }), at });
  await outbox.enqueue(tx, [
    ...inserted.map((row) => changeOf(row, { change: 'SUBMITTED', changedAt: row.at })),
    ...retracted.map(({ row, at }) => changeOf(row, { change: 'RETRACTED', changedAt: at })),
  ]);
}

/** What the steps say, in the order of ids. */
async function readSteps(tx: Transaction, turns: readonly TurnObserved[]): Promise<FeedbackRow[]> {
  if (turns.length === 0) return [];
  const known = await findObservedTurns(
    tx,
    turns.map(({ previous }) => previous?.turnId ?? ''),
  );
  return turns
    .flatMap((turn) => {
      const before = turn.previous && (known.get(turn.previous.turnId) ?? factsOfPrevious(turn, turn.previous));
      const feedback = before && implicitFeedback(turn, before);
      return feedback ? [rowOfImplicit(feedback, before, turn.at)] : [];
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** All that the next turn knows of one whose own message has not arrived, or never will. */
function factsOfPrevious(turn: TurnObserved, previous: NonNullable<TurnObserved['previous']>): ObservedFacts {
  return {
    ...turn,
    ...previous,
    at: previous.at ?? turn.at,
    index: turn.index - 1,
    intent: null,
    chosenIntent: null,
    confidence: null,
    modelVersionId: null,
    isHandoff: false,
  };
}

/** Conversations that were taken for given up while the message of their next turn was on its way: that is taken back. */
async function findHasty(
  tx: Transaction,
  turns: readonly TurnObserved[],
  abandonedAfterMs: number,
): Promise<{ id: string; at: Date }[]> {
  const following = turns.filter(followsFallback);
  if (following.length === 0) return [];
  const next = new Map(
    following.map((turn) => [implicitId(turn.previous?.turnId ?? '', 'ABANDONED_AFTER_FALLBACK'), turn.at]),
  );
  const rows = await findFeedbackByIds(tx, [...next.keys()]);
  return rows.flatMap(({ id, status, turnAt }) => {
    const at = next.get(id);
    const isHasty = at && status !== 'RETRACTED' && at.getTime() - turnAt.getTime() < abandonedAfterMs;
    return isHasty ? [{ id, at }] : [];
  });
}

function followsFallback({ previous }: TurnObserved): boolean {
  return previous?.replyKind === 'FALLBACK';
}
