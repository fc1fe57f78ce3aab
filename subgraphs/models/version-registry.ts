import { OPTIONS_OFFERED } from '../../nlu/index.ts';
import { transaction } from '../../platform/db/index.ts';
import { invariant, newId } from '../kit/index.ts';
import { type EvidenceContext, evidenceHashOf, type Report, type SnapshotCount } from './evidence.ts';
import { isRefused, outcomesOf } from './gate/rule-outcomes.ts';
import type { Parts } from './parts.ts';
import { defaultPolicy } from './retrain-policy.ts';
import { type ReplayChange, type ReplayedTurn, type ReplaySummary, summaryOf } from './replay/replay.ts';
import type { RunRecorder } from './run-recorder.ts';
import { championsOf } from './store/deployment-store.ts';
import { findGateRules } from './store/gate-store.ts';
import { lockAssistant, lockVersion } from './store/locks.ts';
import { findPolicy, forgetVainRuns } from './store/policy-store.ts';
import { insertReplayChanges, turnsToReplay } from './store/replay-store.ts';
import { findRun } from './store/run-store.ts';
import {
  findSnapshotOfRun,
  findSnapshots,
  insertSnapshot,
  linkFeedback,
  linkReviews,
  withdrawnFeedback,
  withdrawnFeedbackIds,
} from './store/snapshot-store.ts';
import type { SnapshotRow, VersionRow } from './store/tables.ts';
import {
  changeVersion,
  findReports,
  findVersion,
  findVersionOfRun,
  insertReport,
  insertVersion,
  moveVersions,
  nextNumber,
} from './store/version-store.ts';
import { recordExpiry } from './version-expiry.ts';
import type { GateVerdict, Recipe } from './vocabulary.ts';

/** A feedback behind a label, and the intent that the label gives. */
export interface TaughtFeedback {
  feedbackId: string;
  intent: string;
}

/** Rows that were taken for a run, already kept as objects. */
export interface TakenSnapshot {
  runId: string;
  assistantId: string;
  sha256: string;
  uri: string;
  lineageUri: string;
  exampleCount: number;
  counts: SnapshotCount[];
  /** What users said that nobody has labelled; null where there is nothing. */
  unlabelledUri: string | null;
  unlabelledCount: number;
  /** The snapshot whose rows these are, and how many of them were left out; none for rows gathered anew. */
  restored?: { fromId: string; leftOut: number } | null;
  /** All feedback behind its labels. */
  taught: TaughtFeedback[];
  /** All reviews behind its labels. */
  reviewIds: string[];
}

/** A trained model, already kept as an object. */
export interface TrainedVersion {
  runId: string;
  snapshotId: string;
  reportId: string;
  artifact: { uri: string; sha256: string; bytes: number };
  trainingStateUri: string;
  /** Canonical JSON. */
  parameters: string;
  seed: number;
}

/** How a version is to be made. */
export interface TrainingPlan {
  recipe: Recipe;
  /** Name of the sentence encoder; null, or missing in plans of earlier releases, without one. */
  encoder?: string | null;
  /** The version whose training it starts from; null for a start from nothing. */
  parent: { versionId: string; number: number; trainingStateUri: string } | null;
  /** Null for no search; missing of a plan that was made before there were searches. */
  search?: { trialCount: number | null; budgetSeconds: number | null } | null;
}

/** Where the pipeline leaves what it made: snapshots, reports, versions. Doing anything here again changes nothing. */
export class VersionRegistry {
  readonly #parts: Pick<Parts, 'db' | 'clock' | 'notifications' | 'audit'>;
  readonly #runs: RunRecorder;

  constructor(parts: Pick<Parts, 'db' | 'clock' | 'notifications' | 'audit'>, runs: RunRecorder) {
    this.#parts = parts;
    this.#runs = runs;
  }

  /** A run has one snapshot: the second one taken for it is forgotten. */
  async recordSnapshot({ taught, reviewIds, restored, ...taken }: TakenSnapshot): Promise<SnapshotRow> {
    const { db, clock } = this.#parts;
    return transaction(db, async (tx) => {
      const from = { restoredFromId: restored?.fromId ?? null, leftOut: restored?.leftOut ?? null };
      const snapshot = await insertSnapshot(tx, { ...taken, ...from, id: newId('snapshot'), createdAt: clock.now() });
      if (snapshot.lineageUri === taken.lineageUri) {
        await linkFeedback(tx, snapshot.id, taught);
        await linkReviews(tx, snapshot.id, reviewIds);
      }
      return snapshot;
    });
  }

  /** How the assistant's policy wants the next version made. */
  async trainingPlan(assistantId: string): Promise<TrainingPlan> {
    const { db, clock } = this.#parts;
    const policy = (await findPolicy(db, assistantId)) ?? defaultPolicy(assistantId, clock.now());
    const { recipe, encoder, warmStart, trialCount, trialBudgetSeconds: budgetSeconds } = policy;
    const champion = warmStart ? await this.champion(assistantId) : undefined;
    const parent = champion?.trainingStateUri
      ? { versionId: champion.id, number: champion.number, trainingStateUri: champion.trainingStateUri }
      : null;
    const search = trialCount === null && budgetSeconds === null ? null : { trialCount, budgetSeconds };
    return { recipe, encoder, parent, search };
  }

  async snapshotOfRun(runId: string): Promise<SnapshotRow | undefined> {
    return findSnapshotOfRun(this.#parts.db, runId);
  }

  /** The snapshot whose rows the run is to learn again, with the feedback behind its labels that does not stand for them any more; null for any other run. */
  async toRestore(runId: string): Promise<{ snapshot: SnapshotRow; withdrawn: ReadonlySet<string> } | null> {
    const { db } = this.#parts;
    const id = (await findRun(db, runId))?.restoredSnapshotId;
    if (!id) return null;
    return { snapshot: await this.snapshot(id), withdrawn: new Set(await withdrawnFeedbackIds(db, id)) };
  }

  async snapshot(id: string): Promise<SnapshotRow> {
    const [snapshot] = await findSnapshots(this.#parts.db, [id]);
    invariant(snapshot, `there is no snapshot ${id}`);
    return snapshot;
  }

  async version(id: string): Promise<VersionRow> {
    const version = await findVersion(this.#parts.db, id);
    invariant(version, `there is no version ${id}`);
    return version;
  }

  async report(id: string): Promise<Report> {
    const [report] = await findReports(this.#parts.db, [id]);
    invariant(report, `there is no report ${id}`);
    return report.content;
  }

  /** The version to beat; null where none serves. */
  async champion(assistantId: string): Promise<VersionRow | null> {
    const id = (await championsOf(this.#parts.db, [assistantId])).get(assistantId);
    return id === undefined ? null : this.version(id);
  }

  /** What must be true now for a report on the snapshot. */
  async evidenceContext(snapshotId: string, championId: string | null): Promise<EvidenceContext> {
    const { db } = this.#parts;
    const withdrawn = await withdrawnFeedback(db, [snapshotId]);
    const { assistantId } = await this.snapshot(snapshotId);
    const gate = await findGateRules(db, assistantId);
    return { gate, championId, withdrawnFeedback: withdrawn.get(snapshotId) ?? 0 };
  }

  /** The last turns that a version answered, as many as the gate asks for. */
  async turnsToReplay(assistantId: string): Promise<ReplayedTurn[]> {
    const { db } = this.#parts;
    const { replayedTurns: last } = await findGateRules(db, assistantId);
    return last > 0 ? turnsToReplay(db, { assistantId, last, options: OPTIONS_OFFERED }) : [];
  }

  /** What the evidence keeps of a replay. */
  replaySummary(turns: readonly ReplayedTurn[], changes: readonly ReplayChange[]): ReplaySummary {
    return summaryOf(turns, changes);
  }

  /** Has the gate's rules look at what was found out and keeps all of it for good; gives the report's id. */
  async recordReport(
    runId: string,
    found: Omit<Report, 'outcomes'>,
    changes: readonly ReplayChange[] = [],
  ): Promise<string> {
    const { db, clock } = this.#parts;
    const content: Report = { ...found, outcomes: outcomesOf(found) };
    const report = {
      id: newId('report'),
      runId,
      evidenceHash: evidenceHashOf(content),
      content,
      createdAt: clock.now(),
    };
    return transaction(db, async (tx) => {
      const id = await insertReport(tx, report);
      await insertReplayChanges(tx, id, changes);
      return id;
    });
  }

  /** Registers what a run has trained, whatever the gate will say of it. @throws RunIsOver */
  async register({ runId, snapshotId, reportId, artifact, ...made }: TrainedVersion): Promise<VersionRow> {
    const { db, clock } = this.#parts;
    return transaction(db, async (tx) => {
      const present = await findRun(tx, runId);
      invariant(present, `there is no run ${runId}`);
      await lockAssistant(tx, present.assistantId);
      const run = await this.#runs.change(tx, runId, {});
      const known = await findVersionOfRun(tx, runId);
      if (known) return known;
      const version: VersionRow = {
        id: newId('version'),
        assistantId: run.assistantId,
        number: await nextNumber(tx, run.assistantId),
        runId,
        datasetSnapshotId: snapshotId,
        parentId: (await championsOf(tx, [run.assistantId])).get(run.assistantId) ?? null,
        reportId,
        state: 'REGISTERED',
        trafficShare: 0,
        artifactUri: artifact.uri,
        artifactSha256: artifact.sha256,
        artifactBytes: artifact.bytes,
        ...made,
        revision: run.revision,
        refreshRequestedAt: null,
        createdAt: clock.now(),
      };
      await insertVersion(tx, version);
      return version;
    });
  }

  /**
   * Lets the gate judge a registered version by its report, and ends its run with the verdict. A version that passes waits for approval
   * and lets older ones that still wait expire. @throws RunIsOver
   */
  async judge(versionId: string): Promise<GateVerdict> {
    const { db, clock } = this.#parts;
    return transaction(db, async (tx) => {
      const version = await lockVersion(tx, versionId);
      const [report] = await findReports(tx, version ? [version.reportId] : []);
      invariant(version && report, `version ${versionId} has a report`);
      const { verdict } = report.content;
      const { assistantId } = version;
      if (version.state !== 'REGISTERED') return verdict;
      const isStopped = isRefused(report.content);
      const { restoredSnapshotId } = (await findRun(tx, version.runId)) ?? {};
      // The counter first, then the run: so does a cancellation. A run that restored a snapshot tells nothing of those that learn new labels.
      if (!restoredSnapshotId) await forgetVainRuns(tx, assistantId);
      await this.#runs.recordWithin(tx, version.runId, { lines: gateLines(report.content) });
      await this.#runs.change(tx, version.runId, {
        state: isStopped ? 'GATE_REFUSED' : 'SUCCEEDED',
        progress: 1,
        finishedAt: clock.now(),
      });
      await changeVersion(tx, versionId, { state: isStopped ? 'GATE_REFUSED' : 'PENDING_APPROVAL' });
      if (isStopped) return verdict;
      const expired = await moveVersions(tx, { assistantId, from: 'PENDING_APPROVAL', to: 'EXPIRED', but: versionId });
      for (const older of expired)
        await recordExpiry(this.#parts.audit, tx, older, `version ${version.number} came before it was decided on`);
      return verdict;
    });
  }

  /** Replaces the evidence of a version that still waits, or was refused and may be overridden; one that waits and is worse than the present champion no longer does. */
  async renewEvidence(versionId: string, reportId: string): Promise<void> {
    const { db } = this.#parts;
    await transaction(db, async (tx) => {
      const version = await lockVersion(tx, versionId);
      const [report] = await findReports(tx, [reportId]);
      invariant(version && report, `version ${versionId} and report ${reportId} exist`);
      const isWaiting = version.state === 'PENDING_APPROVAL';
      // What the gate has refused stays refused whatever later evidence says: a person overrides it on that evidence, or nobody.
      const isOpen = isWaiting || version.state === 'GATE_REFUSED';
      await changeVersion(tx, versionId, {
        refreshRequestedAt: null,
        ...(isOpen && { reportId }),
        ...(isWaiting && isRefused(report.content) && { state: 'GATE_REFUSED' }),
      });
    });
  }
}

/** What the run's log says of the gate: the verdict, and each rule that failed. */
function gateLines({ verdict, outcomes = [] }: Report): string[] {
  const failed = outcomes.filter((outcome) => outcome.verdict === 'FAILED');
  return [
    `gate: ${verdict}${failed.length > 0 ? ', refused' : ''}`,
    ...failed.map(({ name, intents }) => `gate: ${name} failed${intents.length > 0 ? `: ${intents.join(', ')}` : ''}`),
  ];
}
