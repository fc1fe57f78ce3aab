import type { Database, Migration, Notifications, Transaction } from '../../platform/db/index.ts';
import type { Encoders } from '../../platform/encoder/index.ts';
import { AddressGuard } from '../../platform/internet/index.ts';
import type { Clock, Lifecycle } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { Assistants, buildSubgraph, type Rooms, type Subgraph } from '../kit/index.ts';
import { Alarm } from './alerts/alarm.ts';
import { allOf } from './all-of.ts';
import { AlertActor } from './alerts/alert-actor.ts';
import { AlertDeliverer } from './alerts/alert-deliverer.ts';
import { AlertFeed } from './alerts/alert-feed.ts';
import { AlertService } from './alerts/alert-service.ts';
import { AlertWatch } from './alerts/alert-watch.ts';
import { AuditLog } from './audit-log.ts';
import { DeploymentFeed } from './deployment-feed.ts';
import { DeploymentService } from './deployment-service.ts';
import * as create from './migrations/20261122T1510-models-create.ts';
import * as labelsOfRuns from './migrations/20261123T0455-models-labels-of-runs.ts';
import * as observedFacts from './migrations/20261123T0745-models-observed-facts.ts';
import * as restore from './migrations/20261128T1240-models-restore.ts';
import * as encoder from './migrations/20261128T0950-models-encoder.ts';
import * as recipe from './migrations/20261123T0800-models-recipe.ts';
import * as understanding from './migrations/20261128T0840-models-understanding.ts';
import * as voices from './migrations/20261128T0850-models-voices.ts';
import * as rulesOfRequests from './migrations/20261128T0856-models-rules-of-requests.ts';
import * as audit from './migrations/20261123T0745-models-audit.ts';
import * as trials from './migrations/20261128T0905-models-trials.ts';
import * as approvals from './migrations/20261123T0746-models-approvals.ts';
import * as rollout from './migrations/20261128T0925-models-rollout.ts';
import * as gateRules from './migrations/20261128T0840-models-gate-rules.ts';
import * as quietHours from './migrations/20261128T0955-models-quiet-hours.ts';
import * as observedRules from './migrations/20261128T1001-models-observed-rules.ts';
import * as acknowledgedChampions from './migrations/20261128T1205-models-acknowledged-champions.ts';
import * as replay from './migrations/20261128T0915-models-replay.ts';
import * as alerts from './migrations/20261128T1230-models-alerts.ts';
import * as snapshotsOfAssistant from './migrations/20261128T1340-models-snapshots-of-assistant.ts';
import * as alertsForgotten from './migrations/20261128T1550-models-alerts-forgotten.ts';
import * as undoneReviews from './migrations/20261128T1410-models-undone-reviews.ts';
import * as unlabelled from './migrations/20261128T1525-models-unlabelled.ts';
import * as watchedAnswers from './migrations/20261128T1535-models-watched-answers.ts';
import * as standingVoices from './migrations/20261128T1345-models-standing-voices.ts';
import { DatasetService } from './dataset/dataset-service.ts';
import { GateService } from './gate/gate-service.ts';
import { Observer } from './observer.ts';
import { OpenDecisions } from './open-decisions.ts';
import { PolicyService } from './policy-service.ts';
import { Monitor, type Monitored } from './quality/monitor.ts';
import { QualityService } from './quality/service.ts';
import { Reader } from './reader.ts';
import { AlertResolver, AlertRuleResolver } from './resolvers/alert-resolvers.ts';
import { AuditEntryFields, AuditResolver } from './resolvers/audit-resolvers.ts';
import { DatasetResolver, SnapshotFields } from './resolvers/dataset-resolvers.ts';
import { DeploymentResolver } from './resolvers/deployment-resolvers.ts';
import { GateResolver } from './resolvers/gate-resolvers.ts';
import { DryRunResolver, PolicyResolver } from './resolvers/policy-resolvers.ts';
import { QualityReportFields, QualityResolver, TagEffectivenessFields } from './resolvers/quality-resolvers.ts';
import { ReplayResolver } from './resolvers/replay-resolvers.ts';
import { AssistantFields, FateFields, FeedbackFields } from './resolvers/reference-resolvers.ts';
import { RolloutResolver } from './resolvers/rollout-resolvers.ts';
import { RunResolver } from './resolvers/run-resolvers.ts';
import { TrialFields } from './resolvers/trial-resolvers.ts';
import { VersionResolver } from './resolvers/version-resolvers.ts';
import { CanaryPlanService } from './rollout/canary-plan-service.ts';
import { RolloutReader } from './rollout/rollout-reader.ts';
import { RolloutWatch } from './rollout/rollout-watch.ts';
import { RunFeed } from './run-feed.ts';
import { RunRecorder } from './run-recorder.ts';
import { RunService } from './run-service.ts';
import { type FirstVersion, seedFirstVersion } from './seed.ts';
import { forgetTurns } from './store/observed-store.ts';
import { ApprovalRefused, ApproveModelVersionSuccess, EvidenceStale } from './types/payload-types.ts';
import { TurnRef } from './types/replay-types.ts';
import { AssistantRef, FeedbackRef } from './types/version-types.ts';
import { expireWaiting } from './version-expiry.ts';
import { TrialRecorder } from './trial-recorder.ts';
import { VersionRegistry } from './version-registry.ts';
import { VersionService } from './version-service.ts';
import type { AcceptancePolicy } from './vocabulary.ts';
import type { Workflows } from './workflows.ts';

export type { EvidenceContext, Figures, Latency, Report, SnapshotCount } from './evidence.ts';
export type { GateRules } from './gate/gate-rules.ts';
export { type ReplayChange, type ReplayedTurn, type Served } from './replay/replay.ts';
export type { OpenApproval, OpenRefresh } from './open-decisions.ts';
export type { RunNews } from './run-recorder.ts';
export type { VersionRow } from './store/tables.ts';
export type { Monitored } from './quality/monitor.ts';
export type { TrainingPlan } from './version-registry.ts';
export type { GateVerdict, ReplayEffect } from './vocabulary.ts';
export type { Workflows } from './workflows.ts';

export const modelsMigrations: Readonly<Record<string, Migration>> = {
  '20261122T1510-models-create': create,
  '20261123T0455-models-labels-of-runs': labelsOfRuns,
  '20261123T0745-models-observed-facts': observedFacts,
  '20261123T0800-models-recipe': recipe,
  '20261123T0745-models-audit': audit,
  '20261123T0746-models-approvals': approvals,
  '20261128T0840-models-understanding': understanding,
  '20261128T0850-models-voices': voices,
  '20261128T0856-models-rules-of-requests': rulesOfRequests,
  '20261128T0840-models-gate-rules': gateRules,
  '20261128T0905-models-trials': trials,
  '20261128T0915-models-replay': replay,
  '20261128T0925-models-rollout': rollout,
  '20261128T0955-models-quiet-hours': quietHours,
  '20261128T1001-models-observed-rules': observedRules,
  '20261128T0950-models-encoder': encoder,
  '20261128T1205-models-acknowledged-champions': acknowledgedChampions,
  '20261128T1230-models-alerts': alerts,
  '20261128T1240-models-restore': restore,
  '20261128T1340-models-snapshots-of-assistant': snapshotsOfAssistant,
  '20261128T1345-models-standing-voices': standingVoices,
  '20261128T1410-models-undone-reviews': undoneReviews,
  '20261128T1525-models-unlabelled': unlabelled,
  '20261128T1535-models-watched-answers': watchedAnswers,
  '20261128T1550-models-alerts-forgotten': alertsForgotten,
};

export interface ModelsDependencies {
  db: Database;
  rooms: Rooms;
  notifications: Notifications;
  workflows: Workflows;
  objects: ObjectStore;
  encoders: Pick<Encoders, 'check'>;
  clock: Clock;
  log: Logger;
  webhooks?: WebhookOptions;
}

export interface WebhookOptions {
  /** `host` or `host:port` that may have private addresses; none by default. */
  privateHosts?: readonly string[];
  /** Of one attempt; ten seconds by default. */
  timeoutMs?: number;
}

/** The room that owns versions and everything that leads to them. */
export interface Models {
  readonly subgraph: Subgraph;
  readonly runs: RunService;
  readonly versions: VersionService;
  readonly deployments: DeploymentService;
  /** What the pipeline writes down of a run. */
  readonly recorder: RunRecorder;
  /** What the pipeline writes down of a run's trials. */
  readonly trials: TrialRecorder;
  /** Where the pipeline leaves what it made. */
  readonly registry: VersionRegistry;
  /** What was decided and is still to be carried out. */
  readonly decisions: OpenDecisions;
  /**
   * Takes messages of the queue in their order, a feedback in the status that it has arrived with: counts what versions in service do, and
   * new labels. Resolves to the same messages. Idempotent.
   */
  consumeBatch(tx: Transaction, messages: readonly unknown[]): Promise<readonly unknown[]>;
  /** Whether corrections teach at once at this assistant. */
  acceptancePolicy(tx: Transaction, assistantId: string): Promise<AcceptancePolicy>;
  /** Tells how the busiest assistants do now, `atMost` so many, and how many more there are. */
  monitor(atMost: number): Promise<{ assistants: Monitored[]; leftOut: number }>;
  /** Tells webhooks of alerts. */
  readonly webhooks: Pick<AlertDeliverer, 'deliverDue' | 'start'>;
  /**
   * Asks for the runs that are due by schedule, by volume or by what is observed, lets versions take over step by step or rolls them back,
   * raises and clears alerts, approves what the policy approves, lets versions expire that nobody decided on, and forgets what is no longer needed; for once a minute.
   */
  triggerDue(): Promise<void>;
  /** Sees to an assistant's first version, approved by `seed`. Needs a worker somewhere, not here. */
  seedFirstVersion(first: FirstVersion): Promise<void>;
  /** Hears what other processes change; without it subscribers get nothing. */
  start(lifecycle: Lifecycle): Promise<void>;
}

/** Opens the room of models. Its migrations have run. */
export function createModels({
  db,
  rooms,
  notifications,
  workflows,
  objects,
  encoders,
  clock,
  log,
  webhooks = {},
}: ModelsDependencies): Models {
  const parts = {
    db,
    notifications,
    objects,
    encoders,
    clock,
    workflows,
    assistants: new Assistants(rooms),
    audit: new AuditLog(clock),
  };
  const runs = new RunService(parts);
  const versions = new VersionService(parts);
  const deployments = new DeploymentService(parts);
  const rollouts = new RolloutWatch(parts, deployments);
  const policies = new PolicyService(parts, runs);
  const quality = new QualityService(parts);
  const monitor = new Monitor({ db, clock });
  const observer = new Observer({ policies, audit: parts.audit, clock });
  const recorder = new RunRecorder(parts);
  const reader = new Reader(db);
  const datasets = new DatasetService(parts);
  const runFeed = new RunFeed({ db, notifications, log });
  const alertFeed = new AlertFeed({ db, notifications, log });
  const { privateHosts = [], timeoutMs } = webhooks;
  const guard = new AddressGuard({ privateHosts });
  const alarm = new Alarm(parts);
  const alertService = new AlertService(parts, { rooms, alarm, guard });
  const alertWatch = new AlertWatch(parts, { alarm, actor: new AlertActor(parts, { runs, deployments }) });
  const deploymentFeed = new DeploymentFeed({ db, notifications, log });
  const subgraph = buildSubgraph({
    name: 'models',
    resolvers: [
      new RunResolver(reader, runs),
      new TrialFields(),
      new VersionResolver(reader, versions),
      new DeploymentResolver(reader, deployments),
      new RolloutResolver(new RolloutReader(parts), new CanaryPlanService(parts)),
      new AuditResolver(reader),
      new AuditEntryFields(),
      new PolicyResolver(policies),
      new DryRunResolver(policies),
      new ReplayResolver(reader),
      new SnapshotFields(datasets),
      new DatasetResolver(datasets),
      new GateResolver(reader, new GateService(parts)),
      new QualityResolver(quality),
      new QualityReportFields(quality),
      new TagEffectivenessFields(),
      new AlertRuleResolver(alertService),
      new AlertResolver(alertService),
      new AssistantFields(reader),
      new FeedbackFields(reader),
      new FateFields(reader),
    ],
    orphanedTypes: [ApproveModelVersionSuccess, EvidenceStale, ApprovalRefused],
    references: {
      TrainingRun: reader.runs,
      ModelVersion: reader.versions,
      DatasetSnapshot: reader.snapshots,
      Deployment: reader.deployments,
    },
    stubs: { Assistant: AssistantRef, Feedback: FeedbackRef, Turn: TurnRef },
    subscriptions: {
      trainingRunUpdated: ({ runId, after }: { runId: string; after?: number | null }) =>
        runFeed.follow(runId, after ?? undefined),
      trainingRunChanged: ({ assistantId }: { assistantId: string }) => runFeed.listen(assistantId),
      deploymentUpdated: ({ assistantId }: { assistantId: string }) => deploymentFeed.listen(assistantId),
      alertRaised: ({ assistantId }: { assistantId: string }) => alertFeed.listen(assistantId),
    },
  });

  return {
    subgraph,
    runs,
    versions,
    deployments,
    recorder,
    trials: new TrialRecorder(parts, recorder),
    registry: new VersionRegistry(parts, recorder),
    decisions: new OpenDecisions(parts),
    monitor: (atMost) => monitor.look(atMost),
    webhooks: new AlertDeliverer({ db, clock, notifications, guard, log, timeoutMs }),
    async consumeBatch(tx, messages) {
      await observer.consumeBatch(tx, messages);
      return messages;
    },
    acceptancePolicy: (tx, assistantId) => policies.acceptance(tx, assistantId),
    async triggerDue() {
      // What protects users comes first, and what fails keeps none of the rest from being done.
      await allOf([
        () => rollouts.tend(),
        () => alertWatch.tend(),
        () => policies.triggerDue(),
        () => versions.approveImproved(),
        () => expireWaiting(parts),
        () => forgetTurns(db, clock.now()),
        () => alertWatch.forget(),
      ]);
    },
    seedFirstVersion: (first) => seedFirstVersion(parts, { runs, versions }, first),
    async start(lifecycle) {
      await runFeed.start(lifecycle);
      await deploymentFeed.start(lifecycle);
      await alertFeed.start(lifecycle);
    },
  };
}
