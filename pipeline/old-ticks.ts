import { DBOS } from '@dbos-inc/dbos-sdk';

/** The engine keeps every workflow for ever. A tick's result is in what it did: a day of them is there to be looked at, and no more. */
const KEPT_MS = 24 * 60 * 60_000;
/** More than a day has; what an older release has left goes a part at a time. */
const AT_ONCE = 2_000;

/** Forgets the ticks called `workflowName` that ended more than a day before `now`; resolves to how many. */
export async function forgetOldTicks(workflowName: string, now: Date): Promise<number> {
  const ended = await DBOS.listWorkflows({
    workflowName,
    status: ['SUCCESS', 'ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
    completedBefore: new Date(now.getTime() - KEPT_MS).toISOString(),
    limit: AT_ONCE,
    loadInput: false,
    loadOutput: false,
  });
  if (ended.length > 0) await DBOS.deleteWorkflows(ended.map(({ workflowID }) => workflowID));
  return ended.length;
}
