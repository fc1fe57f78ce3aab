import { DEFAULT_PARAMETERS, type TrainingParameters, type TrainingProgress } from '../../nlu/index.ts';
import type { StepContext } from '../faces.ts';
import { trainInThread } from '../train-in-thread.ts';
import { decodeRows, sha256Of, toExample } from './snapshot-rows.ts';

/** A trained model on S3. */
export interface Artifact {
  uri: string;
  sha256: string;
  bytes: number;
  seed: number;
  parameters: TrainingParameters;
}

/** One seed for all: what differs between two versions is their data. */
const SEED = 1;
/** The share of a run's progress that training takes, and where it begins. */
const BEGINS_AT = 0.1;
const SHARE = 0.6;
const REPORT_EVERY_MS = 150;

/**
 * Trains on the snapshot's training and validation rows in a thread of its own, telling each epoch's loss. The same snapshot, seed and
 * parameters give the same bytes, and so the same key on S3.
 * @throws RunIsOver when the run was cancelled meanwhile, with the thread ended.
 */
export async function trainStep(
  { models, objects }: StepContext,
  { runId, snapshotId, signal }: { runId: string; snapshotId: string; signal?: AbortSignal | undefined },
): Promise<Artifact> {
  const { uri } = await models.registry.snapshot(snapshotId);
  const rows = decodeRows(await objects.get(objects.keyOf(uri)));
  const examples = rows.filter(({ split }) => split !== 'test').map(toExample);
  const parameters = DEFAULT_PARAMETERS;
  const startedAt = performance.now();
  let reportedAt = 0;
  let phase: TrainingProgress['phase'] | undefined;

  const bytes = await trainInThread(
    { examples, seed: SEED, parameters },
    {
      signal,
      async onProgress(progress) {
        const isNewPhase = progress.phase !== phase;
        // A following console needs no more than this; the last epoch of each phase is always told.
        if (!isNewPhase && progress.epoch < progress.epochs && performance.now() - reportedAt < REPORT_EVERY_MS) return;
        reportedAt = performance.now();
        phase = progress.phase;
        await models.recorder.record(runId, {
          progress: BEGINS_AT + SHARE * progress.fraction,
          ...(progress.epoch > 0 && {
            metrics: [{ name: `${progress.phase}_loss`, step: progress.epoch, value: progress.loss }],
          }),
          ...(isNewPhase && { lines: [`training: ${progress.phase}`] }),
        });
      },
    },
  );

  const seconds = (performance.now() - startedAt) / 1000;
  const sha256 = sha256Of(bytes);
  const key = `models/${sha256}.malha`;
  if (!(await objects.exists(key))) await objects.put(key, bytes);
  await models.recorder.record(runId, {
    progress: BEGINS_AT + SHARE,
    metrics: [
      { name: 'train_seconds', step: 0, value: seconds },
      { name: 'train_examples', step: 0, value: examples.length },
      { name: 'artifact_bytes', step: 0, value: bytes.length },
    ],
    lines: [`trained on ${examples.length} examples in ${seconds.toFixed(1)} s: ${bytes.length} bytes`],
  });
  return { uri: objects.uri(key), sha256, bytes: bytes.length, seed: SEED, parameters };
}
