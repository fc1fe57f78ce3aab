import { type Transaction, transaction } from '../../platform/db/index.ts';
import {
  type ActFact,
  checkText,
  idempotent,
  type IdempotentInput,
  invariant,
  InvalidState,
  newId,
  type RoomCall,
} from '../kit/index.ts';
import { type NewAuditEntry, POLICY } from './audit-log.ts';
import { tellOfDeployments } from './deployment-feed.ts';
import { NoEarlierVersion } from './errors.ts';
import type { Parts } from './parts.ts';
import { beginSteps, leaveShare, watchLive } from './rollout/steps.ts';
import {
  acknowledgements,
  changeDeployment,
  deploymentsOf,
  desiredDeployments,
  findDeployment,
  faultsOfProcess,
  findInState,
  findUnderWay,
  forgetServingProcesses,
  formerChampion,
  insertDeployment,
  putServingProcess,
  rollingOutAssistants,
} from './store/deployment-store.ts';
import { lockAssistant, lockVersion } from './store/locks.ts';
import { COOL_DOWN_MINUTES } from './policy/rules.ts';
import { findPolicy, restUntil } from './store/policy-store.ts';
import type { DeploymentRow } from './store/tables.ts';
import { changeVersion, findVersionInState } from './store/version-store.ts';

const REASON_LIMIT = 4_000;
const MAX_LEASE_SECONDS = 300;

/** A roll back that somebody or something wants. */
export interface WantedRollBack {
  assistantId: string;
  reason: string;
  expectedChampionId?: string | null | undefined;
  /** By which figures it is wanted. */
  facts?: readonly ActFact[];
}
export type RollBack = Omit<WantedRollBack, 'facts'> & IdempotentInput;
export interface Acknowledgement {
  processId: string;
  deployments: readonly string[];
  /** Those of them that answer as champions; all of them where this is not told. */
  champions?: readonly string[] | null | undefined;
  leaseSeconds: number;
  /** Deployments that it cannot serve. */
  faults?: readonly { deploymentId: string; message: string }[] | null | undefined;
}
/** A deployment as the processes that serve should have it. */
export interface DesiredDeployment {
  deploymentId: string;
  assistantId: string;
  modelVersionId: string;
  artifactUri: string;
  artifactSha256: string;
  trafficShare: number;
  state: 'LIVE' | 'CANARY' | 'SHADOW';
}

/**
 * Brings versions into service and out of it: writes what is desired, hears what the serving processes say they have, and calls a
 * deployment LIVE once every process with a lease has it.
 */
export class DeploymentService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async desired(): Promise<DesiredDeployment[]> {
    const rows = await desiredDeployments(this.#parts.db);
    return rows.map(({ state, trafficShare, ...row }) =>
      state === 'CANARY' || state === 'SHADOW'
        ? { ...row, trafficShare, state }
        : // What rolls out is served as the champion: that makes it one.
          { ...row, trafficShare: 1, state: 'LIVE' },
    );
  }

  /** Notes what a process serves, and what it cannot, for as long as its lease lasts. */
  async acknowledge(told: Acknowledgement): Promise<void> {
    const { processId, deployments, champions, leaseSeconds } = told;
    const { db, clock } = this.#parts;
    const now = clock.now();
    const leasedUntil = new Date(now.getTime() + Math.min(leaseSeconds, MAX_LEASE_SECONDS) * 1_000);
    const known = told.faults?.length ? await faultsOfProcess(db, processId) : [];
    const faults = (told.faults ?? []).map(({ deploymentId, message }) => {
      const same = known.find((fault) => fault.deploymentId === deploymentId && fault.message === message);
      return { deploymentId, message, at: same?.at ?? now };
    });
    await putServingProcess(db, {
      id: processId,
      deploymentIds: [...deployments],
      championIds: [...(champions ?? deployments)],
      leasedUntil,
      faults,
    });
    for (const assistantId of await rollingOutAssistants(db)) await this.#settle(assistantId);
  }

  /** Begins to roll an approved version out: at once, or step by step where its assistant's policy says so, or the policy approved. Null where another roll-out must end first, or the version is no longer approved. */
  async begin(versionId: string, approvedBy: string): Promise<DeploymentRow | null> {
    const { db, clock, notifications } = this.#parts;
    return transaction(db, async (tx) => {
      const version = await lockVersion(tx, versionId);
      const earlier = (await deploymentsOf(tx, [versionId])).at(-1);
      if (earlier) return earlier;
      if (version?.state !== 'APPROVED' || (await findUnderWay(tx, version.assistantId))) return null;
      const { assistantId } = version;
      const begun = { assistantId, versionId, isRollBack: false, reason: null, requestedBy: approvedBy };
      const deployment = await this.#rollOut(tx, begun);
      const live = await findInState(tx, assistantId, 'LIVE');
      const policy = await findPolicy(tx, assistantId);
      // Of a first version there is nobody to take over from.
      const stepped = approvedBy === POLICY || policy?.rollout === 'CANARY' ? live : undefined;
      if (stepped) await beginSteps(tx, { deployment, live: stepped, now: clock.now() });
      await tellOfDeployments(notifications, tx, assistantId, [...(stepped ? [stepped.id] : []), deployment.id]);
      return (await findDeployment(tx, deployment.id)) ?? null;
    });
  }

  async find(id: string): Promise<DeploymentRow> {
    const deployment = await findDeployment(this.#parts.db, id);
    invariant(deployment, `there is no deployment ${id}`);
    return deployment;
  }

  /** How many processes hold a lease now, and how many of them answer with the deployment as their champion. */
  acknowledgements(id: string): Promise<{ leased: number; serving: number }> {
    return acknowledgements(this.#parts.db, id, this.#parts.clock.now());
  }

  /**
   * Takes the champion out of service for the version that was champion before it. A roll-out that is under way just ends, also where
   * there is no champion yet. Automatic triggers rest for an hour. Gives what stands then: the deployment that answers, else the one
   * that was ended; null where that had not begun.
   * @throws NoEarlierVersion; InvalidState where another version is champion than expected, or a roll back is under way; NotFound,
   * TEXT_REQUIRED, TEXT_TOO_LONG, IDEMPOTENCY_CONFLICT.
   */
  async rollBack(input: RollBack, call: RoomCall): Promise<DeploymentRow | null> {
    checkText(input.reason, { path: ['input', 'reason'], limit: REASON_LIMIT, required: true });
    const { db, assistants } = this.#parts;
    await assistants.require(input.assistantId, call);
    return transaction(db, async (tx) => {
      const use = { schema: 'models', operation: 'rollBackDeployment', identity: call.identity, input };
      const act = { actor: call.identity.id, requestId: call.requestId, action: 'ROLLED_BACK' } as const;
      const id = await idempotent(tx, use, () => this.#rollBack(tx, input, act));
      return (await findDeployment(tx, id)) ?? null;
    });
  }

  /**
   * The same where no person asks, within the caller's transaction, which holds no counter and no audit chain of the assistant yet.
   * `by` is who acts: `policy`, or what raised the alarm.
   * @throws NoEarlierVersion, InvalidState as above.
   */
  async rollBackAutomatically(tx: Transaction, wanted: WantedRollBack, by: string): Promise<DeploymentRow | null> {
    const id = await this.#rollBack(tx, wanted, { actor: by, action: 'ROLLED_BACK_AUTOMATICALLY' });
    return (await findDeployment(tx, id)) ?? null;
  }

  async #rollBack(
    tx: Transaction,
    { assistantId, reason, expectedChampionId, facts = [] }: WantedRollBack,
    act: Pick<NewAuditEntry, 'actor' | 'action' | 'requestId'>,
  ): Promise<string> {
    await lockAssistant(tx, assistantId);
    const rollingOut = await findUnderWay(tx, assistantId);
    if (rollingOut?.isRollBack) throw new InvalidState('A roll back is under way.', ['input', 'assistantId']);
    const live = await findInState(tx, assistantId, 'LIVE');
    const ended = await this.#endRollOut(tx, assistantId, rollingOut);
    if (!live && !ended) throw new NoEarlierVersion();
    if (expectedChampionId != null && live?.versionId !== expectedChampionId)
      throw new InvalidState('Another version is champion by now.', ['input', 'expectedChampionId']);
    if (ended && live) await leaveShare(tx, live, 1);
    const takesOver = ended || !live ? live : await this.#replace(tx, live, { reason, requestedBy: act.actor });
    await restUntil(tx, assistantId, new Date(this.#parts.clock.now().getTime() + COOL_DOWN_MINUTES * 60_000));
    await this.#parts.audit.record(tx, {
      ...act,
      assistantId,
      subject: takesOver?.id ?? ended ?? assistantId,
      facts: [
        { name: 'reason', value: reason },
        ended
          ? { name: 'kept', value: live?.versionId ?? null, before: null }
          : { name: 'championId', value: takesOver?.versionId ?? null, before: live?.versionId ?? null },
        ...facts,
      ],
    });
    const changed = [rollingOut, live, takesOver].flatMap((deployment) => deployment?.id ?? []);
    await tellOfDeployments(this.#parts.notifications, tx, assistantId, [...new Set(changed)]);
    return takesOver?.id ?? rollingOut?.id ?? '';
  }

  /** Ends a roll-out that is under way, or approved and about to begin; gives its version, undefined where there is none. */
  async #endRollOut(
    tx: Transaction,
    assistantId: string,
    rollingOut: DeploymentRow | undefined,
  ): Promise<string | undefined> {
    if (rollingOut) {
      await this.#leave(tx, rollingOut);
      return rollingOut.versionId;
    }
    const approved = await findVersionInState(tx, assistantId, 'APPROVED');
    if (approved) await changeVersion(tx, approved.id, { state: 'ROLLED_BACK' });
    return approved?.id;
  }

  /** Takes the champion out of service, and begins to bring back the one before it. */
  async #replace(
    tx: Transaction,
    live: DeploymentRow,
    { reason, requestedBy }: { reason: string; requestedBy: string },
  ): Promise<DeploymentRow> {
    const { assistantId } = live;
    const versionId = await formerChampion(tx, assistantId, live.versionId);
    if (!versionId) throw new NoEarlierVersion();
    await this.#leave(tx, live);
    await changeVersion(tx, versionId, { state: 'APPROVED' });
    return this.#rollOut(tx, { assistantId, versionId, isRollBack: true, reason, requestedBy });
  }

  async #rollOut(
    tx: Transaction,
    begun: Pick<DeploymentRow, 'assistantId' | 'versionId' | 'isRollBack' | 'reason' | 'requestedBy'>,
  ): Promise<DeploymentRow> {
    const now = this.#parts.clock.now();
    const state = { state: 'ROLLING_OUT', trafficShare: 0, createdAt: now, at: now } as const;
    const deployment: DeploymentRow = { id: newId('deployment'), ...begun, ...state };
    await insertDeployment(tx, deployment);
    return deployment;
  }

  async #leave(tx: Transaction, { id, versionId }: DeploymentRow): Promise<void> {
    await changeDeployment(tx, id, { state: 'ROLLED_BACK', trafficShare: 0, at: this.#parts.clock.now() });
    await changeVersion(tx, versionId, { state: 'ROLLED_BACK', trafficShare: 0 });
  }

  /** Calls what is rolling out LIVE, if every process with a lease has it and there is one. */
  async #settle(assistantId: string): Promise<void> {
    const { db, clock, notifications } = this.#parts;
    await transaction(db, async (tx) => {
      await lockAssistant(tx, assistantId);
      const rollingOut = await findInState(tx, assistantId, 'ROLLING_OUT');
      if (!rollingOut) return;
      const now = clock.now();
      const { leased, serving } = await acknowledgements(tx, rollingOut.id, now);
      if (leased === 0 || serving < leased) return;
      const former = await findInState(tx, assistantId, 'LIVE');
      if (former) {
        await changeDeployment(tx, former.id, { state: 'SUPERSEDED', trafficShare: 0, at: now });
        await changeVersion(tx, former.versionId, { state: 'SUPERSEDED', trafficShare: 0 });
      }
      await changeDeployment(tx, rollingOut.id, { state: 'LIVE', trafficShare: 1, at: now });
      await changeVersion(tx, rollingOut.versionId, { state: 'LIVE', trafficShare: 1 });
      await watchLive(tx, { deployment: rollingOut, former, now });
      await forgetServingProcesses(tx, now);
      await tellOfDeployments(notifications, tx, assistantId, [...(former ? [former.id] : []), rollingOut.id]);
    });
  }
}
