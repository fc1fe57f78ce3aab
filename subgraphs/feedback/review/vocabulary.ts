/** Why a person should look at an utterance. */
export const ReviewReason = {
  UNCERTAIN: 'UNCERTAIN',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  CLOSE_CALL: 'CLOSE_CALL',
  DISAGREEMENT: 'DISAGREEMENT',
  NEGATIVE_FEEDBACK: 'NEGATIVE_FEEDBACK',
  FREQUENT: 'FREQUENT',
} as const;
export type ReviewReason = (typeof ReviewReason)[keyof typeof ReviewReason];

/** What a reviewer does with an utterance of the inbox. */
export const ReviewDecision = {
  ACCEPT: 'ACCEPT',
  RELABEL: 'RELABEL',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  REJECT: 'REJECT',
  SKIP: 'SKIP',
} as const;
export type ReviewDecision = (typeof ReviewDecision)[keyof typeof ReviewDecision];

/** How far the review of an utterance has come. */
export const ReviewState = {
  OPEN: 'OPEN',
  AWAITING_SECOND: 'AWAITING_SECOND',
  DISPUTED: 'DISPUTED',
  SKIPPED: 'SKIPPED',
  ACCEPTED: 'ACCEPTED',
  RELABELLED: 'RELABELLED',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  REJECTED: 'REJECTED',
} as const;
export type ReviewState = (typeof ReviewState)[keyof typeof ReviewState];

/** What waits for a person. */
export const WAITING_STATES = ['OPEN', 'AWAITING_SECOND', 'DISPUTED'] as const satisfies readonly ReviewState[];

const STATES_SETTLED: ReadonlySet<ReviewState> = new Set(['ACCEPTED', 'RELABELLED', 'OUT_OF_SCOPE', 'REJECTED']);

/** True once it is known what the utterance teaches. */
export function isSettled(state: ReviewState): boolean {
  return STATES_SETTLED.has(state);
}
