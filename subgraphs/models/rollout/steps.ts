import type { Transaction } from '../../../platform/db/index.ts';
import { changeDeployment } from '../store/deployment-store.ts';
import { changeStep, findCanaryPlan, insertSteps, passPresentStep, putWatch } from '../store/rollout-store.ts';
import type { RolloutStepRow } from '../store/rollout-tables.ts';
import type { DeploymentRow } from '../store/tables.ts';
import { changeVersion } from '../store/version-store.ts';
import type { CanaryPlan } from './canary-plan.ts';
import { UNHEARD } from './hearing.ts';

/** Begins to take over step by step, by the plan that the assistant has now. The assistant is locked, and `live` its champion. */
export async function beginSteps(
  tx: Transaction,
  { deployment, live, now }: { deployment: DeploymentRow; live: DeploymentRow; now: Date },
): Promise<void> {
  const plan = await findCanaryPlan(tx, deployment.assistantId);
  const steps = stepsOfPlan(deployment.id, plan);
  await insertSteps(tx, steps);
  await putWatch(tx, {
    deploymentId: deployment.id,
    championDeploymentId: live.id,
    phase: 'CANARY',
    since: now,
    until: null,
    ...UNHEARD,
    checkedAt: now,
    alarmedAt: null,
  });
  const [first] = steps;
  if (first) await enterStep(tx, { deployment, live, step: first, now });
}

/** Passes the step in which a deployment is, and goes on to another. */
export async function enterStep(
  tx: Transaction,
  { deployment, live, step, now }: { deployment: DeploymentRow; live: DeploymentRow; step: RolloutStepRow; now: Date },
): Promise<void> {
  await passPresentStep(tx, deployment.id, now);
  await changeStep(tx, step, { startedAt: now });
  if (step.share === 1) {
    // As where nothing goes before: it keeps its share until every process that serves has taken it up as the champion.
    await changeDeployment(tx, deployment.id, { state: 'ROLLING_OUT', at: now });
    return;
  }
  const state = step.share === 0 ? 'SHADOW' : 'CANARY';
  await changeDeployment(tx, deployment.id, { state, trafficShare: step.share, at: now });
  await changeVersion(tx, deployment.versionId, { state, trafficShare: step.share });
  await leaveShare(tx, live, 1 - step.share);
}

/** The champion answers that share from now on. */
export async function leaveShare(tx: Transaction, { id, versionId }: DeploymentRow, share: number): Promise<void> {
  await changeDeployment(tx, id, { trafficShare: share });
  await changeVersion(tx, versionId, { trafficShare: share });
}

/** A deployment has taken over from another: passes its last step, and watches it for as long as the plan says. One that went back is not watched. */
export async function watchLive(
  tx: Transaction,
  { deployment, former, now }: { deployment: DeploymentRow; former: DeploymentRow | undefined; now: Date },
): Promise<void> {
  await passPresentStep(tx, deployment.id, now);
  const { watchMinutes } = await findCanaryPlan(tx, deployment.assistantId);
  if (!former || deployment.isRollBack || watchMinutes === 0) return;
  await putWatch(tx, {
    deploymentId: deployment.id,
    championDeploymentId: former.id,
    phase: 'LIVE',
    since: now,
    until: new Date(now.getTime() + watchMinutes * 60_000),
    ...UNHEARD,
    checkedAt: now,
    alarmedAt: null,
  });
}

function stepsOfPlan(deploymentId: string, { steps: [first, ...rest], withShadow }: CanaryPlan): RolloutStepRow[] {
  if (!first) return [];
  const shadow = withShadow && first.share < 1 ? [{ ...first, share: 0, minimumVoices: 0 }] : [];
  return [...shadow, first, ...rest].map((step, number) => ({
    deploymentId,
    number,
    startedAt: null,
    passedAt: null,
    ...step,
  }));
}
