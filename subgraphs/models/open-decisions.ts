import { type Transaction, transaction } from '../../platform/db/index.ts';
import { POLICY } from './audit-log.ts';
import type { Parts } from './parts.ts';
import { findUnderWay } from './store/deployment-store.ts';
import { lockVersion } from './store/locks.ts';
import type { ApprovalRow, VersionRow } from './store/tables.ts';
import {
  approvalsOf,
  changeVersion,
  findVersionInState,
  versionsApproved,
  versionsBeingRefreshed,
} from './store/version-store.ts';

/** An approval that has brought nothing into service yet. */
export interface OpenApproval {
  versionId: string;
  approvalId: string;
}
/** Evidence that was asked for and is not there yet. */
export interface OpenRefresh {
  versionId: string;
  requestedAt: Date;
}

/**
 * What was decided about versions and the workflow engine has still to carry out. Where it never will, the decision is taken back, so that
 * people can decide anew: an approved version would keep every other one of its assistant from being approved.
 */
export class OpenDecisions {
  readonly #parts: Pick<Parts, 'db' | 'clock' | 'audit'>;

  constructor(parts: Pick<Parts, 'db' | 'clock' | 'audit'>) {
    this.#parts = parts;
  }

  async approvals(): Promise<OpenApproval[]> {
    const { db } = this.#parts;
    const approvals = await approvalsOf(db, await versionsApproved(db));
    return approvals.map(({ id, versionId }) => ({ versionId, approvalId: id }));
  }

  async refreshes(): Promise<OpenRefresh[]> {
    return versionsBeingRefreshed(this.#parts.db);
  }

  /**
   * Takes an approval back whose roll-out has not begun: the version is where it was before, or EXPIRED where a newer one waits by now.
   * Says whether it did; it leaves alone what is rolling out, was approved anew or is no longer approved.
   */
  async takeBack({ versionId, approvalId }: OpenApproval, reason: string): Promise<boolean> {
    return transaction(this.#parts.db, async (tx) => {
      const version = await lockVersion(tx, versionId);
      if (version?.state !== 'APPROVED' || (await findUnderWay(tx, version.assistantId))) return false;
      const [approval] = await approvalsOf(tx, [versionId]);
      if (approval?.id !== approvalId) return false;
      const state = await stateBefore(tx, version, approval);
      await changeVersion(tx, versionId, { state });
      await this.#parts.audit.record(tx, {
        assistantId: version.assistantId,
        actor: POLICY,
        action: 'ROLL_OUT_FAILED',
        subject: versionId,
        facts: [
          { name: 'version', value: String(version.number) },
          { name: 'reason', value: reason },
          { name: 'state', value: state, before: 'APPROVED' },
        ],
      });
      return true;
    });
  }

  /** Gives up new evidence: the old one stands as it is. Says whether it did; one that was asked for anew goes on. */
  async abandonRefresh({ versionId, requestedAt }: OpenRefresh): Promise<boolean> {
    return transaction(this.#parts.db, async (tx) => {
      const version = await lockVersion(tx, versionId);
      if (version?.refreshRequestedAt?.getTime() !== requestedAt.getTime()) return false;
      await changeVersion(tx, versionId, { refreshRequestedAt: null });
      return true;
    });
  }
}

async function stateBefore(
  tx: Transaction,
  { assistantId }: VersionRow,
  { decision }: ApprovalRow,
): Promise<'PENDING_APPROVAL' | 'GATE_REFUSED' | 'EXPIRED'> {
  if (decision === 'OVERRIDDEN') return 'GATE_REFUSED';
  // One that passed the gate let all that waited then expire, so whatever waits now is newer.
  return (await findVersionInState(tx, assistantId, 'PENDING_APPROVAL')) ? 'EXPIRED' : 'PENDING_APPROVAL';
}
