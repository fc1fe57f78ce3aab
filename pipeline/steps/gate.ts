import type { Run, StepContext } from '../faces.ts';

/** Lets the gate judge the version, which ends the run with the verdict. Done again after that, it finds nothing left to do. */
export async function passGate(
  { models: { recorder, registry }, log }: StepContext,
  { runId, assistantId, versionId }: Run & { versionId: string },
): Promise<void> {
  if (await recorder.isRunning(runId)) await recorder.record(runId, { stage: 'gate', progress: 0.97 });
  const verdict = await registry.judge(versionId);
  log.info({ runId, assistantId, versionId, verdict }, 'training run judged');
}
