/** What asked for a training run. */
export const RunTrigger = {
  SCHEDULE: 'SCHEDULE',
  VOLUME: 'VOLUME',
  QUALITY: 'QUALITY',
  DRIFT: 'DRIFT',
  CI: 'CI',
  MANUAL: 'MANUAL',
} as const;
export type RunTrigger = (typeof RunTrigger)[keyof typeof RunTrigger];

/** How far a training run has come. */
export const RunState = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  GATE_REFUSED: 'GATE_REFUSED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type RunState = (typeof RunState)[keyof typeof RunState];

/** True once nothing more happens to the run. */
export function isOver(state: RunState): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

/** What a run goes through, in this order. */
export const STAGES = ['snapshot', 'trials', 'train', 'evaluate', 'register', 'gate'] as const;
export type Stage = (typeof STAGES)[number];

/** How far a trial of parameters has come. */
export const TrialState = {
  WAITING: 'WAITING',
  RUNNING: 'RUNNING',
  STOPPED: 'STOPPED',
  FINISHED: 'FINISHED',
  OUT_OF_TIME: 'OUT_OF_TIME',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type TrialState = (typeof TrialState)[keyof typeof TrialState];

/** What became of a model version. */
export const VersionState = {
  REGISTERED: 'REGISTERED',
  PENDING_APPROVAL: 'PENDING_APPROVAL',
  APPROVED: 'APPROVED',
  SHADOW: 'SHADOW',
  CANARY: 'CANARY',
  LIVE: 'LIVE',
  SUPERSEDED: 'SUPERSEDED',
  ROLLED_BACK: 'ROLLED_BACK',
  REJECTED: 'REJECTED',
  EXPIRED: 'EXPIRED',
  GATE_REFUSED: 'GATE_REFUSED',
} as const;
export type VersionState = (typeof VersionState)[keyof typeof VersionState];

/** What became of a deployment; it is LIVE once every process that serves has acknowledged it. */
export const DeploymentState = {
  ROLLING_OUT: 'ROLLING_OUT',
  SHADOW: 'SHADOW',
  CANARY: 'CANARY',
  LIVE: 'LIVE',
  SUPERSEDED: 'SUPERSEDED',
  ROLLED_BACK: 'ROLLED_BACK',
} as const;
export type DeploymentState = (typeof DeploymentState)[keyof typeof DeploymentState];

/** What the paired test says of a candidate beside the champion. */
export const GateVerdict = {
  IMPROVED: 'IMPROVED',
  NO_MEASURABLE_CHANGE: 'NO_MEASURABLE_CHANGE',
  WORSE_WITHIN_NOISE: 'WORSE_WITHIN_NOISE',
  SIGNIFICANTLY_WORSE: 'SIGNIFICANTLY_WORSE',
} as const;
export type GateVerdict = (typeof GateVerdict)[keyof typeof GateVerdict];

/** What one rule of the gate says of a version. */
export const RuleVerdict = { PASSED: 'PASSED', FAILED: 'FAILED', NOT_JUDGED: 'NOT_JUDGED' } as const;
export type RuleVerdict = (typeof RuleVerdict)[keyof typeof RuleVerdict];

/** What a reply is, as far as curated answers go. */
export const ServedKind = { ANSWER: 'ANSWER', DISAMBIGUATION: 'DISAMBIGUATION', NONE: 'NONE' } as const;
export type ServedKind = (typeof ServedKind)[keyof typeof ServedKind];

/** What the feedback on a served reply says of another one in its place. */
export const ReplayEffect = {
  BREAKS: 'BREAKS',
  STILL_WRONG: 'STILL_WRONG',
  UNJUDGED: 'UNJUDGED',
  MAY_FIX: 'MAY_FIX',
  FIXES: 'FIXES',
} as const;
export type ReplayEffect = (typeof ReplayEffect)[keyof typeof ReplayEffect];

/** What was said of a turn, to look for. */
export const ReplayFeedback = {
  HELPFUL: 'HELPFUL',
  UNHELPFUL: 'UNHELPFUL',
  CORRECTION: 'CORRECTION',
  NONE: 'NONE',
} as const;
export type ReplayFeedback = (typeof ReplayFeedback)[keyof typeof ReplayFeedback];

/** What a person decided about a version. */
export const ApprovalDecision = { APPROVED: 'APPROVED', REJECTED: 'REJECTED', OVERRIDDEN: 'OVERRIDDEN' } as const;
export type ApprovalDecision = (typeof ApprovalDecision)[keyof typeof ApprovalDecision];

/** Who approves a version. */
export const ApprovalPolicy = { PERSON: 'PERSON', AUTOMATIC_WHEN_IMPROVED: 'AUTOMATIC_WHEN_IMPROVED' } as const;
export type ApprovalPolicy = (typeof ApprovalPolicy)[keyof typeof ApprovalPolicy];

/** How an approved version takes over. */
export const RolloutPolicy = { IMMEDIATE: 'IMMEDIATE', CANARY: 'CANARY' } as const;
export type RolloutPolicy = (typeof RolloutPolicy)[keyof typeof RolloutPolicy];

/** Whether a correction to an existing intent teaches at once, or after a person's review. */
export const AcceptancePolicy = { AUTO: 'AUTO', REVIEW: 'REVIEW' } as const;
export type AcceptancePolicy = (typeof AcceptancePolicy)[keyof typeof AcceptancePolicy];

/** How a version is made. */
export const Recipe = { FAST: 'FAST', BEST: 'BEST' } as const;
export type Recipe = (typeof Recipe)[keyof typeof Recipe];

/** What the audit log keeps. */
export const AuditAction = {
  ASSISTANT_CREATED: 'ASSISTANT_CREATED',
  TOKEN_ISSUED: 'TOKEN_ISSUED',
  INTENT_CREATED: 'INTENT_CREATED',
  INTENT_LABEL_SET: 'INTENT_LABEL_SET',
  INTENT_HANDOFF_SET: 'INTENT_HANDOFF_SET',
  ANSWER_SET: 'ANSWER_SET',
  EXAMPLES_IMPORTED: 'EXAMPLES_IMPORTED',
  EXAMPLE_ANNOTATED: 'EXAMPLE_ANNOTATED',
  ENTITY_TYPE_CREATED: 'ENTITY_TYPE_CREATED',
  ENTITY_TYPE_UPDATED: 'ENTITY_TYPE_UPDATED',
  ENTITY_TYPE_DELETED: 'ENTITY_TYPE_DELETED',
  FEEDBACK_REVIEWED: 'FEEDBACK_REVIEWED',
  UTTERANCE_REVIEWED: 'UTTERANCE_REVIEWED',
  REVIEW_UNDONE: 'REVIEW_UNDONE',
  REVIEW_ASSIGNED: 'REVIEW_ASSIGNED',
  REVIEW_POLICY_CHANGED: 'REVIEW_POLICY_CHANGED',
  MESSAGES_REDRIVEN: 'MESSAGES_REDRIVEN',
  RETRAINING_REQUESTED: 'RETRAINING_REQUESTED',
  DATASET_RESTORED: 'DATASET_RESTORED',
  RUN_CANCELLED: 'RUN_CANCELLED',
  VERSION_APPROVED: 'VERSION_APPROVED',
  VERSION_APPROVED_BY_POLICY: 'VERSION_APPROVED_BY_POLICY',
  VERSION_OVERRIDDEN: 'VERSION_OVERRIDDEN',
  VERSION_REJECTED: 'VERSION_REJECTED',
  VERSION_EXPIRED: 'VERSION_EXPIRED',
  EVIDENCE_REQUESTED: 'EVIDENCE_REQUESTED',
  CANARY_ADVANCED: 'CANARY_ADVANCED',
  ROLL_OUT_FAILED: 'ROLL_OUT_FAILED',
  ROLLED_BACK: 'ROLLED_BACK',
  ROLLED_BACK_AUTOMATICALLY: 'ROLLED_BACK_AUTOMATICALLY',
  POLICY_CHANGED: 'POLICY_CHANGED',
  GATE_RULES_CHANGED: 'GATE_RULES_CHANGED',
  CANARY_PLAN_CHANGED: 'CANARY_PLAN_CHANGED',
  ALERT_RULE_CREATED: 'ALERT_RULE_CREATED',
  ALERT_RULE_CHANGED: 'ALERT_RULE_CHANGED',
  ALERT_RULE_DELETED: 'ALERT_RULE_DELETED',
  ALERT_ACKNOWLEDGED: 'ALERT_ACKNOWLEDGED',
} as const;
export type AuditAction = (typeof AuditAction)[keyof typeof AuditAction];

/** Where an example of a snapshot comes from. */
export const ExampleSource = { SEED: 'SEED', IMPORT: 'IMPORT', FEEDBACK: 'FEEDBACK', REVIEW: 'REVIEW' } as const;
export type ExampleSource = (typeof ExampleSource)[keyof typeof ExampleSource];

/** What an example is for. */
export const ExampleSplit = { TRAIN: 'TRAIN', VALIDATION: 'VALIDATION', TEST: 'TEST' } as const;
export type ExampleSplit = (typeof ExampleSplit)[keyof typeof ExampleSplit];

/** What one example of a snapshot is against another snapshot. */
export const DatasetChangeKind = { ADDED: 'ADDED', REMOVED: 'REMOVED', RELABELLED: 'RELABELLED' } as const;
export type DatasetChangeKind = (typeof DatasetChangeKind)[keyof typeof DatasetChangeKind];
