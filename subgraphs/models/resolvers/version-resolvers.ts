import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  BadUserInput,
  type Connection,
  DomainError,
  isTransportCode,
  OfAssistantArgs,
  pageRequest,
  type Payload,
  payload,
  type SubgraphContext,
  toConnection,
  type UserError,
} from '../../kit/index.ts';
import { StaleEvidence } from '../errors.ts';
import { isStale, type Reader, type TrialWithCurve } from '../reader.ts';
import { NEWEST_FIRST, newestFirstKey } from '../store/page.ts';
import type { ApprovalRow, DeploymentRow, RunRow, SnapshotRow, VersionRow } from '../store/tables.ts';
import { Evaluation } from '../types/evaluation-types.ts';
import { ApproveModelVersionInput, RefreshEvidenceInput, RejectModelVersionInput } from '../types/input-types.ts';
import {
  ApprovalRefused,
  ApproveModelVersionResult,
  ApproveModelVersionSuccess,
  EvidenceStale,
  RefreshEvidencePayload,
  RejectModelVersionPayload,
} from '../types/payload-types.ts';
import { QualityWindow } from '../types/policy-types.ts';
import { TrainingRun } from '../types/run-types.ts';
import { Trial } from '../types/trial-types.ts';
import { Approval, DatasetSnapshot, Deployment, ModelVersion, ModelVersionConnection } from '../types/version-types.ts';
import { Recipe } from '../vocabulary.ts';
import { expiresAt } from '../version-expiry.ts';
import type { VersionService } from '../version-service.ts';
import { shownEvaluation } from './shown-evaluation.ts';

@Resolver(() => ModelVersion)
export class VersionResolver {
  readonly #reader: Reader;
  readonly #versions: VersionService;

  constructor(reader: Reader, versions: VersionService) {
    this.#reader = reader;
    this.#versions = versions;
  }

  @Query(() => ModelVersion, { nullable: true, description: 'One version; null where there is none.' })
  modelVersion(@Arg('id', () => ID) id: string, @Ctx() { batches }: SubgraphContext): Promise<VersionRow | null> {
    return batches.load(this.#reader.versions, id);
  }

  @Query(() => ModelVersionConnection, { description: 'The versions of an assistant, newest first.' })
  async modelVersions(
    @Args(() => OfAssistantArgs) { assistantId, first, after }: OfAssistantArgs,
  ): Promise<Connection<VersionRow>> {
    const page = pageRequest<readonly [string, string]>({ first, after }, NEWEST_FIRST);
    const rows = await this.#reader.pageOfVersions(assistantId, page);
    return toConnection(rows, page, { key: newestFirstKey, node: (version) => version });
  }

  @Query(() => ModelVersion, {
    nullable: true,
    description: 'The version that answers for an assistant; null before the first.',
  })
  champion(
    @Arg('assistantId', () => ID) assistantId: string,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<VersionRow | null> {
    return batches.load(this.#reader.champions, assistantId);
  }

  @Query(() => DatasetSnapshot, { nullable: true, description: 'One dataset snapshot; null where there is none.' })
  datasetSnapshot(@Arg('id', () => ID) id: string, @Ctx() { batches }: SubgraphContext): Promise<SnapshotRow | null> {
    return batches.load(this.#reader.snapshots, id);
  }

  @Mutation(() => ApproveModelVersionResult, {
    description:
      'Approves a version on the evidence that the caller has seen, and sends it into service. What the gate has refused needs an `overrideReason`.',
  })
  async approveModelVersion(
    @Arg('input', () => ApproveModelVersionInput) input: ApproveModelVersionInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    try {
      const modelVersion = await this.#versions.approve(input, context);
      return Object.assign(new ApproveModelVersionSuccess(), { modelVersion });
    } catch (error) {
      if (!(error instanceof DomainError) || isTransportCode(error.code)) throw error;
      return refusalOf(error);
    }
  }

  @Mutation(() => RefreshEvidencePayload, {
    description:
      'Has a version that waits for approval, or that the gate has refused, judged against the champion of now. Fails with INVALID_STATE for any other.',
  })
  refreshEvidence(
    @Arg('input', () => RefreshEvidenceInput) input: RefreshEvidenceInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ modelVersion: await this.#versions.refreshEvidence(input, context) }));
  }

  @Mutation(() => RejectModelVersionPayload, {
    description: 'Decides against a version that waits for approval. Fails with INVALID_STATE for any other.',
  })
  rejectModelVersion(
    @Arg('input', () => RejectModelVersionInput) input: RejectModelVersionInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object | Payload> {
    return payload(async () => ({ modelVersion: await this.#versions.reject(input, context) }));
  }

  @FieldResolver(() => Evaluation, { nullable: true, description: 'How it was judged last.' })
  async evaluation(@Root() { reportId }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<Evaluation | null> {
    const report = await batches.load(this.#reader.reports, reportId);
    return report && shownEvaluation(report.content);
  }

  @FieldResolver(() => String, { nullable: true, description: 'sha256 of the report that an approval must name.' })
  async evidenceHash(@Root() { reportId }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<string | null> {
    return (await batches.load(this.#reader.reports, reportId))?.evidenceHash ?? null;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the evidence of a version that waits, or was refused by the gate, no longer holds: `refreshEvidence` makes it anew.',
  })
  async isEvidenceStale(@Root() version: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<boolean> {
    if (version.state !== 'PENDING_APPROVAL' && version.state !== 'GATE_REFUSED') return false;
    const [report, champion, withdrawn, gate] = await Promise.all([
      batches.load(this.#reader.reports, version.reportId),
      batches.load(this.#reader.champions, version.assistantId),
      batches.load(this.#reader.withdrawnFeedback, version.datasetSnapshotId),
      batches.load(this.#reader.gateRules, version.assistantId),
    ]);
    return report !== null && isStale(report, { championId: champion?.id ?? null, withdrawn: withdrawn ?? 0, gate });
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'Until when it waits for a decision; null where it does not wait.',
  })
  async approvalExpiresAt(@Root() version: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<Date | null> {
    if (version.state !== 'PENDING_APPROVAL') return null;
    return expiresAt(version, (await batches.load(this.#reader.policies, version.assistantId)) ?? undefined);
  }

  @FieldResolver(() => Boolean, { description: 'Whether its evidence is being made anew.' })
  isRefreshingEvidence(@Root() { refreshRequestedAt }: VersionRow): boolean {
    return refreshRequestedAt !== null;
  }

  @FieldResolver(() => Approval, { nullable: true, description: 'What was decided about it last.' })
  approval(@Root() { id }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<ApprovalRow | null> {
    return batches.load(this.#reader.approvals, id);
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'The champion when it was registered.' })
  async parent(@Root() { parentId }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<VersionRow | null> {
    return parentId === null ? null : batches.load(this.#reader.versions, parentId);
  }

  @FieldResolver(() => Recipe, { description: 'How it was made.' })
  recipe(@Root() { parameters }: VersionRow): Recipe {
    return parametersOf(parameters).recipe === 'best' ? Recipe.BEST : Recipe.FAST;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The sentence encoder whose vectors it reads beside the words; null where it reads the words alone.',
  })
  encoder(@Root() { parameters }: VersionRow): string | null {
    return parametersOf(parameters).encoder?.name ?? null;
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The version whose training its own started from; null where it started from nothing.',
  })
  async startedFrom(
    @Root() { parameters }: VersionRow,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<VersionRow | null> {
    const { parentVersion } = parametersOf(parameters);
    return parentVersion ? batches.load(this.#reader.versions, parentVersion) : null;
  }

  @FieldResolver(() => Trial, {
    nullable: true,
    description: 'The trial of its run whose parameters it was made with; null where none were tried.',
  })
  async trial(
    @Root() { parameters, runId }: VersionRow,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<TrialWithCurve | null> {
    const { trial } = parametersOf(parameters);
    if (trial === undefined) return null;
    return (await batches.load(this.#reader.trialsOfRuns, runId))?.find(({ number }) => number === trial) ?? null;
  }

  @FieldResolver(() => TrainingRun, { nullable: true, description: 'The run that made it.' })
  trainingRun(@Root() { runId }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<RunRow | null> {
    return batches.load(this.#reader.runs, runId);
  }

  @FieldResolver(() => DatasetSnapshot, { nullable: true, description: 'The dataset it was trained and judged on.' })
  snapshot(
    @Root() { datasetSnapshotId }: VersionRow,
    @Ctx() { batches }: SubgraphContext,
  ): Promise<SnapshotRow | null> {
    return batches.load(this.#reader.snapshots, datasetSnapshotId);
  }

  @FieldResolver(() => [Deployment], { description: 'All times that it went into service, oldest first.' })
  async deployments(@Root() { id }: VersionRow, @Ctx() { batches }: SubgraphContext): Promise<DeploymentRow[]> {
    return (await batches.load(this.#reader.deploymentsOfVersions, id)) ?? [];
  }

  @FieldResolver(() => [QualityWindow], {
    description:
      'What was observed of it, hour by hour, oldest first: the last 24 hours in which anything was, unless `last` says otherwise.',
  })
  async qualityWindows(
    @Root() version: VersionRow,
    @Arg('last', () => Int, { nullable: true, description: 'So many of the last hours, 1..744.' }) last: number | null,
  ): Promise<QualityWindow[]> {
    const hours = last ?? 24;
    if (hours < 1 || hours > 744) throw new BadUserInput('`last` must be between 1 and 744.', ['last']);
    const windows = await this.#reader.windowsOf(version, hours);
    return windows.map((window) => ({
      ...window,
      meanConfidence: window.turns > 0 ? window.confidenceSum / window.turns : null,
    }));
  }
}

interface RecordedParameters {
  recipe?: string;
  parentVersion?: string;
  trial?: number;
  encoder?: { name: string };
}

function parametersOf(canonicalJson: string): RecordedParameters {
  return JSON.parse(canonicalJson) as RecordedParameters;
}

function refusalOf(error: DomainError): UserError {
  const shown = { code: error.code, message: error.message, path: error.argument ? [...error.argument] : null };
  if (error instanceof StaleEvidence)
    return Object.assign(new EvidenceStale(), shown, { currentEvidenceHash: error.currentEvidenceHash });
  return Object.assign(new ApprovalRefused(), shown);
}
