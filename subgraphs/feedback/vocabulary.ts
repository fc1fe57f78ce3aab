/** What is said about a reply. */
export const Verdict = { HELPFUL: 'HELPFUL', UNHELPFUL: 'UNHELPFUL', CORRECTION: 'CORRECTION' } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** Whether somebody said it, or it was read from what they did next. */
export const FeedbackSource = { EXPLICIT: 'EXPLICIT', IMPLICIT: 'IMPLICIT' } as const;
export type FeedbackSource = (typeof FeedbackSource)[keyof typeof FeedbackSource];

/** How far a feedback has come. */
export const FeedbackStatus = {
  QUEUED: 'QUEUED',
  RECORDED: 'RECORDED',
  ACCEPTED: 'ACCEPTED',
  REJECTED: 'REJECTED',
  RETRACTED: 'RETRACTED',
} as const;
export type FeedbackStatus = (typeof FeedbackStatus)[keyof typeof FeedbackStatus];

/** What a reviewer does with a feedback. */
export const FeedbackDecision = { ACCEPT: 'ACCEPT', RELABEL: 'RELABEL', REJECT: 'REJECT' } as const;
export type FeedbackDecision = (typeof FeedbackDecision)[keyof typeof FeedbackDecision];

/** What statistics are counted by. */
export const FeedbackGroup = {
  DAY: 'DAY',
  VERDICT: 'VERDICT',
  SOURCE: 'SOURCE',
  SIGNAL: 'SIGNAL',
  INTENT: 'INTENT',
  TAG: 'TAG',
  MODEL_VERSION: 'MODEL_VERSION',
} as const;
export type FeedbackGroup = (typeof FeedbackGroup)[keyof typeof FeedbackGroup];

/** What happened to a feedback; a superseded one was retracted by saying something else. */
export const Change = {
  SUBMITTED: 'SUBMITTED',
  SUPERSEDED: 'SUPERSEDED',
  RETRACTED: 'RETRACTED',
  REVIEWED: 'REVIEWED',
} as const;
export type Change = (typeof Change)[keyof typeof Change];

/** What a user did, from which implicit feedback about a reply was read. */
export const Signal = {
  REPHRASE_AFTER_FALLBACK: 'REPHRASE_AFTER_FALLBACK',
  REPHRASE_AFTER_ANSWER: 'REPHRASE_AFTER_ANSWER',
  ABANDONED_AFTER_FALLBACK: 'ABANDONED_AFTER_FALLBACK',
  DISAMBIGUATION_CHOICE: 'DISAMBIGUATION_CHOICE',
  HUMAN_REQUESTED: 'HUMAN_REQUESTED',
  ANSWER_COPIED: 'ANSWER_COPIED',
} as const;
export type Signal = (typeof Signal)[keyof typeof Signal];

/** What only a front end can see. */
export const ReportedSignal = { ANSWER_COPIED: 'ANSWER_COPIED' } as const satisfies Partial<typeof Signal>;
export type ReportedSignal = (typeof ReportedSignal)[keyof typeof ReportedSignal];

/** Whether a correction to an existing intent teaches at once, or after a person's review. */
export type Acceptance = 'AUTO' | 'REVIEW';

export const COMMENT_LIMIT = 4_000;

/** Why feedback on an utterance makes no label. */
export const ConflictReason = { TIE: 'TIE', SEED_EXAMPLE: 'SEED_EXAMPLE' } as const;
export type ConflictReason = (typeof ConflictReason)[keyof typeof ConflictReason];
