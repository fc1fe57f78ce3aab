import type { StepContext } from './faces.ts';
import { endOf, statusesOf } from './workflow-status.ts';

/**
 * Fails the runs that no workflow will ever end: it ended without the run saying so, because that could not be written or somebody stopped
 * it in the engine. A run says that it is over before its workflow ends, and one that is over stays as it is: whoever else ends a run
 * meanwhile wins, and calling this twice changes nothing more.
 */
export async function endLostRuns({ models: { recorder }, log }: StepContext): Promise<void> {
  // The runs first: each has been enqueued by the transaction that made it, so none of them can lack its workflow yet.
  const runIds = await recorder.unfinished();
  const statuses = await statusesOf(runIds);
  for (const runId of runIds) {
    const status = statuses.get(runId);
    const reason = endOf(status, 'run');
    if (!reason || !(await recorder.fail(runId, reason))) continue;
    log.error({ runId, status: status ?? 'none' }, 'training run failed: its workflow had ended without it');
  }
}
