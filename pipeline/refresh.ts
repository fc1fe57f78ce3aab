import type { StepContext } from './faces.ts';
import type { StepRunner } from './engine.ts';
import { evaluateStep } from './steps/evaluate.ts';

/** The workflow *refresh*: judges a version that waits for approval once more, against the champion of now. */
export async function refresh(
  context: StepContext,
  step: StepRunner,
  { versionId }: { versionId: string },
): Promise<void> {
  const { registry } = context.models;
  const reportId = await step('evaluate', async () => {
    const { runId, datasetSnapshotId: snapshotId, artifactUri } = await registry.version(versionId);
    return evaluateStep(context, { runId, snapshotId, artifactUri });
  });
  await step('renew', () => registry.renewEvidence(versionId, reportId));
}
