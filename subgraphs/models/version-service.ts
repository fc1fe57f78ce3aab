import { setTimeout as sleep } from 'node:timers/promises';
import { type Transaction, transaction } from '../../platform/db/index.ts';
import type { Identity } from '../../platform/auth/index.ts';
import {
  checkText,
  idempotent,
  type IdempotentInput,
  invariant,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  type RoomCall,
} from '../kit/index.ts';
import { allOf } from './all-of.ts';
import { POLICY } from './audit-log.ts';
import { GateNotPassed, OverrideForbidden, SecondPersonNeeded, StaleEvidence } from './errors.ts';
import { currentEvidenceHash, type EvidenceContext, type Report, stalenessOf } from './evidence.ts';
import { isRefused } from './gate/rule-outcomes.ts';
import type { Parts } from './parts.ts';
import { championsOf, findInState, findUnderWay } from './store/deployment-store.ts';
import { findGateRules } from './store/gate-store.ts';
import { lockVersion } from './store/locks.ts';
import { findCounter, findPolicy } from './store/policy-store.ts';
import { requestsOf } from './store/run-store.ts';
import { withdrawnFeedback } from './store/snapshot-store.ts';
import type { ApprovalRow, VersionRow } from './store/tables.ts';
import {
  changeVersion,
  findReports,
  findVersion,
  findVersionInState,
  insertApproval,
  versionsForPolicy,
} from './store/version-store.ts';
import { expiresAt } from './version-expiry.ts';
import type { ApprovalDecision, AuditAction } from './vocabulary.ts';

const COMMENT_LIMIT = 4_000;
const REFRESH_WAIT_MS = 3_000;
const POLL_MS = 50;

export interface ApprovalRequest extends IdempotentInput {
  modelVersionId: string;
  expectedEvidenceHash: string;
  comment?: string | null | undefined;
  /** Why a version goes into service although the gate has refused it. */
  overrideReason?: string | null | undefined;
}
export interface Rejection extends IdempotentInput {
  modelVersionId: string;
  reason: string;
}
export interface Refresh extends IdempotentInput {
  modelVersionId: string;
}

/** Who decides; a policy and the seed decide outside any request. */
type Decider = Pick<RoomCall, 'identity'> & Partial<Pick<RoomCall, 'requestId' | 'signal'>>;

/** What people decide about versions. Decisions about one assistant are taken one after another. */
export class VersionService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Approves a version on the evidence that the caller has seen, and sends it on its way into service. One that the gate has refused needs
   * `overrideReason`, from an admin.
   * @throws NotFound, GateNotPassed, OverrideForbidden, StaleEvidence, SecondPersonNeeded, TEXT_TOO_LONG, TEXT_REQUIRED,
   * IDEMPOTENCY_CONFLICT; InvalidInput where there is nothing to override; InvalidState where it does not wait for approval, has waited
   * too long, or another version is on its way into service.
   */
  async approve(input: ApprovalRequest, decider: Decider): Promise<VersionRow> {
    checkText(input.comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
    const overrideReason = input.overrideReason ?? null;
    if (overrideReason !== null)
      checkText(overrideReason, { path: ['input', 'overrideReason'], limit: COMMENT_LIMIT, required: true });
    const { identity } = decider;
    return this.#decide('approveModelVersion', input, identity, async (tx, version) => {
      const policy = await findPolicy(tx, version.assistantId);
      if (version.state === 'GATE_REFUSED') requireOverride(overrideReason, identity);
      else {
        requireWaiting(version);
        if (expiresAt(version, policy) <= this.#parts.clock.now())
          throw new InvalidState('The version has waited for too long.', ['input', 'modelVersionId']);
        if (overrideReason !== null)
          throw new InvalidInput('The gate has let this version pass: there is nothing to override.', [
            'input',
            'overrideReason',
          ]);
      }
      if (await isOnItsWay(tx, version.assistantId))
        throw new InvalidState('Another version is on its way into service.', ['input', 'modelVersionId']);
      await this.#requireCurrentEvidence(tx, version, input.expectedEvidenceHash);
      if (policy?.twoPersons && (await requestsOf(tx, [version.runId])).some(({ by }) => by === identity.id))
        throw new SecondPersonNeeded();
      const decision = overrideReason === null ? 'APPROVED' : 'OVERRIDDEN';
      const decided = { decision, comment: input.comment ?? null, overrideReason } as const;
      const approval = await this.#record(tx, version, decided, decider);
      await changeVersion(tx, version.id, { state: 'APPROVED' });
      await this.#parts.workflows.enqueueDeploy(tx, approval);
    });
  }

  /**
   * Approves by itself what its assistant's policy lets be approved: a version that is measurably better than the champion of now, with no
   * rule of the gate against it, where nothing else is on its way and nothing rests. It takes over step by step. Calling it twice
   * approves once.
   */
  async approveImproved(): Promise<void> {
    const { db } = this.#parts;
    const ids = await versionsForPolicy(db);
    await allOf(ids.map((id) => () => transaction(db, (tx) => this.#approveImproved(tx, id))));
  }

  async #approveImproved(tx: Transaction, id: string): Promise<void> {
    const version = await lockVersion(tx, id);
    if (!version || !(await this.#isForPolicy(tx, version))) return;
    const decided = { decision: 'APPROVED', comment: null, overrideReason: null } as const;
    const by = { identity: { id: POLICY, roles: ['service' as const] } };
    const approval = await this.#record(tx, version, decided, by, 'VERSION_APPROVED_BY_POLICY');
    await changeVersion(tx, version.id, { state: 'APPROVED' });
    await this.#parts.workflows.enqueueDeploy(tx, approval);
  }

  async #isForPolicy(tx: Transaction, version: VersionRow): Promise<boolean> {
    const { assistantId } = version;
    const now = this.#parts.clock.now();
    const policy = await findPolicy(tx, assistantId);
    if (version.state !== 'PENDING_APPROVAL' || policy?.approval !== 'AUTOMATIC_WHEN_IMPROVED') return false;
    if (expiresAt(version, policy) <= now || (await isOnItsWay(tx, assistantId))) return false;
    const restingUntil = (await findCounter(tx, assistantId))?.restingUntil;
    if ((restingUntil && restingUntil > now) || !(await findInState(tx, assistantId, 'LIVE'))) return false;
    const { report } = await this.#reportOf(tx, version);
    if (report.verdict !== 'IMPROVED' || isRefused(report)) return false;
    return stalenessOf(report, await this.#contextOf(tx, version)) === null;
  }

  /** @throws NotFound, InvalidState, TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT. */
  async reject(input: Rejection, decider: Decider): Promise<VersionRow> {
    checkText(input.reason, { path: ['input', 'reason'], limit: COMMENT_LIMIT, required: true });
    return this.#decide('rejectModelVersion', input, decider.identity, async (tx, version) => {
      requireWaiting(version);
      const comment = input.reason;
      await this.#record(tx, version, { decision: 'REJECTED', comment, overrideReason: null }, decider);
      await changeVersion(tx, version.id, { state: 'REJECTED' });
    });
  }

  /**
   * Has a version that waits for approval, or that the gate has refused, judged anew, against the champion of now. Gives it with its new evidence; where that takes
   * longer than three seconds, as it is, with `refreshRequestedAt` set.
   * @throws NotFound, InvalidState, IDEMPOTENCY_CONFLICT.
   */
  async refreshEvidence(input: Refresh, { identity, requestId, signal }: Decider): Promise<VersionRow> {
    let version = await this.#decide('refreshEvidence', input, identity, async (tx, waiting) => {
      const { id, assistantId } = waiting;
      if (waiting.state !== 'GATE_REFUSED') requireWaiting(waiting);
      if (waiting.refreshRequestedAt) return;
      const requestedAt = this.#parts.clock.now();
      await changeVersion(tx, id, { refreshRequestedAt: requestedAt });
      await this.#parts.workflows.enqueueRefresh(tx, { versionId: id, requestedAt });
      const facts = [{ name: 'version', value: String(waiting.number) }];
      const act = { actor: identity.id, requestId, action: 'EVIDENCE_REQUESTED', subject: id } as const;
      await this.#parts.audit.record(tx, { assistantId, ...act, facts });
    });
    for (let waitedMs = 0; version.refreshRequestedAt && waitedMs < REFRESH_WAIT_MS; waitedMs += POLL_MS) {
      await sleep(POLL_MS, undefined, signal && { signal });
      version = (await findVersion(this.#parts.db, version.id)) ?? version;
    }
    return version;
  }

  #decide(
    operation: string,
    input: IdempotentInput & { modelVersionId: string },
    identity: Identity,
    decide: (tx: Transaction, version: VersionRow) => Promise<void>,
  ): Promise<VersionRow> {
    const { modelVersionId } = input;
    return transaction(this.#parts.db, async (tx) => {
      await idempotent(tx, { schema: 'models', operation, identity, input }, async () => {
        const version = await lockVersion(tx, modelVersionId);
        if (!version) throw new NotFound('model version', ['input', 'modelVersionId']);
        await decide(tx, version);
        return modelVersionId;
      });
      const version = await findVersion(tx, modelVersionId);
      invariant(version, 'a version is never deleted');
      return version;
    });
  }

  async #requireCurrentEvidence(tx: Transaction, version: VersionRow, expected: string): Promise<void> {
    const { report, evidenceHash } = await this.#reportOf(tx, version);
    const context = await this.#contextOf(tx, version);
    const current = currentEvidenceHash(report, context);
    const reason = stalenessOf(report, context);
    if (reason) throw new StaleEvidence(`${reason} Ask for new evidence with refreshEvidence.`, current);
    if (expected !== evidenceHash)
      throw new StaleEvidence('This is not the present evidence of the version: look at it anew.', current);
  }

  async #contextOf(tx: Transaction, { assistantId, datasetSnapshotId }: VersionRow): Promise<EvidenceContext> {
    const withdrawn = await withdrawnFeedback(tx, [datasetSnapshotId]);
    return {
      gate: await findGateRules(tx, assistantId),
      championId: (await championsOf(tx, [assistantId])).get(assistantId) ?? null,
      withdrawnFeedback: withdrawn.get(datasetSnapshotId) ?? 0,
    };
  }

  async #record(
    tx: Transaction,
    version: VersionRow,
    decided: { decision: ApprovalDecision; comment: string | null; overrideReason: string | null },
    { identity: { id: by }, requestId }: Decider,
    action: AuditAction = `VERSION_${decided.decision}`,
  ): Promise<ApprovalRow> {
    const { evidenceHash } = await this.#reportOf(tx, version);
    const made = { id: newId('approval'), versionId: version.id, at: this.#parts.clock.now(), evidenceHash, by };
    const approval: ApprovalRow = { ...made, ...decided };
    await insertApproval(tx, approval);
    await this.#parts.audit.record(tx, {
      assistantId: version.assistantId,
      actor: by,
      requestId,
      action,
      subject: version.id,
      facts: [
        { name: 'version', value: String(version.number) },
        { name: 'evidenceHash', value: evidenceHash },
        ...(decided.comment === null ? [] : [{ name: 'comment', value: decided.comment }]),
        ...(decided.overrideReason === null ? [] : [{ name: 'overrideReason', value: decided.overrideReason }]),
      ],
    });
    return approval;
  }

  async #reportOf(tx: Transaction, { reportId }: VersionRow): Promise<{ report: Report; evidenceHash: string }> {
    const [row] = await findReports(tx, [reportId]);
    invariant(row, 'a version has a report');
    return { report: row.content, evidenceHash: row.evidenceHash };
  }
}

/** Whether a version takes over, or is approved and about to. */
async function isOnItsWay(tx: Transaction, assistantId: string): Promise<boolean> {
  const underWay = (await findUnderWay(tx, assistantId)) ?? (await findVersionInState(tx, assistantId, 'APPROVED'));
  return underWay !== undefined;
}

function requireOverride(reason: string | null, { roles }: Identity): void {
  if (reason === null) throw new GateNotPassed();
  if (!roles.includes('admin')) throw new OverrideForbidden();
}

function requireWaiting({ state }: Pick<VersionRow, 'state'>): void {
  if (state !== 'PENDING_APPROVAL')
    throw new InvalidState(`The version does not wait for approval: it is ${state}.`, ['input', 'modelVersionId']);
}
