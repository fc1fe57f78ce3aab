import type { Transaction } from '../../../platform/db/index.ts';
import { DomainError } from '../../kit/index.ts';
import type { DeploymentService } from '../deployment-service.ts';
import type { Parts } from '../parts.ts';
import { isHeldBack, isResting } from '../policy/rules.ts';
import { defaultPolicy } from '../retrain-policy.ts';
import type { RunService } from '../run-service.ts';
import { changeAlert, holdAlert } from '../store/alert-store.ts';
import type { AlertRow } from '../store/alert-tables.ts';
import { findInState, findUnderWay } from '../store/deployment-store.ts';
import { lockAssistant } from '../store/locks.ts';
import { addLabels, findPolicy } from '../store/policy-store.ts';
import { findVersionInState } from '../store/version-store.ts';
import { isDrift } from './vocabulary.ts';

/** Who acts where an alert does. */
export const ALERT = 'alert';

type Outcome = Pick<AlertRow, 'actionState' | 'actionDetail'>;
/** It is not the time yet. */
type Waits = null;

/**
 * Does what a raised alert asks for, through the services that people use: once, in the transaction that says so. It waits out what the
 * policy's own rules wait for: the rest after a roll back, and, to retrain, debounce and quiet hours too. An alert that clears meanwhile
 * does nothing any more.
 */
export class AlertActor {
  readonly #parts: Parts;
  readonly #runs: RunService;
  readonly #deployments: DeploymentService;

  constructor(parts: Parts, { runs, deployments }: { runs: RunService; deployments: DeploymentService }) {
    this.#parts = parts;
    this.#runs = runs;
    this.#deployments = deployments;
  }

  async act(tx: Transaction, { id, assistantId }: Pick<AlertRow, 'id' | 'assistantId'>): Promise<void> {
    await lockAssistant(tx, assistantId);
    const alert = await holdAlert(tx, id);
    if (alert?.actionState !== 'PENDING') return;
    const outcome = await (alert.action === 'RETRAIN' ? this.#retrain(tx, alert) : this.#rollBack(tx, alert));
    if (outcome) await changeAlert(tx, id, { ...outcome, actedAt: this.#parts.clock.now() });
  }

  async #retrain(tx: Transaction, alert: AlertRow): Promise<Outcome | Waits> {
    const now = this.#parts.clock.now();
    const { assistantId } = alert;
    const counter = await addLabels(tx, assistantId, 0);
    const policy = (await findPolicy(tx, assistantId)) ?? defaultPolicy(assistantId, now);
    if (isResting(counter, now) || isHeldBack(policy, counter, now)) return null;
    if (await this.#runs.isRestoreQueued(tx, assistantId)) return null;
    const run = await this.#runs.want(tx, {
      assistantId,
      trigger: isDrift(alert.metric) ? 'DRIFT' : 'QUALITY',
      rule: ALERT,
      figures: alert.figures,
      reason: reasonOf(alert),
      requestedBy: null,
      by: ALERT,
    });
    return { actionState: 'DONE', actionDetail: run.id };
  }

  async #rollBack(tx: Transaction, alert: AlertRow): Promise<Outcome | Waits> {
    const { assistantId, modelVersionId } = alert;
    const [underWay, live] = [await findUnderWay(tx, assistantId), await findInState(tx, assistantId, 'LIVE')];
    const inService = alert.version === 'CANARY' ? underWay : live;
    if (inService?.versionId !== modelVersionId) return refused('The version is not in service any more.');
    // A roll back would end what takes over, and leave the champion that the alert is about.
    if (alert.version === 'CHAMPION' && (underWay || (await findVersionInState(tx, assistantId, 'APPROVED'))))
      return null;
    const now = this.#parts.clock.now();
    if (isResting(await addLabels(tx, assistantId, 0), now)) return null;
    const facts = [
      { name: 'alertId', value: alert.id },
      ...alert.figures.map(({ name, value }) => ({ name, value: String(value) })),
    ];
    try {
      const wanted = { assistantId, reason: reasonOf(alert), facts };
      const deployment = await this.#deployments.rollBackAutomatically(tx, wanted, ALERT);
      return { actionState: 'DONE', actionDetail: deployment?.id ?? null };
    } catch (error) {
      // It refuses before it writes anything.
      if (error instanceof DomainError) return refused(error.message);
      throw error;
    }
  }
}

function refused(why: string): Outcome {
  return { actionState: 'REFUSED', actionDetail: why };
}

function reasonOf({ ruleName, figures: [figure], direction, raiseAt }: AlertRow): string {
  const value = figure ? Number(figure.value.toPrecision(3)) : '?';
  return `alert “${ruleName}”: ${figure?.name} ${value} is ${direction === 'ABOVE' ? 'above' : 'below'} ${raiseAt}`;
}
