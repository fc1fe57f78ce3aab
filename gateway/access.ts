import type { Role } from '../platform/auth/index.ts';

type Rows = Readonly<Record<string, readonly Role[]>>;

const EVERYONE: readonly Role[] = ['admin', 'analyst', 'ci', 'app', 'user', 'anonymous'];
const TALKERS: readonly Role[] = ['admin', 'app', 'user'];
const TALK_READERS: readonly Role[] = ['admin', 'analyst', 'app', 'user'];
export const READERS: readonly Role[] = ['admin', 'analyst'];
const RUN_READERS: readonly Role[] = ['admin', 'analyst', 'ci'];
const RUN_STARTERS: readonly Role[] = ['admin', 'ci'];
const ADMIN: readonly Role[] = ['admin'];

/** What a build server does not need of a version or its dataset: what users said, word for word. */
export const READERS_ONLY: Readonly<Record<string, readonly string[]>> = {
  DatasetSnapshot: ['examples'],
  ModelVersion: ['replay'],
};

/**
 * Who may use which root field: the one table. A field without a row is for the admin alone, and a test fails until it has one.
 * A row opens the door; which conversation or feedback it is, the room checks (a `user` token is bound to one conversation).
 */
export const ACCESS: Readonly<Record<'Query' | 'Mutation' | 'Subscription', Rows>> = {
  Query: {
    viewer: EVERYONE,
    assistant: ['admin', 'analyst', 'ci', 'app'],
    assistants: RUN_READERS,
    conversation: TALK_READERS,
    conversations: READERS,
    turn: TALK_READERS,
    feedback: TALK_READERS,
    feedbackHistory: READERS,
    labelConflicts: READERS,
    reviewInbox: READERS,
    reviewItem: READERS,
    reviewPolicy: READERS,
    reviewAgreement: READERS,
    proposedIntents: READERS,
    feedbackStatistics: READERS,
    messageDelivery: READERS,
    trainingRun: RUN_READERS,
    trainingRuns: RUN_READERS,
    modelVersion: RUN_READERS,
    modelVersions: RUN_READERS,
    champion: RUN_READERS,
    datasetSnapshot: READERS,
    datasetDifference: READERS,
    retrainPolicy: RUN_READERS,
    retrainPolicyDryRun: RUN_READERS,
    gateRules: RUN_READERS,
    canaryPlan: RUN_READERS,
    auditLog: READERS,
    intents: READERS,
    entityTypes: READERS,
    entityType: READERS,
    entitySpans: READERS,
    examples: READERS,
    explanation: READERS,
    qualityReport: READERS,
    tagEffectiveness: READERS,
    alertRules: READERS,
    alerts: READERS,
    sources: READERS,
    tagCategories: READERS,
    tagRules: READERS,
  },
  Mutation: {
    startConversation: EVERYONE, // anyone with a public assistant: the room looks
    sendMessage: TALKERS,
    submitFeedback: TALKERS,
    recordSignal: TALKERS,
    retractFeedback: TALKERS,
    reviewFeedback: ADMIN,
    reviewUtterance: ADMIN,
    undoReview: ADMIN,
    assignReviewItem: ADMIN,
    setReviewPolicy: ADMIN,
    acceptProposedIntent: ADMIN,
    redriveMessages: ADMIN,
    requestRetraining: RUN_STARTERS,
    cancelTrainingRun: RUN_STARTERS,
    restoreDatasetSnapshot: ADMIN,
    approveModelVersion: ADMIN,
    refreshEvidence: ADMIN,
    rejectModelVersion: ADMIN,
    rollBackDeployment: ADMIN,
    setRetrainPolicy: ADMIN,
    updateRetrainPolicy: ADMIN,
    updateGateRules: ADMIN,
    setCanaryPlan: ADMIN,
    createAlertRule: ADMIN,
    updateAlertRule: ADMIN,
    deleteAlertRule: ADMIN,
    acknowledgeAlert: ADMIN,
    addSource: ADMIN,
    crawlSource: ADMIN,
    createAssistant: ADMIN,
    createIntent: ADMIN,
    setAnswer: ADMIN,
    setIntentLabel: ADMIN,
    setIntentHandoff: ADMIN,
    importExamples: ADMIN,
    annotateExample: ADMIN,
    createEntityType: ADMIN,
    updateEntityType: ADMIN,
    deleteEntityType: ADMIN,
    createTagCategory: ADMIN,
    setTagRule: ADMIN,
    issueToken: ADMIN,
  },
  Subscription: {
    turnAdded: TALK_READERS,
    feedbackRecorded: READERS,
    trainingRunUpdated: RUN_READERS,
    trainingRunChanged: RUN_READERS,
    deploymentUpdated: READERS,
    alertRaised: READERS,
  },
};

/** Roles that see of the graph only what `OUTSIDE_TYPES` names: everyone who is not staff. */
export const OUTSIDE_ROLES: readonly Role[] = ['app', 'user', 'anonymous'];

/**
 * The types, and where they are cut the fields, that callers outside the staff may select; whatever else hangs on a type they can reach is refused.
 * New fields of these types are seen by front ends unless their type is cut here.
 */
export const OUTSIDE_TYPES: Readonly<Record<string, 'whole' | readonly string[]>> = {
  Viewer: 'whole',
  Assistant: ['id', 'name', 'languages', 'timeZone', 'createdAt', 'champion', 'intentOptions'],
  ModelVersion: ['id', 'number'],
  Conversation: 'whole',
  TurnConnection: 'whole',
  TurnEdge: 'whole',
  PageInfo: 'whole',
  Turn: 'whole',
  Reply: 'whole',
  ReplyOption: 'whole',
  Citation: 'whole',
  Interpretation: 'whole',
  IntentScore: 'whole',
  EntitySpan: 'whole',
  Tag: 'whole',
  Feedback: 'whole',
  FeedbackFate: 'whole',
  StartConversationPayload: 'whole',
  SendMessagePayload: 'whole',
  SubmitFeedbackPayload: 'whole',
  RecordSignalPayload: 'whole',
  RetractFeedbackPayload: 'whole',
  UserError: 'whole',
  InputError: 'whole',
};
