import type { Transaction } from '../../../platform/db/index.ts';
import { newId } from '../../kit/index.ts';
import type { FeedbackRow } from '../feedback-row.ts';
import type { FeedbackChanged, TurnObserved } from '../messages.ts';
import {
  lockUtterances,
  putFigures,
  readUtterances,
  type TouchedUtterance,
  type TurnsOfUtterance,
} from '../store/review-items.ts';
import { findStandingFeedbackOfTurns } from '../store/states.ts';
import { type ReviewItemRow, utteranceKeyOf } from './review-item.ts';
import { isTelling, worthOf } from './worth.ts';

const TURNS_SHOWN = 5;

/**
 * Brings the inbox up to date with new turns and feedback, which are in their tables already: figures are worked out anew from what is there,
 * so that the same messages again, or in another order, give the same inbox. What people decided stays as it is.
 */
export async function gather(
  tx: Transaction,
  { turns, changes, now }: { turns: readonly TurnObserved[]; changes: readonly FeedbackChanged[]; now: Date },
): Promise<void> {
  const touched = [
    ...turns.filter(isUsersWords).map((turn) => touchOf(turn, isTelling(turn))),
    ...changes
      .filter(({ turn }) => isUsersWords(turn))
      .map(({ turn, feedback }) => touchOf(turn, feedback.verdict !== 'HELPFUL')),
  ];
  if (touched.length === 0) return;
  const keys = await lockUtterances(tx, touched);
  if (keys.length === 0) return;
  const utterances = await readUtterances(tx, keys);
  if (utterances.length === 0) return;
  const feedback = Map.groupBy(
    await findStandingFeedbackOfTurns(
      tx,
      utterances.flatMap((utterance) => utterance.turns.map(({ turnId }) => turnId)),
    ),
    ({ turnId }) => turnId,
  );
  const items = utterances.map((utterance) => ({
    item: itemOf(
      utterance,
      utterance.turns.flatMap(({ turnId }) => feedback.get(turnId) ?? []),
      now,
    ),
    isItem: utterance.isItem,
  }));
  await putFigures(
    tx,
    items.filter(({ item, isItem }) => isItem || item.reasons.length > 0).map(({ item }) => item),
  );
}

/** A choice among options is said in our own words. */
function isUsersWords({ chosenIntent }: { chosenIntent: string | null }): boolean {
  return chosenIntent === null;
}

function touchOf(
  { assistantId, turnId, utterance }: { assistantId: string; turnId: string; utterance: string },
  telling: boolean,
): TouchedUtterance {
  return { assistantId, turnId, utteranceKey: utteranceKeyOf(utterance), isTelling: telling };
}

function itemOf(
  { assistantId, utteranceKey, size, latest, turns }: TurnsOfUtterance,
  feedback: readonly FeedbackRow[],
  now: Date,
): ReviewItemRow {
  return {
    id: newId('item'),
    assistantId,
    utteranceKey,
    utterance: latest.utterance,
    language: latest.language,
    groupSize: size,
    turnIds: turns.slice(0, TURNS_SHOWN).map(({ turnId }) => turnId),
    predictedIntent: latest.intent,
    confidence: latest.confidence,
    ...worthOf({ latest, turns, size, feedback }),
    lastSeenAt: latest.at,
    state: 'OPEN',
    intent: null,
    settledAt: null,
    settledBy: null,
    reviewersNeeded: null,
    assignee: null,
    assignedAt: null,
    createdAt: now,
  };
}
