import type { ColumnType, Generated, Kysely } from 'kysely';
import type { ActFact } from '../../kit/index.ts';
import type { Report, SnapshotCount } from '../evidence.ts';
import type { GateRules } from '../gate/gate-rules.ts';
import type { Served } from '../replay/replay.ts';
import type {
  AcceptancePolicy,
  Recipe,
  ApprovalDecision,
  ApprovalPolicy,
  AuditAction,
  DeploymentState,
  RolloutPolicy,
  ReplayEffect,
  RunState,
  RunTrigger,
  TrialState,
  VersionState,
} from '../vocabulary.ts';
import type { AlertDeliveryTable, AlertRuleRow, AlertTable } from './alert-tables.ts';
import type { RuleFigure } from './rule-figure.ts';
import type { CanaryPlanTable, RolloutStepRow, RolloutWatchRow, ServingProcessTable } from './rollout-tables.ts';

export type { RuleFigure };

/** A connection or a transaction on the one database. */
export type Db = Kysely<unknown>;

export interface RunRow {
  id: string;
  assistantId: string;
  trigger: RunTrigger;
  reason: string;
  revision: string | null;
  requestedBy: string | null;
  /** New labels that it was asked for: they count again where it ends in vain. */
  labels: number;
  /** The snapshot whose rows it learns again; null for a run that learns what is taught. */
  restoredSnapshotId: string | null;
  state: RunState;
  stage: string;
  progress: number;
  sequence: number;
  error: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}
/** Somebody who asked for a run, or joined it. */
export interface RunRequestRow {
  runId: string;
  by: string;
  trigger: RunTrigger;
  /** Of the policy; null where none asked, or of requests from before it was kept. */
  rule: string | null;
  figures: RuleFigure[];
  reason: string;
  revision: string | null;
  at: Date;
}
interface ReplayChangeTable {
  reportId: string;
  /** In the order in which a person looks at them, from 0. */
  position: number;
  turnId: string;
  served: Json<Served>;
  next: Json<Served>;
  effect: ReplayEffect;
  verdict: string | null;
  correctedIntent: string | null;
}
export type ReplayChangeRow = Omit<ReplayChangeTable, 'served' | 'next'> & { served: Served; next: Served };
interface GateRulesTable {
  assistantId: string;
  /** One that was stored before a rule was thought of lacks it. */
  rules: ColumnType<Partial<GateRules>, string, string>;
}
export interface StageRow {
  runId: string;
  name: string;
  startedAt: Date;
  finishedAt: Date | null;
}
export interface MetricRow {
  runId: string;
  name: string;
  step: number;
  value: number;
  at: Date;
}
/** Parameters by their names. */
export type TrialParameters = Readonly<Record<string, number>>;

interface TrialTable {
  runId: string;
  /** Counts the run's trials from 1. */
  number: number;
  parameters: Json<TrialParameters>;
  state: TrialState;
  score: number | null;
  isChosen: Generated<boolean>;
  startedAt: Date | null;
  finishedAt: Date | null;
}
export type TrialRow = Omit<TrialTable, 'parameters' | 'isChosen'> & { parameters: TrialParameters; isChosen: boolean };
export interface TrialMetricRow {
  runId: string;
  number: number;
  step: number;
  value: number;
}
interface LogTable {
  position: Generated<number>;
  runId: string;
  at: Date;
  line: string;
}
/** JSON columns are written as text, so that an array is not taken for a PostgreSQL array. */
type Json<T> = ColumnType<T, string, string>;

interface SnapshotTable {
  id: string;
  runId: string;
  assistantId: string;
  sha256: string;
  uri: string;
  lineageUri: string;
  exampleCount: number;
  counts: Json<SnapshotCount[]>;
  /** Of what users said that nobody has labelled; null where there is nothing, as in all snapshots before it was kept. */
  unlabelledUri: string | null;
  unlabelledCount: number;
  /** The snapshot whose rows these are; null where they were gathered anew. */
  restoredFromId: string | null;
  /** Rows of that one that are not among these, since their labels do not hold any more; null where none was restored. */
  leftOut: number | null;
  createdAt: Date;
}
export type SnapshotRow = Omit<SnapshotTable, 'counts'> & { counts: SnapshotCount[] };

interface ReportTable {
  id: string;
  runId: string;
  evidenceHash: string;
  content: Json<Report>;
  createdAt: Date;
}
export type ReportRow = Omit<ReportTable, 'content'> & { content: Report };

export interface VersionRow {
  id: string;
  assistantId: string;
  number: number;
  runId: string;
  datasetSnapshotId: string;
  parentId: string | null;
  reportId: string;
  state: VersionState;
  trafficShare: number;
  artifactUri: string;
  artifactSha256: string;
  artifactBytes: number;
  /** What a later training may start from; null of versions from before it was kept. */
  trainingStateUri: string | null;
  /** Canonical JSON. */
  parameters: string;
  seed: number;
  revision: string | null;
  refreshRequestedAt: Date | null;
  createdAt: Date;
}
export interface ApprovalRow {
  id: string;
  versionId: string;
  decision: ApprovalDecision;
  by: string;
  at: Date;
  comment: string | null;
  evidenceHash: string;
  /** Why the gate's refusal does not stand; null unless it was overridden. */
  overrideReason: string | null;
}
export interface DeploymentRow {
  id: string;
  assistantId: string;
  versionId: string;
  state: DeploymentState;
  trafficShare: number;
  isRollBack: boolean;
  reason: string | null;
  requestedBy: string;
  createdAt: Date;
  /** Of the present state. */
  at: Date;
}
export interface PolicyRow {
  assistantId: string;
  cron: string | null;
  timeZone: string;
  volume: number | null;
  debounceMinutes: number;
  /** `22:30`, on the wall of the time zone: from then on nothing is asked for automatically; null with a null end. */
  quietFrom: string | null;
  quietTo: string | null;
  /** So many of the last voices on the version in service are held against those before; null for no such rule. */
  qualityVoices: number | null;
  /** Bounds of drift between the version's first days and the last ones; null for no such rule. */
  driftPsi: number | null;
  driftOutOfScope: number | null;
  driftDays: number;
  approval: ApprovalPolicy;
  rollout: RolloutPolicy;
  twoPersons: boolean;
  acceptance: AcceptancePolicy;
  recipe: Recipe;
  encoder: string | null;
  /** Whether a training starts from the champion's. */
  warmStart: boolean;
  /** Choices of parameters that a run tries before it trains; with neither this nor seconds it tries none. */
  trialCount: number | null;
  /** For so long a run tries. */
  trialBudgetSeconds: number | null;
  /** So long a version waits for a decision. */
  approvalExpiresAfterDays: number;
  scheduleCheckedAt: Date;
}
export interface RetrainCounterRow {
  assistantId: string;
  newLabels: number;
  lastRequestedAt: Date | null;
  restingUntil: Date | null;
  /** Runs in a row that failed or were cancelled. */
  inVain: number;
  /** Until then labels ask for no run, because one has ended in vain. */
  retryAt: Date | null;
}
/** What was true at a turn; what may be null is null of turns from before it was kept. */
export interface ObservedTurnRow {
  turnId: string;
  at: Date;
  assistantId: string | null;
  conversationId: string | null;
  endUserId: string | null;
  /** Its place in the conversation, from 0. */
  turnIndex: number | null;
  utterance: string | null;
  language: string | null;
  chosenIntent: string | null;
  /** As predicted; null also where the utterance was refused. */
  intent: string | null;
  confidence: number | null;
  isOutOfScope: boolean;
  isCloseCall: boolean;
  /** The likeliest intents, best first, of a refused utterance too. */
  ranking: { intent: string; confidence: number }[];
  modelVersionId: string | null;
  deploymentId: string | null;
  replyKind: string | null;
  latencyMs: number | null;
  tags: { id: string; name: string }[];
}
/** The newest state of a feedback; what may be null is null of feedback from before it was kept. */
export interface ObservedFeedbackRow {
  feedbackId: string;
  sequence: number;
  verdict: string;
  status: string;
  assistantId: string | null;
  /** Who says it: what one person says again replaces what they said. */
  author: string | null;
  turnId: string | null;
  /** When the turn was taken. */
  turnAt: Date;
  source: string | null;
  /** The step of a user from which implicit feedback was read. */
  signal: string | null;
  correctedIntent: string | null;
  /** The intent that it teaches where it is accepted, a confirmed one included; null where it says nothing about one. */
  taughtIntent: string | null;
  /** When it was said. */
  at: Date;
}
/** A person's label of a turn, which counts once. */
export interface CountedLabelRow {
  turnId: string;
  author: string;
  /** When it was counted. */
  at: Date;
}
export interface QualityWindowRow {
  assistantId: string;
  modelVersionId: string;
  hour: Date;
  turns: number;
  outOfScope: number;
  confidenceSum: number;
  answers: number;
  disambiguations: number;
  knowledge: number;
  fallbacks: number;
  helpful: number;
  unhelpful: number;
  corrections: number;
}

interface AuditTable {
  /** Empty for acts that concern no single assistant. */
  assistantId: string;
  /** Counts the assistant's entries from 1. */
  sequence: number;
  id: string;
  origin: string | null;
  actor: string;
  action: AuditAction;
  subject: string;
  at: Date;
  facts: Json<ActFact[]>;
  requestId: string | null;
  previousHash: string;
  hash: string;
}
export type AuditRow = Omit<AuditTable, 'facts'> & { facts: ActFact[] };

type Tables = {
  trainingRun: RunRow;
  runRequest: Omit<RunRequestRow, 'figures'> & { figures: Json<RuleFigure[]>; position: Generated<number> };
  runStage: StageRow;
  runMetric: MetricRow;
  runLog: LogTable;
  trial: TrialTable;
  trialMetric: TrialMetricRow;
  datasetSnapshot: SnapshotTable;
  snapshotReview: { snapshotId: string; reviewId: string };
  undoneReview: { reviewId: string };
  snapshotFeedback: { feedbackId: string; snapshotId: string; intent: string | null };
  report: ReportTable;
  modelVersion: VersionRow;
  approval: ApprovalRow;
  deployment: DeploymentRow;
  servingProcess: ServingProcessTable;
  canaryPlan: CanaryPlanTable;
  rolloutStep: RolloutStepRow;
  rolloutWatch: RolloutWatchRow;
  retrainPolicy: PolicyRow;
  gateRules: GateRulesTable;
  replayChange: ReplayChangeTable;
  retrainCounter: Omit<RetrainCounterRow, 'inVain' | 'retryAt'> & {
    inVain: Generated<number>;
    retryAt: Generated<Date | null>;
  };
  qualityWindow: {
    [K in keyof QualityWindowRow]: QualityWindowRow[K] extends number ? Generated<number> : QualityWindowRow[K];
  };
  observedTurn: Omit<ObservedTurnRow, 'tags' | 'ranking'> & {
    tags: Json<ObservedTurnRow['tags']>;
    ranking: Json<ObservedTurnRow['ranking']>;
  };
  observedFeedback: ObservedFeedbackRow;
  countedLabel: CountedLabelRow;
  auditEntry: AuditTable;
  alertRule: AlertRuleRow;
  alert: AlertTable;
  alertDelivery: AlertDeliveryTable;
};

/** This room's tables, and no others. */
export function tablesOf(db: Db): Kysely<Tables> {
  return db.withSchema('models').withTables<Tables>();
}
