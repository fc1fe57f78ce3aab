import { type Transaction, transaction } from '../../../platform/db/index.ts';
import { type ActFact, invariant } from '../../kit/index.ts';
import { allOf } from '../all-of.ts';
import { POLICY } from '../audit-log.ts';
import { tellOfDeployments } from '../deployment-feed.ts';
import type { DeploymentService } from '../deployment-service.ts';
import type { Parts } from '../parts.ts';
import { findInState, findUnderWay, supersededSince } from '../store/deployment-store.ts';
import { lockAssistant } from '../store/locks.ts';
import {
  type Arm,
  faultsOf,
  heardByStratum,
  putWatch,
  stepsOf,
  watchedAssistants,
  watchesOf,
} from '../store/rollout-store.ts';
import type { RolloutWatchRow } from '../store/rollout-tables.ts';
import type { DeploymentRow } from '../store/tables.ts';
import { findVersionInState } from '../store/version-store.ts';
import { FORMER_PERIOD_MS, heardIn, isAlarming, isPassed, pValueOf, reasonOf } from './hearing.ts';
import { enterStep } from './steps.ts';

/** Lets versions take over step by step, and rolls them back when users like them less, or they answer less. */
export class RolloutWatch {
  readonly #parts: Parts;
  readonly #deployments: DeploymentService;

  constructor(parts: Parts, deployments: DeploymentService) {
    this.#parts = parts;
    this.#deployments = deployments;
  }

  /**
   * Looks at every version that takes over or has just done so. For once a minute; two at once do what one does, and an assistant of which a
   * look fails keeps no other waiting.
   */
  async tend(): Promise<void> {
    const { db, clock } = this.#parts;
    const watched = await watchedAssistants(db, clock.now());
    await allOf(watched.map((assistantId) => () => transaction(db, (tx) => this.#tendAssistant(tx, assistantId))));
  }

  async #tendAssistant(tx: Transaction, assistantId: string): Promise<void> {
    await lockAssistant(tx, assistantId);
    const [underWay, live] = [await findUnderWay(tx, assistantId), await findInState(tx, assistantId, 'LIVE')];
    if (!live) return;
    if (underWay) {
      if (underWay.state !== 'ROLLING_OUT') await this.#tendCanary(tx, underWay, live);
    } else if (!(await findVersionInState(tx, assistantId, 'APPROVED'))) await this.#tendLive(tx, live);
  }

  async #tendCanary(tx: Transaction, deployment: DeploymentRow, live: DeploymentRow): Promise<void> {
    const now = this.#parts.clock.now();
    const steps = await stepsOf(tx, [deployment.id]);
    const arms = steps.flatMap(({ number, share, startedAt, passedAt }) =>
      // Unseen, it answers nobody: there is nothing beside which to count the champion's.
      startedAt && share > 0
        ? sideBySide([deployment, live], { stratum: number, from: startedAt, to: passedAt ?? now })
        : [],
    );
    const watch = await this.#look(tx, deployment, arms);
    if (!watch) return;
    if (watch.alarmedAt) return this.#rollBack(tx, deployment, live, watch);
    const present = steps.find(({ startedAt, passedAt }) => startedAt && !passedAt);
    const next = steps.find(({ startedAt }) => !startedAt);
    if (!present || !next || !isPassed(present, watch, now)) return;
    if ((await faultsOf(tx, [deployment.id], now)).length > 0) return;
    await enterStep(tx, { deployment, live, step: next, now });
    const share = { name: 'share', value: String(next.share), before: String(present.share) };
    await this.#parts.audit.record(tx, {
      assistantId: deployment.assistantId,
      actor: POLICY,
      action: 'CANARY_ADVANCED',
      subject: deployment.id,
      facts: [share, ...figuresOf(watch)],
    });
    await tellOfDeployments(this.#parts.notifications, tx, deployment.assistantId, [live.id, deployment.id]);
  }

  async #tendLive(tx: Transaction, live: DeploymentRow): Promise<void> {
    const now = this.#parts.clock.now();
    const [{ phase, until, since } = {} as Partial<RolloutWatchRow>] = await watchesOf(tx, [live.id]);
    if (phase !== 'LIVE' || !since || !until || until <= now) return;
    // All that was in service, not the one before alone: where each night brings a version, that has hardly been heard.
    const from = new Date(since.getTime() - FORMER_PERIOD_MS);
    const former = await supersededSince(tx, live.assistantId, from);
    const watch = await this.#look(tx, live, [
      { deploymentId: live.id, isChallenger: true, stratum: 0, from: since, to: now },
      ...former.map(({ id }) => ({ deploymentId: id, isChallenger: false, stratum: 0, from, to: since })),
    ]);
    if (watch?.alarmedAt) await this.#rollBack(tx, live, live, watch);
  }

  /** Counts anew what users say of a deployment and what it answers; undefined where it was never to be watched. */
  async #look(tx: Transaction, { id }: DeploymentRow, arms: readonly Arm[]): Promise<RolloutWatchRow | undefined> {
    const [before] = await watchesOf(tx, [id]);
    if (!before) return undefined;
    const now = this.#parts.clock.now();
    const heard = heardIn(await heardByStratum(tx, arms), before);
    const watch: RolloutWatchRow = { ...before, ...heard, checkedAt: now, alarmedAt: isAlarming(heard) ? now : null };
    await putWatch(tx, watch);
    return watch;
  }

  async #rollBack(
    tx: Transaction,
    deployment: DeploymentRow,
    live: DeploymentRow,
    watch: RolloutWatchRow,
  ): Promise<void> {
    const wanted = {
      assistantId: deployment.assistantId,
      reason: reasonOf(watch),
      expectedChampionId: live.versionId,
      facts: figuresOf(watch),
    };
    const outcome = await this.#deployments.rollBackAutomatically(tx, wanted, POLICY);
    invariant(outcome, 'where a version is watched there is one to go back to');
  }
}

function sideBySide(
  [challenger, champion]: readonly [DeploymentRow, DeploymentRow],
  during: Pick<Arm, 'stratum' | 'from' | 'to'>,
): Arm[] {
  return [
    { deploymentId: challenger.id, isChallenger: true, ...during },
    { deploymentId: champion.id, isChallenger: false, ...during },
  ];
}

/** What the audit log keeps of it. */
function figuresOf(watch: RolloutWatchRow): ActFact[] {
  return [
    { name: 'helpful', value: `${watch.helpful}/${watch.voices}` },
    { name: 'championHelpful', value: `${watch.championHelpful}/${watch.championVoices}` },
    { name: 'answered', value: `${watch.answered}/${watch.conversations}` },
    { name: 'championAnswered', value: `${watch.championAnswered}/${watch.championConversations}` },
    { name: 'pValue', value: pValueOf(watch).toPrecision(3) },
  ];
}
