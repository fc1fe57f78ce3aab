import { DEFAULT_PARAMETERS, type TrainingParameters, type TrainingProgress } from '../../nlu/index.ts';
import { ObjectMissing } from '../../platform/objects/index.ts';
import type { RunNews, TrainingPlan } from '../../subgraphs/models/index.ts';
import { engineRevision } from '../engine-revision.ts';
import type { Run, StepContext } from '../faces.ts';
import { sha256Of } from '../snapshot-rows.ts';
import { runInThread } from '../thread.ts';
import type { Trained, TrainingTask } from '../train.worker.ts';
import type { ChosenTrial } from './trial.ts';

/** A trained model on S3, and what it was trained with. */
export interface Artifact {
  uri: string;
  sha256: string;
  bytes: number;
  trainingStateUri: string;
  seed: number;
  parameters: TrainingParameters;
  /** The code that trained it. */
  engineRevision: string;
  /** The trial that has chosen them. */
  trial?: number;
}

interface TrainingOrder {
  snapshotId: string;
  plan: TrainingPlan;
  /** Null where nothing was searched. */
  trial: ChosenTrial | null;
}

/** One seed for all: what differs between two versions is their data. */
export const SEED = 1;
/** Of a run's progress: where training begins, without and with a search before it, and where it ends. */
const BEGINS_AT = { atOnce: 0.1, afterTrials: 0.5 };
const ENDS_AT = 0.7;
/** A person who watches needs no more often. */
const REPORT_EVERY_MS = 150;
export const RECIPES = { FAST: 'fast', BEST: 'best' } as const;

/**
 * Trains on the snapshot's rows that are not for testing and on what is unlabelled beside them, telling each epoch's loss, from where the
 * plan's parent had come to. The same snapshot, seed, parameters and parent give the same bytes, and so the same keys on S3.
 * @throws PermanentFailure where the plan's encoder is not on this machine; RunIsOver when the run was cancelled meanwhile, with the training ended.
 */
export async function trainModel(
  context: StepContext,
  { runId, snapshotId, plan, trial, signal }: Run & TrainingOrder & { signal: AbortSignal },
): Promise<Artifact> {
  const { models, objects, encoders } = context;
  const beginsAt = trial ? BEGINS_AT.afterTrials : BEGINS_AT.atOnce;
  await models.recorder.record(runId, { stage: 'train', progress: beginsAt });
  const { uri, unlabelledUri } = await models.registry.snapshot(snapshotId);
  const parent = await readParent(context, runId, plan);
  const wanted: TrainingParameters = {
    ...DEFAULT_PARAMETERS,
    ...trial?.parameters,
    recipe: RECIPES[plan.recipe],
    ...(parent && { parentVersion: parent.versionId }),
  };
  const task: TrainingTask = {
    snapshot: await objects.get(objects.keyOf(uri)),
    ...(unlabelledUri !== null && { unlabelled: await objects.get(objects.keyOf(unlabelledUri)) }),
    seed: SEED,
    parameters: wanted,
    ...(parent && { parentState: parent.state }),
    ...(plan.encoder && { encoder: { name: plan.encoder } }),
  };
  const startedAt = performance.now();
  const reporter = new ProgressReporter(beginsAt, (news) => models.recorder.record(runId, news));
  const { bytes, state, exampleCount, parameters } = await reporter.during((onNews, failed) =>
    runInThread<Trained, TrainingProgress>('train', task, {
      signal: AbortSignal.any([signal, failed]),
      encodersRoot: encoders.root,
      onNews,
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;

  const sha256 = sha256Of(bytes);
  const key = await keep(objects, `models/${sha256}.malha`, bytes);
  const stateKey = await keep(objects, `training-states/${sha256Of(state)}`, state);
  const beside = parameters.encoder ? ` with the encoder ${parameters.encoder.name}` : '';
  const from = parent ? `, starting from version ${parent.number}` : '';
  await models.recorder.record(runId, {
    progress: ENDS_AT,
    metrics: [
      { name: 'train_seconds', step: 0, value: seconds },
      { name: 'train_examples', step: 0, value: exampleCount },
      { name: 'artifact_bytes', step: 0, value: bytes.length },
    ],
    lines: [
      `trained ${parameters.recipe}${beside} on ${exampleCount} examples in ${seconds.toFixed(1)} s${from}, ${bytes.length} bytes`,
    ],
  });
  return {
    uri: objects.uri(key),
    sha256,
    bytes: bytes.length,
    trainingStateUri: objects.uri(stateKey),
    seed: SEED,
    parameters,
    engineRevision: engineRevision(),
    ...(trial && { trial: trial.number }),
  };
}

/** What the plan starts from; null, with a line in the run's log, where it is not there any more. */
async function readParent({ models, objects }: StepContext, runId: string, { parent }: TrainingPlan) {
  if (!parent) return null;
  try {
    return { ...parent, state: await objects.get(objects.keyOf(parent.trainingStateUri)) };
  } catch (error) {
    if (!(error instanceof ObjectMissing)) throw error;
    const line = `what version ${parent.number} had learned is not kept any more: training starts from nothing`;
    await models.recorder.record(runId, { lines: [line] });
    return null;
  }
}

/** Under a key of its content: what is there already is the same. */
async function keep(objects: StepContext['objects'], key: string, bytes: Uint8Array): Promise<string> {
  if (!(await objects.exists(key))) await objects.put(key, bytes);
  return key;
}

/** Writes progress down at most so often, every epoch's loss included, one write after another. A failed write ends what is reported on. */
class ProgressReporter {
  readonly #beginsAt: number;
  readonly #record: (news: RunNews) => Promise<void>;
  readonly #failed = new AbortController();
  #waiting: TrainingProgress[] = [];
  #writing = Promise.resolve();

  constructor(beginsAt: number, record: (news: RunNews) => Promise<void>) {
    this.#beginsAt = beginsAt;
    this.#record = record;
  }

  async during<T>(work: (onNews: (news: TrainingProgress) => void, failed: AbortSignal) => Promise<T>): Promise<T> {
    const timer = setInterval(() => this.#flush(), REPORT_EVERY_MS);
    try {
      return await work((news) => this.#waiting.push(news), this.#failed.signal);
    } finally {
      clearInterval(timer);
      this.#flush();
      await this.#writing;
    }
  }

  #flush(): void {
    const news = this.#waiting;
    const last = news.at(-1);
    this.#waiting = [];
    if (!last) return;
    this.#writing = this.#writing
      .then(() =>
        this.#record({
          progress: this.#beginsAt + (ENDS_AT - this.#beginsAt) * last.fraction,
          metrics: news.filter(({ epoch }) => epoch > 0).map(pointOf),
        }),
      )
      .catch((error: unknown) => this.#failed.abort(error));
  }
}

function pointOf({ phase, part, epoch, loss }: TrainingProgress) {
  const name = part === 'linear' ? 'loss' : `${part}_loss`;
  return { name: phase === 'fit' ? name : `${phase}_${name}`, step: epoch, value: loss };
}
