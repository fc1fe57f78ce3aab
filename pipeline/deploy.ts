import { setTimeout as sleep } from 'node:timers/promises';
import type { Approved, StepContext } from './faces.ts';
import type { StepRunner } from './step.ts';

const POLL_MS = 100;
const REMARK_EVERY_MS = 30_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * The workflow *deploy*: an approved version becomes what is desired, and is LIVE when every process that serves has said that it has it.
 * The last of them makes it so; here is only waited for, and said when nobody does. After ten minutes nobody waits any more, and the
 * roll-out goes on.
 */
export async function deploy(
  { models, log }: StepContext,
  step: StepRunner,
  { versionId, approvedBy }: Omit<Approved, 'approvalId'>,
): Promise<void> {
  const deploymentId = await step(
    'begin roll-out',
    async () => (await models.deployments.begin(versionId, approvedBy))?.id ?? null,
  );
  if (deploymentId === null) return;
  await step('await acknowledgements', async (signal) => {
    for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += POLL_MS) {
      const { state } = await models.deployments.find(deploymentId);
      if (state !== 'ROLLING_OUT') return;
      if (waitedMs > 0 && waitedMs % REMARK_EVERY_MS === 0)
        log.warn(
          { deploymentId, versionId, ...(await models.deployments.acknowledgements(deploymentId)) },
          'a roll-out waits for the processes that serve',
        );
      await sleep(POLL_MS, undefined, { signal });
    }
    log.error({ deploymentId, versionId }, 'a roll-out is still not acknowledged; it will be live when it is');
  });
}
