import type { TrainingPlan } from '../../subgraphs/models/index.ts';
import type { Run, StepContext } from '../faces.ts';

/** Takes the run up and settles how its version is to be made: whatever the policy says later is for the next run. @throws RunIsOver */
export async function beginRun(
  { models: { recorder, registry } }: StepContext,
  { runId, assistantId }: Run,
): Promise<TrainingPlan> {
  await recorder.begin(runId);
  return registry.trainingPlan(assistantId);
}
