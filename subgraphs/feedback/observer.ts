import { createHash } from 'node:crypto';
import type { Transaction } from '../../platform/db/index.ts';
import type { Enqueue } from './change-outbox.ts';
import { changeOf, factColumns, type FeedbackRow, UNREVIEWED } from './feedback-row.ts';
import { type ImplicitFeedback, implicitFeedback } from './implicit.ts';
import type { TurnFacts, TurnObserved } from './messages.ts';
import { findObservedTurns, keepObservedTurns } from './store/observed-turns.ts';
import { insertAbsentFeedback } from './store/states.ts';

/**
 * Keeps the turns and reads from each what its user thought of the reply before. What it finds goes through the queue like any
 * feedback. Seeing the same turns again changes nothing.
 */
export async function observeTurns(tx: Transaction, turns: readonly TurnObserved[], enqueue: Enqueue): Promise<void> {
  if (turns.length === 0) return;
  await keepObservedTurns(tx, turns);
  const telling = turns.filter(
    ({ previous, chosenIntent }) => previous && (chosenIntent || previous.replyKind === 'FALLBACK'),
  );
  if (telling.length === 0) return;
  const known = await findObservedTurns(
    tx,
    telling.map(({ previous }) => previous?.turnId ?? ''),
  );
  const found = telling.flatMap((turn) => {
    const before = turn.previous && (known.get(turn.previous.turnId) ?? factsOfPrevious(turn, turn.previous));
    const feedback = before && implicitFeedback(turn, before);
    return feedback ? [rowOfImplicit(feedback, before, turn.at)] : [];
  });
  if (found.length === 0) return;
  const inserted = await insertAbsentFeedback(
    tx,
    found.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  if (inserted.length > 0)
    await enqueue(
      tx,
      inserted.map((row) => changeOf(row, { change: 'SUBMITTED', changedAt: row.at })),
    );
}

/** All that the next turn knows of one whose own message has not arrived, or never will. */
function factsOfPrevious(turn: TurnObserved, previous: NonNullable<TurnObserved['previous']>): TurnFacts {
  return {
    ...turn,
    ...previous,
    index: turn.index - 1,
    intent: null,
    chosenIntent: null,
    confidence: null,
    modelVersionId: null,
  };
}

function rowOfImplicit({ signal, verdict, correctedIntent }: ImplicitFeedback, turn: TurnFacts, at: Date): FeedbackRow {
  return {
    id: implicitId(turn.turnId, signal),
    sequence: 1,
    author: turn.endUserId ?? turn.conversationId,
    source: 'IMPLICIT',
    verdict,
    signal,
    correctedIntent,
    correctedAnswer: null,
    comment: null,
    status: 'QUEUED',
    at,
    ...UNREVIEWED,
    ...factColumns(turn),
  };
}

/** One per turn and signal, however often and by whomever it is read: the id is made from them. */
function implicitId(turnId: string, signal: string): string {
  return `feedback_${createHash('sha256').update(`${turnId} ${signal}`).digest('hex').slice(0, 32)}`;
}
