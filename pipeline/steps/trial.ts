import { type FoldScore, scoreOf, type TrainingParameters } from '../../nlu/index.ts';
import type { Run, StepContext } from '../faces.ts';
import { runInThread } from '../thread.ts';
import type { TrialNews, TrialTask } from '../trial.worker.ts';

/** A part of a trial's way: some folds more, in a workflow of its own. */
export interface TrialPart extends Run, Pick<TrialTask, 'seed' | 'parameters' | 'fromFold' | 'toFold'> {
  snapshotId: string;
  /** Of the trial in its run. */
  number: number;
  /** What the folds before have given. */
  before: FoldScore;
}

/** Judges one trial by the next folds of held-out rows, telling its score after each. Gives that of all folds. @throws PermanentFailure, RunIsOver */
export async function judgeTrial(
  { models: { trials, registry }, objects }: StepContext,
  { runId, snapshotId, number, before, signal, ...part }: TrialPart & { signal: AbortSignal },
): Promise<FoldScore> {
  await trials.begin(runId, number);
  const { uri } = await registry.snapshot(snapshotId);
  const task: TrialTask = { ...part, snapshot: await objects.get(objects.keyOf(uri)) };
  const failed = new AbortController();
  let writing = Promise.resolve();
  const onNews = ({ folds, ...score }: TrialNews) => {
    const point = { step: folds, score: scoreOf(sum(before, score)) };
    writing = writing.then(() => trials.score(runId, number, point)).catch((error: unknown) => failed.abort(error));
  };
  const ended = AbortSignal.any([signal, failed.signal]);
  const score = await runInThread<FoldScore, TrialNews>('trial', task, { signal: ended, onNews });
  await writing;
  failed.signal.throwIfAborted();
  await trials.rest(runId, number);
  return sum(before, score);
}

function sum(one: FoldScore, other: FoldScore): FoldScore {
  return { right: one.right + other.right, judged: one.judged + other.judged };
}

/** The parameters that a trial has chosen, under its number. */
export interface ChosenTrial {
  number: number;
  parameters: TrainingParameters;
}
