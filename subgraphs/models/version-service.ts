import { setTimeout as sleep } from 'node:timers/promises';
import { type Transaction, transaction } from '../../platform/db/index.ts';
import type { Identity } from '../../platform/auth/index.ts';
import {
  checkText,
  idempotent,
  type IdempotentInput,
  invariant,
  InvalidState,
  newId,
  NotFound,
  type RoomCall,
} from '../kit/index.ts';
import { GateNotPassed, SecondPersonNeeded, StaleEvidence } from './errors.ts';
import { currentEvidenceHash, GATE_RULES, type Report, stalenessOf } from './evidence.ts';
import type { Parts } from './parts.ts';
import { championsOf, findInState } from './store/deployment-store.ts';
import { lockVersion } from './store/locks.ts';
import { findPolicy } from './store/policy-store.ts';
import { findRun } from './store/run-store.ts';
import { withdrawnFeedback } from './store/snapshot-store.ts';
import type { VersionRow } from './store/tables.ts';
import { changeVersion, findReports, findVersion, findVersionInState, insertApproval } from './store/version-store.ts';
import type { ApprovalDecision } from './vocabulary.ts';

const COMMENT_LIMIT = 4_000;
const REFRESH_WAIT_MS = 3_000;
const POLL_MS = 50;

export interface ApprovalRequest extends IdempotentInput {
  modelVersionId: string;
  expectedEvidenceHash: string;
  comment?: string | null | undefined;
}
export interface Rejection extends IdempotentInput {
  modelVersionId: string;
  reason: string;
}
export interface Refresh extends IdempotentInput {
  modelVersionId: string;
}

/** What people decide about versions. Decisions about one assistant are taken one after another. */
export class VersionService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Approves a version on the evidence that the caller has seen, and sends it on its way into service.
   * @throws NotFound, GateNotPassed, StaleEvidence, SecondPersonNeeded, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT; InvalidState where it
   * does not wait for approval, or another version is on its way into service.
   */
  async approve(input: ApprovalRequest, { identity }: Pick<RoomCall, 'identity'>): Promise<VersionRow> {
    checkText(input.comment, { path: ['input', 'comment'], limit: COMMENT_LIMIT });
    return this.#decide('approveModelVersion', input, identity, async (tx, version) => {
      if (version.state === 'GATE_REFUSED') throw new GateNotPassed();
      requireWaiting(version);
      if (
        (await findInState(tx, version.assistantId, 'ROLLING_OUT')) ||
        (await findVersionInState(tx, version.assistantId, 'APPROVED'))
      )
        throw new InvalidState('Another version is on its way into service.', ['input', 'modelVersionId']);
      await this.#requireCurrentEvidence(tx, version, input.expectedEvidenceHash);
      const policy = await findPolicy(tx, version.assistantId);
      const run = await findRun(tx, version.runId);
      if (policy?.twoPersons && run?.requestedBy === identity.id) throw new SecondPersonNeeded();
      await this.#record(tx, version, { decision: 'APPROVED', by: identity.id, comment: input.comment ?? null });
      await changeVersion(tx, version.id, { state: 'APPROVED' });
      await this.#parts.workflows.enqueueDeploy(tx, { ...version, approvedBy: identity.id });
    });
  }

  /** @throws NotFound, InvalidState, TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT. */
  async reject(input: Rejection, { identity }: Pick<RoomCall, 'identity'>): Promise<VersionRow> {
    checkText(input.reason, { path: ['input', 'reason'], limit: COMMENT_LIMIT, required: true });
    return this.#decide('rejectModelVersion', input, identity, async (tx, version) => {
      requireWaiting(version);
      await this.#record(tx, version, { decision: 'REJECTED', by: identity.id, comment: input.reason });
      await changeVersion(tx, version.id, { state: 'REJECTED' });
    });
  }

  /**
   * Has a version that waits for approval judged anew, against the champion of now. Gives it with its new evidence; where that takes
   * longer than three seconds, as it is, with `refreshRequestedAt` set.
   * @throws NotFound, InvalidState, IDEMPOTENCY_CONFLICT.
   */
  async refreshEvidence(
    input: Refresh,
    { identity, signal }: Pick<RoomCall, 'identity' | 'signal'>,
  ): Promise<VersionRow> {
    let version = await this.#decide('refreshEvidence', input, identity, async (tx, { id, ...waiting }) => {
      requireWaiting(waiting);
      if (waiting.refreshRequestedAt) return;
      await changeVersion(tx, id, { refreshRequestedAt: this.#parts.clock.now() });
      await this.#parts.workflows.enqueueRefresh(tx, { id, assistantId: waiting.assistantId });
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
    const withdrawn = await withdrawnFeedback(tx, [version.datasetSnapshotId]);
    const context = {
      gate: GATE_RULES,
      championId: (await championsOf(tx, [version.assistantId])).get(version.assistantId) ?? null,
      withdrawnFeedback: withdrawn.get(version.datasetSnapshotId) ?? 0,
    };
    const current = currentEvidenceHash(report, context);
    const reason = stalenessOf(report, context);
    if (reason) throw new StaleEvidence(`${reason} Ask for new evidence with refreshEvidence.`, current);
    if (expected !== evidenceHash)
      throw new StaleEvidence('This is not the present evidence of the version: look at it anew.', current);
  }

  async #record(
    tx: Transaction,
    version: VersionRow,
    decision: { decision: ApprovalDecision; by: string; comment: string | null },
  ): Promise<void> {
    const { evidenceHash } = await this.#reportOf(tx, version);
    const approval = { id: newId('approval'), versionId: version.id, at: this.#parts.clock.now(), evidenceHash };
    await insertApproval(tx, { ...approval, ...decision });
  }

  async #reportOf(tx: Transaction, { reportId }: VersionRow): Promise<{ report: Report; evidenceHash: string }> {
    const [row] = await findReports(tx, [reportId]);
    invariant(row, 'a version has a report');
    return { report: row.content, evidenceHash: row.evidenceHash };
  }
}

function requireWaiting({ state }: Pick<VersionRow, 'state'>): void {
  if (state !== 'PENDING_APPROVAL')
    throw new InvalidState(`The version does not wait for approval: it is ${state}.`, ['input', 'modelVersionId']);
}
