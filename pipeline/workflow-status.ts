import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';

/** How a workflow stands; undefined where the engine knows of none. */
export type Status = WorkflowStatus['status'] | undefined;

/** Workflows whose statuses are asked for at once. */
const BATCH = 100;

/** How each of these workflows stands. */
export async function statusesOf(workflowIds: readonly string[]): Promise<Map<string, Status>> {
  const statuses = new Map<string, Status>();
  for (let from = 0; from < workflowIds.length; from += BATCH) {
    const workflowIDs = workflowIds.slice(from, from + BATCH);
    const workflows = await DBOS.listWorkflows({ workflowIDs, loadInput: false, loadOutput: false });
    for (const { workflowID, status } of workflows) statuses.set(workflowID, status);
  }
  return statuses;
}

/** Whether the workflow still has a way to go. */
export function isUnderWay(status: Status): boolean {
  return status === 'PENDING' || status === 'ENQUEUED' || status === 'DELAYED';
}

/** Why nothing more will come of this work, for a person; null where its workflow is under way. */
export function endOf(status: Status, what: string): string | null {
  if (isUnderWay(status)) return null;
  switch (status) {
    case 'CANCELLED':
      return `The work on this ${what} was stopped in the workflow engine.`;
    case 'MAX_RECOVERY_ATTEMPTS_EXCEEDED':
      return `The work on this ${what} was begun too often without coming to an end.`;
    case undefined:
      return `The workflow engine no longer knows of this ${what}.`;
    default:
      return `The work on this ${what} ended without a result; the log has the cause.`;
  }
}
