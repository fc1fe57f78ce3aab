import type { StepContext } from './faces.ts';
import { judgeAgainstChampion } from './judgement.ts';
import type { StepRunner } from './step.ts';

/** The workflow *refresh*: judges a version that waits for approval once more, against the champion of now. */
export async function refresh(
  context: StepContext,
  step: StepRunner,
  { versionId }: { versionId: string },
): Promise<void> {
  const { registry } = context.models;
  const reportId = await step('evaluate', async (signal) => {
    const { runId, datasetSnapshotId: snapshotId, artifactUri } = await registry.version(versionId);
    return (await judgeAgainstChampion(context, { runId, snapshotId, artifactUri, signal })).reportId;
  });
  await step('renew', () => registry.renewEvidence(versionId, reportId));
}
