import type { Identity } from '../../../platform/auth/index.ts';
import { encodersIn } from '../../../platform/encoder/index.ts';
import { Lifecycle } from '../../../platform/lifecycle/index.ts';
import { createLogger } from '../../../platform/log/index.ts';
import type { ObjectStore } from '../../../platform/objects/index.ts';
import { inProcessSource, type Rooms } from '../../../subgraphs/kit/index.ts';
import {
  createModels,
  type Figures,
  type GateVerdict,
  modelsMigrations,
  type Report,
  type VersionRow,
  type WebhookOptions,
  type Workflows,
} from '../../../subgraphs/models/index.ts';
import { createTestBucket } from '../../kit/aws.ts';
import { createTestClock, type TestClock } from '../../kit/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts';

export const ADMIN: Identity = { id: 'ada', roles: ['admin'] };
export const OTHER_ADMIN: Identity = { id: 'bob', roles: ['admin'] };
export const CI: Identity = { id: 'github', roles: ['ci'] };
const SERVICE: Identity = { id: 'service:nlp', roles: ['service'] };

/** Every assistant exists but this one. */
export const UNKNOWN = 'asst_unknown';
/** And every intent but this one. */
export const UNKNOWN_INTENT = 'unknown_intent';

export const FIGURES: Figures = {
  support: 100,
  accuracy: { value: 0.9, low: 0.83, high: 0.95 },
  macroF1: 0.88,
  perIntent: [{ intent: 'renew_loan', support: 50, precision: 0.9, recall: 0.9, f1: 0.9 }],
  confusions: [{ actual: 'renew_loan', predicted: null, count: 5 }],
  outOfScope: { support: 10, recall: 0.8, falseRejectionRate: 0.05, auroc: 0.9 },
  calibrationError: 0.03,
  tradeOff: { accept: [], margin: [] },
};

/** The intent that all feedback behind a snapshot's labels gave. */
const TAUGHT = 'reserve';

interface UserErrorAnswer {
  code: string;
  path: string[] | null;
}
export interface RunAnswer {
  id: string;
  state: string;
  trigger: string;
  requestedBy: string | null;
  stage: string;
  progress: number;
  sequence: number;
  error: string | null;
  log: string[];
}
const RUN = 'id state trigger requestedBy stage progress sequence error log';

interface DesiredAnswer {
  deploymentId: string;
  modelVersionId: string;
  state: string;
  trafficShare: number;
}

export interface AuditEntryAnswer {
  id: string;
  assistantId: string | null;
  sequence: number;
  actor: string;
  action: string;
  subject: string;
  at: string;
  requestId: string | null;
  hash: string;
  facts: { name: string; value: string | null; before: string | null }[];
}

/** The room on a database of its own, with a clock that stands still, a workflow engine that only remembers, and no pipeline behind it. */
export class ModelsRoom {
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly objects: ObjectStore;
  readonly models: Awaited<ReturnType<typeof createModels>>;
  readonly source: ReturnType<typeof inProcessSource>;
  readonly lifecycle = new Lifecycle();
  /** What the room asked of the engine, in order. */
  readonly asked: string[];

  private constructor(parts: Pick<ModelsRoom, 'clock' | 'database' | 'objects' | 'models' | 'source' | 'asked'>) {
    this.clock = parts.clock;
    this.database = parts.database;
    this.objects = parts.objects;
    this.models = parts.models;
    this.source = parts.source;
    this.asked = parts.asked;
  }

  /** `localhost` may be told of alerts; 127.0.0.1 may not. */
  static async open(webhooks: WebhookOptions = {}): Promise<ModelsRoom> {
    const database = await createTestDatabase({ migrations: modelsMigrations });
    const clock = createTestClock();
    const log = createLogger({ level: 'silent', name: 'test' });
    const asked: string[] = [];
    const remember = (what: string) => Promise.resolve(void asked.push(what));
    const workflows: Workflows = {
      enqueueRetrain: (_tx, { id }) => remember(`retrain ${id}`),
      enqueueDeploy: (_tx, { versionId }) => remember(`deploy ${versionId}`),
      enqueueRefresh: (_tx, { versionId }) => remember(`refresh ${versionId}`),
      cancel: (id) => remember(`cancel ${id}`),
    };
    const rooms: Rooms = {
      ask: (_document, { id, names }: { id?: string; names?: string[] }) =>
        Promise.resolve(
          (names
            ? { knownIntents: names.filter((name) => name !== UNKNOWN_INTENT) }
            : { assistant: id === UNKNOWN ? null : { id } }) as never,
        ),
    };
    const { db, notifications } = database;
    const objects = await createTestBucket();
    const encoders = encodersIn(undefined);
    const parts = { db, rooms, notifications, workflows, objects, encoders, clock, log };
    const allowed = { privateHosts: ['localhost'], ...webhooks };
    const models = createModels({ ...parts, webhooks: allowed });
    const source = inProcessSource(models.subgraph, log);
    const room = new ModelsRoom({ clock, database, objects, models, source, asked });
    await models.start(room.lifecycle);
    return room;
  }

  async close(): Promise<void> {
    await this.lifecycle.stop('test ends');
    await this.database.close();
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}, identity: Identity = ADMIN): Promise<T> {
    const { data, errors } = await this.source.execute({ query, variables, identity, requestId: 'test' });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  async request(
    assistantId: string,
    { identity = ADMIN, ...input }: { identity?: Identity; reason?: string; idempotencyKey?: string } = {},
  ): Promise<{ trainingRun: RunAnswer | null; errors: UserErrorAnswer[] }> {
    const { requestRetraining } = await this.ask<{ requestRetraining: never }>(
      `mutation($input: RequestRetrainingInput!) { requestRetraining(input: $input) { trainingRun { ${RUN} } errors { code path } } }`,
      { input: { assistantId, reason: 'a test', ...input } },
      identity,
    );
    return requestRetraining;
  }

  async run(id: string): Promise<RunAnswer | null> {
    return (
      await this.ask<{ trainingRun: RunAnswer | null }>(`query($id: ID!) { trainingRun(id: $id) { ${RUN} } }`, { id })
    ).trainingRun;
  }

  /** A version as the pipeline leaves it: trained on `feedbackIds` and `reviewIds` among others, judged, and ended by the gate. */
  async version(
    assistantId: string,
    {
      verdict = 'IMPROVED',
      feedbackIds = [],
      reviewIds = [],
      requestedBy = ADMIN,
      runId: wanted,
    }: {
      verdict?: GateVerdict;
      feedbackIds?: string[];
      reviewIds?: string[];
      requestedBy?: Identity;
      /** A run that was asked for; without it, one is asked for now. */
      runId?: string;
    } = {},
  ): Promise<VersionRow & { evidenceHash: string }> {
    const { recorder, registry } = this.models;
    const runId = wanted ?? (await this.request(assistantId, { identity: requestedBy })).trainingRun?.id ?? '';
    await recorder.begin(runId);
    // Times tell versions apart, and the clock stands still by itself.
    this.clock.advance(1_000);
    const snapshot = await registry.recordSnapshot({
      runId,
      assistantId,
      sha256: 'd'.repeat(64),
      uri: 's3://bucket/rows',
      lineageUri: 's3://bucket/lineage',
      unlabelledUri: null,
      unlabelledCount: 0,
      exampleCount: 100,
      counts: [{ split: 'TRAIN', source: 'SEED', count: 100 }],
      taught: feedbackIds.map((feedbackId) => ({ feedbackId, intent: TAUGHT })),
      reviewIds,
    });
    const reportId = await registry.recordReport(runId, await this.report(assistantId, snapshot.id, verdict));
    const { id } = await registry.register({
      runId,
      snapshotId: snapshot.id,
      reportId,
      artifact: { uri: 's3://bucket/model', sha256: 'a'.repeat(64), bytes: 1_000 },
      trainingStateUri: 's3://bucket/state',
      parameters: '{}',
      seed: 1,
    });
    await registry.judge(id);
    return { ...(await registry.version(id)), evidenceHash: await this.evidenceHash(id) };
  }

  /** What the workflow *refresh* does. */
  async renewEvidence(version: VersionRow, verdict: GateVerdict = 'NO_MEASURABLE_CHANGE'): Promise<void> {
    const { registry } = this.models;
    const report = await this.report(version.assistantId, version.datasetSnapshotId, verdict);
    await registry.renewEvidence(version.id, await registry.recordReport(version.runId, report));
  }

  /** What the pipeline finds out about a candidate, without a thing in it but the verdict. */
  async report(assistantId: string, snapshotId: string, verdict: GateVerdict): Promise<Report> {
    const { registry } = this.models;
    const champion = await registry.champion(assistantId);
    return {
      ...(await registry.evidenceContext(snapshotId, champion?.id ?? null)),
      snapshotSha256: 'd'.repeat(64),
      leftOut: 0,
      verdict,
      candidate: FIGURES,
      champion: champion && FIGURES,
      comparison: null,
    };
  }

  async evidenceHash(id: string): Promise<string> {
    const { modelVersion } = await this.ask<{ modelVersion: { evidenceHash: string } }>(
      'query($id: ID!) { modelVersion(id: $id) { evidenceHash } }',
      { id },
    );
    return modelVersion.evidenceHash;
  }

  async stateOf(id: string): Promise<string> {
    return (await this.models.registry.version(id)).state;
  }

  async approve(
    version: { id: string; evidenceHash: string },
    identity: Identity = OTHER_ADMIN,
    overrideReason?: string,
  ): Promise<{ __typename: string; code?: string; currentEvidenceHash?: string }> {
    const { approveModelVersion } = await this.ask<{ approveModelVersion: never }>(
      `mutation($input: ApproveModelVersionInput!) { approveModelVersion(input: $input) {
        __typename ... on EvidenceStale { code currentEvidenceHash } ... on ApprovalRefused { code } } }`,
      {
        input: {
          modelVersionId: version.id,
          expectedEvidenceHash: version.evidenceHash,
          comment: 'looks right',
          ...(overrideReason !== undefined && { overrideReason }),
        },
      },
      identity,
    );
    return approveModelVersion;
  }

  async auditLog(
    assistantId: string | null,
    { first = 50, after = null, filter = null }: { first?: number; after?: string | null; filter?: object | null } = {},
  ): Promise<{
    entries: AuditEntryAnswer[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
    chain: { length: number; headHash: string; brokenAt: number | null };
  }> {
    const { auditLog } = await this.ask<{ auditLog: { edges: { node: AuditEntryAnswer }[] } & Record<string, never> }>(
      `query($assistantId: ID, $first: Int!, $after: String, $filter: AuditFilter) {
        auditLog(assistantId: $assistantId, first: $first, after: $after, filter: $filter) {
          edges { node { id assistantId sequence actor action subject at requestId hash facts { name value before } } }
          pageInfo { hasNextPage endCursor } chain { length headHash brokenAt } } }`,
      { assistantId, first, after, filter },
    );
    const { edges, pageInfo, chain } = auditLog;
    return { entries: edges.map(({ node }) => node), pageInfo: pageInfo!, chain: chain! };
  }

  /** The champion that should be in service. */
  async desired(assistantId: string): Promise<DesiredAnswer | undefined> {
    return (await this.allDesired(assistantId))[0];
  }

  /** All that should be in service: the champion, and what takes over beside it. */
  async allDesired(assistantId: string): Promise<DesiredAnswer[]> {
    const { desiredDeployments } = await this.ask<{ desiredDeployments: (DesiredAnswer & { assistantId: string })[] }>(
      '{ desiredDeployments { deploymentId assistantId modelVersionId state trafficShare } }',
      {},
      SERVICE,
    );
    return desiredDeployments.filter((deployment) => deployment.assistantId === assistantId);
  }

  /** Changes an assistant's canary plan. */
  async setCanaryPlan(
    assistantId: string,
    change: object,
    idempotencyKey?: string,
  ): Promise<{ canaryPlan: object | null; errors: { code: string; path: string[] }[] }> {
    const { setCanaryPlan } = await this.ask<{
      setCanaryPlan: { canaryPlan: object | null; errors: { code: string; path: string[] }[] };
    }>(
      `mutation($input: SetCanaryPlanInput!) { setCanaryPlan(input: $input) {
        canaryPlan { steps { share minimumMinutes minimumVoices } withShadow watchMinutes } errors { code path } } }`,
      { input: { assistantId, ...change, ...(idempotencyKey && { idempotencyKey }) } },
    );
    return setCanaryPlan;
  }

  /** A serving process says what it has. */
  async acknowledge(
    processId: string,
    deployments: string[],
    leaseSeconds = 10,
    faults: { deploymentId: string; message: string }[] = [],
    champions = deployments,
  ): Promise<void> {
    await this.ask(
      'mutation($input: AcknowledgeDeploymentInput!) { acknowledgeDeployment(input: $input) }',
      { input: { processId, deployments, leaseSeconds, faults, champions } },
      SERVICE,
    );
  }

  /** A serving process takes up what is desired. */
  async serve(assistantId: string, processId = 'nlp-1'): Promise<void> {
    const desired = await this.allDesired(assistantId);
    await this.acknowledge(
      processId,
      desired.map(({ deploymentId }) => deploymentId),
    );
  }

  /** Approval, roll-out and acknowledgement of a version, up to LIVE. */
  async bringLive(version: { id: string; assistantId: string; evidenceHash: string }): Promise<void> {
    const result = await this.approve(version);
    if (result.__typename !== 'ApproveModelVersionSuccess') throw new Error(JSON.stringify(result));
    await this.models.deployments.begin(version.id, OTHER_ADMIN.id);
    this.clock.advance(1_000);
    await this.serve(version.assistantId);
    if ((await this.stateOf(version.id)) !== 'LIVE')
      throw new Error(`the version is ${await this.stateOf(version.id)}`);
  }

  async liveVersion(assistantId: string) {
    const version = await this.version(assistantId);
    await this.bringLive(version);
    return version;
  }

  async champion(assistantId: string): Promise<string | undefined> {
    return (await this.models.registry.champion(assistantId))?.id;
  }

  async rollBack(
    assistantId: string,
    expectedChampionId?: string,
  ): Promise<{
    deployment: { id: string; state: string; isRollBack: boolean; modelVersion: { id: string } } | null;
    errors: UserErrorAnswer[];
  }> {
    const { rollBackDeployment } = await this.ask<{ rollBackDeployment: never }>(
      `mutation($input: RollBackDeploymentInput!) { rollBackDeployment(input: $input) {
        deployment { id state isRollBack modelVersion { id } } errors { code path } } }`,
      { input: { assistantId, reason: 'users like it less', ...(expectedChampionId && { expectedChampionId }) } },
    );
    return rollBackDeployment;
  }

  async setPolicy(
    assistantId: string,
    change: Record<string, unknown>,
  ): Promise<{ retrainPolicy: Record<string, unknown> | null; errors: UserErrorAnswer[] }> {
    const { setRetrainPolicy } = await this.ask<{ setRetrainPolicy: never }>(
      `mutation($input: SetRetrainPolicyInput!) { setRetrainPolicy(input: $input) {
        retrainPolicy { cron timeZone volume debounceMinutes approval rollout twoPersons acceptance newLabels nextScheduledAt restingUntil }
        errors { code path } } }`,
      { input: { assistantId, ...change } },
    );
    return setRetrainPolicy;
  }
}
