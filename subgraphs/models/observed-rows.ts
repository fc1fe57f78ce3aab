import type { FeedbackChanged, TurnObserved } from './messages.ts';
import type { ObservedFeedbackRow, ObservedTurnRow } from './store/tables.ts';

/** What is kept of a turn. */
export function turnRowOf(turn: TurnObserved): ObservedTurnRow {
  const { turnId, at, assistantId, conversationId, index, utterance, replyKind, latencyMs, tags } = turn;
  return {
    turnId,
    at,
    assistantId,
    conversationId,
    endUserId: turn.endUserId ?? null,
    turnIndex: index,
    utterance,
    language: turn.language ?? null,
    chosenIntent: turn.chosenIntent ?? null,
    intent: turn.intent ?? null,
    confidence: turn.confidence ?? null,
    isOutOfScope: isOutOfScope(turn),
    isCloseCall: turn.isCloseCall ?? false,
    ranking: turn.ranking ?? [],
    modelVersionId: turn.modelVersionId ?? null,
    deploymentId: turn.deploymentId ?? null,
    replyKind,
    latencyMs,
    tags,
  };
}

/** Whether the version refused the utterance. A message from before this was told says so by a version without a predicted intent. */
export function isOutOfScope({ isOutOfScope: isTold, modelVersionId, intent }: TurnObserved): boolean {
  return isTold ?? (modelVersionId != null && intent == null);
}

/** What is kept of a feedback. */
export function feedbackRowOf(changed: FeedbackChanged): ObservedFeedbackRow {
  const { feedbackId, sequence, feedback, turn } = changed;
  const { author, verdict, status, source, signal, correctedIntent, review, at } = feedback;
  return {
    feedbackId,
    sequence,
    assistantId: turn.assistantId,
    author,
    verdict,
    status,
    turnId: turn.turnId,
    turnAt: turn.at,
    source,
    signal: signal ?? null,
    // What a reviewer said of it stands above what the user said.
    correctedIntent: review?.intent ?? correctedIntent ?? null,
    taughtIntent: taughtIntentOf(changed),
    at,
  };
}

/** By the rule under which feedback derives its labels: as reviewed, else as corrected or chosen, else the one that it confirms. */
function taughtIntentOf({ turn, feedback: { review, correctedIntent, verdict } }: FeedbackChanged): string | null {
  const said = review?.intent ?? correctedIntent;
  if (said) return said;
  return verdict === 'HELPFUL' && turn.replyKind === 'ANSWER' ? (turn.chosenIntent ?? turn.intent ?? null) : null;
}
