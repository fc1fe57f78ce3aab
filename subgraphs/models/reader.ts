import type { Database } from '../../platform/db/index.ts';
import { type EvidenceContext, stalenessOf } from './evidence.ts';
import { DEFAULT_GATE_RULES, type GateRules } from './gate/gate-rules.ts';
import { type ChainCheck, checkChain } from './audit-log.ts';
import { type AuditFilter, pageOfAuditEntries } from './store/audit-store.ts';
import { championsOf, deploymentsOf, findDeployments } from './store/deployment-store.ts';
import type { PageRequest } from '../kit/index.ts';
import { findManyGateRules } from './store/gate-store.ts';
import type { NewestFirst } from './store/page.ts';
import { findPolicies } from './store/policy-store.ts';
import { windowsOf } from './store/quality-store.ts';
import { countChanges, pageOfChanges, type ReplayFilter } from './store/replay-store.ts';
import { findRuns, linesOf, metricsOf, pageOfRuns, requestsOf, stagesOf } from './store/run-store.ts';
import { type FateRow, fatesOf, findSnapshots, withdrawnFeedback } from './store/snapshot-store.ts';
import type {
  ApprovalRow,
  AuditRow,
  DeploymentRow,
  MetricRow,
  PolicyRow,
  QualityWindowRow,
  ReportRow,
  RunRequestRow,
  RunRow,
  SnapshotRow,
  StageRow,
  TrialMetricRow,
  TrialRow,
  VersionRow,
} from './store/tables.ts';
import { trialMetricsOf, trialsOf } from './store/trial-store.ts';
import { approvalsOf, findReports, findVersions, findVersionsOfRuns, pageOfVersions } from './store/version-store.ts';

/** A batch: the loader's identity is the batch's, so these are fields and not methods. */
type Load<T> = (keys: readonly string[]) => Promise<Map<string, T>>;

export interface TrialWithCurve extends TrialRow {
  curve: TrialMetricRow[];
}

/** Reads what the graph shows of this room; everything by id comes in batches. */
export class Reader {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  readonly runs: Load<RunRow> = async (ids) => byKey(await findRuns(this.#db, ids), ({ id }) => id);
  readonly versions: Load<VersionRow> = async (ids) => byKey(await findVersions(this.#db, ids), ({ id }) => id);
  readonly versionsOfRuns: Load<VersionRow> = async (runIds) =>
    byKey(await findVersionsOfRuns(this.#db, runIds), ({ runId }) => runId);
  readonly requestsOfRuns: Load<RunRequestRow[]> = async (runIds) =>
    Map.groupBy(await requestsOf(this.#db, runIds), ({ runId }) => runId);
  readonly trialsOfRuns: Load<TrialWithCurve[]> = async (runIds) => {
    const points = Map.groupBy(await trialMetricsOf(this.#db, runIds), ({ runId, number }) => `${runId} ${number}`);
    const trials = (await trialsOf(this.#db, runIds)).map((trial) => ({
      ...trial,
      curve: points.get(`${trial.runId} ${trial.number}`) ?? [],
    }));
    return Map.groupBy(trials, ({ runId }) => runId);
  };
  readonly policies: Load<PolicyRow> = async (assistantIds) =>
    byKey(await findPolicies(this.#db, assistantIds), ({ assistantId }) => assistantId);
  readonly snapshots: Load<SnapshotRow> = async (ids) => byKey(await findSnapshots(this.#db, ids), ({ id }) => id);
  readonly reports: Load<ReportRow> = async (ids) => byKey(await findReports(this.#db, ids), ({ id }) => id);
  readonly approvals: Load<ApprovalRow> = async (versionIds) =>
    byKey(await approvalsOf(this.#db, versionIds), ({ versionId }) => versionId);
  readonly deployments: Load<DeploymentRow> = async (ids) =>
    byKey(await findDeployments(this.#db, ids), ({ id }) => id);
  readonly deploymentsOfVersions: Load<DeploymentRow[]> = async (versionIds) =>
    Map.groupBy(await deploymentsOf(this.#db, versionIds), ({ versionId }) => versionId);
  readonly champions: Load<VersionRow> = async (assistantIds) => {
    const championIds = await championsOf(this.#db, assistantIds);
    return byKey(await findVersions(this.#db, [...championIds.values()]), ({ assistantId }) => assistantId);
  };
  readonly gateRules: Load<GateRules> = (assistantIds) => findManyGateRules(this.#db, assistantIds);
  readonly withdrawnFeedback: Load<number> = (snapshotIds) => withdrawnFeedback(this.#db, snapshotIds);
  readonly fates: Load<Omit<FateRow, 'feedbackId'>> = async (feedbackIds) =>
    byKey(await fatesOf(this.#db, feedbackIds), ({ feedbackId }) => feedbackId);

  pageOfRuns(assistantId: string, page: NewestFirst): Promise<RunRow[]> {
    return pageOfRuns(this.#db, assistantId, page);
  }

  pageOfVersions(assistantId: string, page: NewestFirst): Promise<VersionRow[]> {
    return pageOfVersions(this.#db, assistantId, page);
  }

  pageOfAuditEntries(
    wanted: { assistantId: string; filter: AuditFilter },
    page: PageRequest<readonly [number]>,
  ): Promise<AuditRow[]> {
    return pageOfAuditEntries(this.#db, wanted, page);
  }

  checkChain(assistantId: string | null): Promise<ChainCheck> {
    return checkChain(this.#db, assistantId);
  }

  stagesOf(runId: string): Promise<StageRow[]> {
    return stagesOf(this.#db, runId);
  }

  metricsOf(runId: string): Promise<MetricRow[]> {
    return metricsOf(this.#db, runId);
  }

  async linesOf(runId: string): Promise<string[]> {
    const lines = await linesOf(this.#db, runId);
    return lines.map(({ at, line }) => `${at.toISOString()} ${line}`);
  }

  pageOfChanges(wanted: { reportId: string; filter: ReplayFilter }, page: PageRequest<readonly [number]>) {
    return pageOfChanges(this.#db, wanted, page);
  }

  countChanges({ reportId, filter }: { reportId: string; filter: ReplayFilter }): Promise<number> {
    return countChanges(this.#db, reportId, filter);
  }

  windowsOf(version: Pick<VersionRow, 'assistantId' | 'id'>, hours: number): Promise<QualityWindowRow[]> {
    return windowsOf(this.#db, version, hours);
  }
}

/** Whether a report no longer says what is true, given what may have changed since. */
export function isStale(
  { content }: ReportRow,
  { championId, withdrawn, gate }: { championId: string | null; withdrawn: number; gate: GateRules | null },
): boolean {
  const context: EvidenceContext = { gate: gate ?? DEFAULT_GATE_RULES, championId, withdrawnFeedback: withdrawn };
  return stalenessOf(content, context) !== null;
}

function byKey<T>(rows: readonly T[], key: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [key(row), row]));
}
