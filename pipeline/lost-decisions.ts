import type { OpenApproval, OpenRefresh } from '../subgraphs/models/index.ts';
import type { StepContext } from './faces.ts';
import { endOf, statusesOf } from './workflow-status.ts';

/** One decision is carried out once, and the same one again after it was taken back is another: an approval has an id, a refresh a time. */
export function deployWorkflowId({ versionId, approvalId }: OpenApproval): string {
  return `deploy-${versionId}-${approvalId}`;
}
export function refreshWorkflowId({ versionId, requestedAt }: OpenRefresh): string {
  return `refresh-${versionId}-${requestedAt.getTime()}`;
}

/**
 * Takes back the decisions about versions that no workflow will ever carry out: an approval whose roll-out has not begun, and evidence that
 * was asked for. One that has begun needs no workflow: it is live when the processes that serve have it, or a person ends it.
 */
export async function endLostDecisions({ models: { decisions }, log }: StepContext): Promise<void> {
  // The decisions first: each has been enqueued by the transaction that made it.
  const approvals = await decisions.approvals();
  const refreshes = await decisions.refreshes();
  const statuses = await statusesOf([...approvals.map(deployWorkflowId), ...refreshes.map(refreshWorkflowId)]);
  for (const approval of approvals) {
    const reason = endOf(statuses.get(deployWorkflowId(approval)), 'roll-out');
    if (reason && (await decisions.takeBack(approval, reason))) log.error(approval, 'an approval was taken back');
  }
  for (const refresh of refreshes) {
    const reason = endOf(statuses.get(refreshWorkflowId(refresh)), 'evidence');
    if (reason && (await decisions.abandonRefresh(refresh))) log.error(refresh, 'new evidence was given up');
  }
}

/** What becomes of a workflow that every process died of that tried it. */
export async function giveUp({ models, log }: StepContext, workflowId: string): Promise<void> {
  const { decisions, recorder } = models;
  const approval = (await decisions.approvals()).find((open) => deployWorkflowId(open) === workflowId);
  const refresh = (await decisions.refreshes()).find((open) => refreshWorkflowId(open) === workflowId);
  if (approval) await decisions.takeBack(approval, allDied('roll-out'));
  else if (refresh) await decisions.abandonRefresh(refresh);
  else if (!(await recorder.fail(workflowId, allDied('run')))) log.error({ workflowId }, 'nothing was waiting for it');
}

function allDied(what: string): string {
  return `Every process that worked on this ${what} died in the same step.`;
}
