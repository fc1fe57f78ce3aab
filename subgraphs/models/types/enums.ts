import { registerEnumType } from 'type-graphql';
import {
  AcceptancePolicy,
  ApprovalDecision,
  ApprovalPolicy,
  AuditAction,
  DatasetChangeKind,
  DeploymentState,
  ExampleSource,
  ExampleSplit,
  GateVerdict,
  Recipe,
  RolloutPolicy,
  RunState,
  ReplayEffect,
  ReplayFeedback,
  RuleVerdict,
  RunTrigger,
  TrialState,
  ServedKind,
  VersionState,
} from '../vocabulary.ts';

registerEnumType(RunTrigger, {
  name: 'RunTrigger',
  description: 'What asked for a training run.',
  valuesConfig: {
    SCHEDULE: { description: 'The assistant’s cron schedule.' },
    VOLUME: { description: 'Enough newly accepted labels.' },
    QUALITY: { description: 'The version in service got worse.' },
    DRIFT: { description: 'What users say has changed.' },
    CI: { description: 'A pipeline of continuous integration.' },
    MANUAL: { description: 'A person.' },
  },
});
registerEnumType(RunState, {
  name: 'RunState',
  description: 'How far a training run has come.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its turn; further requests join it.' },
    RUNNING: { description: 'Is being worked on.' },
    SUCCEEDED: { description: 'Its version is registered, judged, and waits for approval.' },
    GATE_REFUSED: { description: 'Its version is registered, and refused by the gate.' },
    FAILED: { description: 'It could not be finished; `error` says why.' },
    CANCELLED: { description: 'Somebody stopped it.' },
  },
});
registerEnumType(TrialState, {
  name: 'TrialState',
  description: 'How far a trial of parameters has come.',
  valuesConfig: {
    WAITING: { description: 'Waits for its turn, or for the others of its stage.' },
    RUNNING: { description: 'Is being judged.' },
    STOPPED: { description: 'Was stopped early: others did better on the same rows.' },
    FINISHED: { description: 'Came to the end of the search.' },
    OUT_OF_TIME: { description: 'The search’s seconds were over before it was judged any further.' },
    FAILED: { description: 'It could not be judged; the search went on without it.' },
    CANCELLED: { description: 'Its run ended before it did.' },
  },
});
registerEnumType(VersionState, {
  name: 'VersionState',
  description: 'What became of a model version.',
  valuesConfig: {
    REGISTERED: { description: 'Kept, and not yet judged by the gate.' },
    PENDING_APPROVAL: { description: 'Waits for a decision.' },
    APPROVED: { description: 'On its way into service.' },
    SHADOW: { description: 'Interprets beside the champion, and answers nobody.' },
    CANARY: { description: 'Answers a share of the conversations.' },
    LIVE: { description: 'The champion: every process that serves has it.' },
    SUPERSEDED: { description: 'Was the champion until a newer one took over.' },
    ROLLED_BACK: { description: 'Was taken out of service.' },
    REJECTED: { description: 'A person decided against it.' },
    EXPIRED: { description: 'Nobody decided on it in time, or a newer version came first.' },
    GATE_REFUSED: { description: 'A rule of the gate failed; kept for inspection.' },
  },
});
registerEnumType(DeploymentState, {
  name: 'DeploymentState',
  description: 'What became of a deployment.',
  valuesConfig: {
    ROLLING_OUT: { description: 'The processes that serve are taking it up.' },
    SHADOW: { description: 'Interprets beside the champion, and answers nobody.' },
    CANARY: { description: 'Answers a share of the conversations.' },
    LIVE: { description: 'Every process that serves has it.' },
    SUPERSEDED: { description: 'Another took over.' },
    ROLLED_BACK: { description: 'It was taken out of service.' },
  },
});
registerEnumType(GateVerdict, {
  name: 'GateVerdict',
  description: 'What a paired test on the same items says of a version beside the champion.',
  valuesConfig: {
    IMPROVED: { description: 'Significantly better, or there was no champion.' },
    NO_MEASURABLE_CHANGE: { description: 'The same, or better without significance.' },
    WORSE_WITHIN_NOISE: { description: 'Worse without significance.' },
    SIGNIFICANTLY_WORSE: { description: 'Worse, and not by chance: refused.' },
  },
});
registerEnumType(RuleVerdict, {
  name: 'RuleVerdict',
  description: 'What a rule of the gate says of a version.',
  valuesConfig: {
    PASSED: { description: 'What it demands is so.' },
    FAILED: { description: 'It is not so: the version is refused.' },
    NOT_JUDGED: { description: 'There was nothing to judge by; that refuses nothing.' },
  },
});
registerEnumType(ServedKind, {
  name: 'ServedKind',
  description: 'What a reply is, as far as curated answers go.',
  valuesConfig: {
    ANSWER: { description: 'The curated answer of an intent.' },
    DISAMBIGUATION: { description: 'A question back.' },
    NONE: { description: 'Outside knowledge, or an honest “I don’t know”.' },
  },
});
registerEnumType(ReplayEffect, {
  name: 'ReplayEffect',
  description: 'What the feedback on a served reply says of another one in its place.',
  valuesConfig: {
    BREAKS: { description: 'Users liked the reply that would change.' },
    STILL_WRONG: { description: 'Users corrected it, and it would be something else again.' },
    UNJUDGED: { description: 'Nobody said anything of it.' },
    MAY_FIX: { description: 'Users disliked it without saying what was right.' },
    FIXES: { description: 'Users corrected it, and it would be as they said.' },
  },
});
registerEnumType(ReplayFeedback, {
  name: 'ReplayFeedback',
  description: 'What was said of a turn.',
  valuesConfig: {
    HELPFUL: { description: 'Its reply was helpful.' },
    UNHELPFUL: { description: 'It was not.' },
    CORRECTION: { description: 'It was corrected.' },
    NONE: { description: 'Nothing.' },
  },
});
registerEnumType(ApprovalDecision, {
  name: 'ApprovalDecision',
  description: 'What somebody decided about a version.',
  valuesConfig: {
    APPROVED: { description: 'It goes into service.' },
    REJECTED: { description: 'It does not.' },
    OVERRIDDEN: { description: 'It goes into service although the gate refused it.' },
  },
});
registerEnumType(ApprovalPolicy, {
  name: 'ApprovalPolicy',
  description: 'Who approves versions.',
  valuesConfig: {
    PERSON: { description: 'A person.' },
    AUTOMATIC_WHEN_IMPROVED: { description: 'The policy itself, for a significantly better version.' },
  },
});
registerEnumType(RolloutPolicy, {
  name: 'RolloutPolicy',
  description: 'How an approved version takes over.',
  valuesConfig: {
    IMMEDIATE: { description: 'For all conversations at once.' },
    CANARY: { description: 'For a share of the conversations first.' },
  },
});
registerEnumType(AcceptancePolicy, {
  name: 'AcceptancePolicy',
  description: 'Whether a correction to an existing intent teaches at once.',
  valuesConfig: {
    AUTO: { description: 'It does.' },
    REVIEW: { description: 'A person reviews it first.' },
  },
});
registerEnumType(Recipe, {
  name: 'Recipe',
  description: 'How a version is made.',
  valuesConfig: {
    FAST: { description: 'A linear classifier: seconds to train.' },
    BEST: {
      description: 'The linear classifier mixed with three small networks: a point or two more, at ten times the time.',
    },
  },
});
registerEnumType(AuditAction, {
  name: 'AuditAction',
  description: 'What somebody did.',
  valuesConfig: {
    ASSISTANT_CREATED: { description: 'An assistant was made.' },
    TOKEN_ISSUED: { description: 'A program or an analyst was given a token.' },
    INTENT_CREATED: { description: 'An intent was made.' },
    INTENT_LABEL_SET: { description: 'An intent was given another label.' },
    INTENT_HANDOFF_SET: { description: 'It was said whether an intent calls a person.' },
    ANSWER_SET: { description: 'An intent was given another answer.' },
    EXAMPLES_IMPORTED: { description: 'Examples were imported.' },
    MESSAGES_REDRIVEN: { description: 'Dead letters, and what was set aside, were sent on their way again.' },
    EXAMPLE_ANNOTATED: { description: 'Entities were marked in an example.' },
    ENTITY_TYPE_CREATED: { description: 'An entity type was made.' },
    ENTITY_TYPE_UPDATED: { description: 'An entity type was given another definition.' },
    ENTITY_TYPE_DELETED: { description: 'An entity type was deleted.' },
    FEEDBACK_REVIEWED: { description: 'It was decided whether, and what, a feedback teaches.' },
    UTTERANCE_REVIEWED: { description: 'Somebody decided what an utterance of the review inbox means, or skipped it.' },
    REVIEW_UNDONE: { description: 'Such a decision was taken back.' },
    REVIEW_ASSIGNED: { description: 'An utterance of the review inbox was given to somebody, or to nobody.' },
    REVIEW_POLICY_CHANGED: { description: 'It was changed how utterances are reviewed.' },
    RETRAINING_REQUESTED: { description: 'A training run was asked for, or joined.' },
    DATASET_RESTORED: { description: 'A training run was asked to learn an earlier dataset snapshot again.' },
    RUN_CANCELLED: { description: 'A training run was stopped.' },
    VERSION_APPROVED: { description: 'A version was approved.' },
    VERSION_APPROVED_BY_POLICY: { description: 'The policy approved a version that is significantly better.' },
    VERSION_OVERRIDDEN: { description: 'A version was approved that the gate had refused.' },
    VERSION_REJECTED: { description: 'A version was decided against.' },
    VERSION_EXPIRED: { description: 'A version waited too long, or a newer one came first.' },
    EVIDENCE_REQUESTED: { description: 'New evidence of a version was asked for.' },
    CANARY_ADVANCED: { description: 'A canary was given a larger share.' },
    ROLL_OUT_FAILED: { description: 'An approval was taken back: its roll-out did not begin.' },
    ROLLED_BACK: { description: 'The champion, or a roll-out, was taken out of service.' },
    ROLLED_BACK_AUTOMATICALLY: { description: 'The champion, or a roll-out, was taken out of service by a rule.' },
    POLICY_CHANGED: { description: 'The policy of retraining was changed.' },
    GATE_RULES_CHANGED: { description: 'The rules of the gate were changed.' },
    CANARY_PLAN_CHANGED: { description: 'The steps of a canary were changed.' },
    ALERT_RULE_CREATED: { description: 'An alert rule was made.' },
    ALERT_RULE_CHANGED: { description: 'An alert rule was changed.' },
    ALERT_RULE_DELETED: { description: 'An alert rule was taken away.' },
    ALERT_ACKNOWLEDGED: { description: 'Somebody has seen an alert.' },
  },
});
registerEnumType(ExampleSource, {
  name: 'ExampleSource',
  description: 'Where an example comes from.',
  valuesConfig: {
    SEED: { description: 'Made with the assistant.' },
    IMPORT: { description: 'Imported later.' },
    FEEDBACK: { description: 'Learned from what users said about replies.' },
    REVIEW: { description: 'Settled by a reviewer of the inbox.' },
  },
});
registerEnumType(ExampleSplit, {
  name: 'ExampleSplit',
  description: 'What an example is for; it never changes.',
  valuesConfig: {
    TRAIN: { description: 'Trains models.' },
    VALIDATION: { description: 'Calibrates them.' },
    TEST: { description: 'Judges them, and nothing else.' },
  },
});
registerEnumType(DatasetChangeKind, {
  name: 'DatasetChangeKind',
  description: 'What one example of a dataset snapshot is against another snapshot.',
  valuesConfig: {
    ADDED: { description: 'It came.' },
    REMOVED: { description: 'It went.' },
    RELABELLED: { description: 'It has another intent, itself or by what stands in its place.' },
  },
});
