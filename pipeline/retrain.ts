import type { StepContext } from './faces.ts';
import type { StepRunner } from './engine.ts';
import { evaluateStep } from './steps/evaluate.ts';
import { snapshot } from './steps/snapshot.ts';
import { trainStep } from './steps/train.ts';

/**
 * The workflow *retrain*. Each step is done once, however often processes die in between; a step that was cut off is done again from its
 * beginning and leaves the same behind. It ends when the version is registered and judged; approval and roll-out are another workflow's.
 */
export async function retrain(
  context: StepContext,
  step: StepRunner,
  { runId, assistantId }: { runId: string; assistantId: string },
): Promise<void> {
  const { recorder, registry } = context.models;

  await step('begin', () =>
    recorder.begin(runId).then(() => recorder.record(runId, { stage: 'snapshot', progress: 0.02 })),
  );
  const snapshotId = await step('snapshot', () => snapshot(context, { runId, assistantId }));

  await step('enter train', () => recorder.record(runId, { stage: 'train', progress: 0.1 }));
  const artifact = await step('train', (signal) => trainStep(context, { runId, snapshotId, signal }));

  await step('enter evaluate', () => recorder.record(runId, { stage: 'evaluate', progress: 0.72 }));
  const reportId = await step('evaluate', () =>
    evaluateStep(context, { runId, snapshotId, artifactUri: artifact.uri }),
  );

  await step('enter register', () => recorder.record(runId, { stage: 'register', progress: 0.92 }));
  const versionId = await step('register', async () => {
    const parameters = JSON.stringify(artifact.parameters);
    return (await registry.register({ runId, snapshotId, reportId, artifact, parameters, seed: artifact.seed })).id;
  });

  await step('enter gate', () => recorder.record(runId, { stage: 'gate', progress: 0.97 }));
  await step('gate', () => registry.judge(versionId));
}
