import type { StepContext } from './faces.ts';
import type { StepRunner } from './engine.ts';

const POLL_MS = 100;
const FIRST_REMARK_AFTER_MS = 10_000;
const LONGEST_POLL_MS = 5_000;

/**
 * The workflow *deploy*, from approval to LIVE: writes what is desired, and waits until every process that serves has it. Days may pass
 * where none serves; it never claims that a version is live before one does.
 */
export async function deploy(
  { models, log }: StepContext,
  step: StepRunner,
  sleep: (ms: number) => Promise<void>,
  { versionId, approvedBy }: { versionId: string; approvedBy: string },
): Promise<void> {
  const deploymentId = await step(
    'begin roll-out',
    async () => (await models.deployments.begin(versionId, approvedBy))?.id ?? null,
  );
  if (!deploymentId) return;
  for (let waitedMs = 0, pollMs = POLL_MS; ; waitedMs += pollMs, pollMs = Math.min(pollMs * 1.2, LONGEST_POLL_MS)) {
    const isOver = await step('look', async () => {
      const { state } = await models.deployments.find(deploymentId);
      if (state !== 'ROLLING_OUT') return true;
      if (waitedMs >= FIRST_REMARK_AFTER_MS)
        log.warn(
          { deploymentId, ...(await models.deployments.acknowledgements(deploymentId)) },
          'the roll-out waits for processes',
        );
      return false;
    });
    if (isOver) return;
    await sleep(pollMs);
  }
}
