import type { Run, StepContext } from './faces.ts';
import type { StepRunner } from './step.ts';
import { beginRun } from './steps/begin.ts';
import { evaluateCandidate } from './steps/evaluate.ts';
import { passGate } from './steps/gate.ts';
import { registerVersion } from './steps/register.ts';
import { takeSnapshot } from './steps/snapshot.ts';
import { trainModel } from './steps/train.ts';
import { type JudgeTrials, searchParameters } from './trials.ts';

/**
 * The workflow *retrain*. A step that was cut off is done again from its beginning and leaves the same behind; a finished one never is.
 * It ends when the version is registered and judged: approval and roll-out are another workflow's.
 */
export async function retrain(
  context: StepContext,
  { step, judgeTrials }: { step: StepRunner; judgeTrials: JudgeTrials },
  run: Run,
): Promise<void> {
  const plan = await step('begin', () => beginRun(context, run));
  const snapshotId = await step('snapshot', () => takeSnapshot(context, run));
  // The plan is remembered: a run that began before there were searches names none, and goes on in the order in which it began.
  const { recipe, search } = plan;
  const trial = search
    ? await searchParameters(context, { step, judgeTrials }, { ...run, snapshotId, recipe, search })
    : null;
  const artifact = await step('train', (signal) => trainModel(context, { ...run, snapshotId, plan, trial, signal }));
  const reportId = await step('evaluate', (signal) =>
    evaluateCandidate(context, { ...run, snapshotId, artifact, signal }),
  );
  const versionId = await step('register', () => registerVersion(context, { ...run, snapshotId, artifact, reportId }));
  await step('gate', () => passGate(context, { ...run, versionId }));
}
