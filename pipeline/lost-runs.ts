import { DBOS, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import type { StepContext } from './faces.ts';

/** Workflows whose statuses are asked for at once. */
const BATCH = 100;

/**
 * Fails the runs that no workflow will ever end: it ended without the run saying so, because that could not be written or somebody stopped
 * it in the engine. A run says that it is over before its workflow ends, and one that is over stays as it is: whoever else ends a run
 * meanwhile wins, and calling this twice changes nothing more.
 */
export async function endLostRuns({ models: { recorder }, log }: StepContext): Promise<void> {
  // The runs first: each has been enqueued by the transaction that made it, so none of them can lack its workflow yet.
  const runIds = await recorder.unfinished();
  for (let from = 0; from < runIds.length; from += BATCH) {
    const workflowIDs = runIds.slice(from, from + BATCH);
    const workflows = await DBOS.listWorkflows({ workflowIDs, loadInput: false, loadOutput: false });
    const statuses = new Map(workflows.map(({ workflowID, status }) => [workflowID, status]));
    for (const runId of workflowIDs) {
      const status = statuses.get(runId);
      const reason = reasonOf(status);
      if (!reason || !(await recorder.fail(runId, reason))) continue;
      log.error({ runId, status: status ?? 'none' }, 'training run failed: its workflow had ended without it');
    }
  }
}

/** For a person; null where the workflow still has a way to go. */
function reasonOf(status: WorkflowStatus['status'] | undefined): string | null {
  switch (status) {
    case 'PENDING':
    case 'ENQUEUED':
    case 'DELAYED':
      return null;
    case 'CANCELLED':
      return 'The work on this run was stopped in the workflow engine.';
    case 'MAX_RECOVERY_ATTEMPTS_EXCEEDED':
      return 'The work on this run was begun too often without coming to an end.';
    case undefined:
      return 'The workflow engine no longer knows of this run.';
    default:
      return 'The work on this run ended without a result; the log has the cause.';
  }
}
