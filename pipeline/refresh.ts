import type { TrainingParameters } from '../nlu/index.ts';
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
    const version = await registry.version(versionId);
    const { runId, datasetSnapshotId: snapshotId, artifactUri, seed, parameters } = version;
    const training = { seed, parameters: JSON.parse(parameters) as TrainingParameters };
    const known = await registry.report(version.reportId);
    const judged = await judgeAgainstChampion(context, { runId, snapshotId, artifactUri, training, known, signal });
    return judged.reportId;
  });
  await step('renew', () => registry.renewEvidence(versionId, reportId));
}
