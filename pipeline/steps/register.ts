import canonicalize from 'canonicalize';
import type { Run, StepContext } from '../faces.ts';
import type { Artifact } from './train.ts';

/** Registers the version, whatever the gate will say of it, and gives its id. @throws RunIsOver */
export async function registerVersion(
  { models: { recorder, registry } }: StepContext,
  { runId, snapshotId, artifact, reportId }: Run & { snapshotId: string; artifact: Artifact; reportId: string },
): Promise<string> {
  await recorder.record(runId, { stage: 'register', progress: 0.92 });
  const { parameters, engineRevision: engine, trial } = artifact;
  const recorded = { ...parameters, engine, ...(trial && { trial }) };
  const { id, number } = await registry.register({
    runId,
    snapshotId,
    reportId,
    artifact,
    trainingStateUri: artifact.trainingStateUri,
    parameters: canonicalize(recorded) ?? '{}',
    seed: artifact.seed,
  });
  await recorder.record(runId, { progress: 0.96, lines: [`registered as version ${number}`] });
  return id;
}
