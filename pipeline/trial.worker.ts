// Judges one choice of parameters in a thread of its own, fold by fold. Erasable TypeScript: Node runs it as it is.
import { parentPort, workerData } from 'node:worker_threads';
import { TrialJudge, type FoldScore, NluError, SEARCH_FOLDS, type TrainingParameters } from '../nlu/index.ts';
import { decodeRows, toExample } from './snapshot-rows.ts';
import type { ThreadMessage } from './thread.ts';

export interface TrialTask {
  /** The rows of a dataset snapshot; its test rows are left out here. */
  snapshot: Uint8Array;
  seed: number;
  parameters: TrainingParameters;
  /** Folds to judge, the last one exclusive. */
  fromFold: number;
  toFold: number;
}
/** What is known after so many folds of those asked for. */
export interface TrialNews extends FoldScore {
  folds: number;
}

const say = (message: ThreadMessage<FoldScore, TrialNews>) => parentPort?.postMessage(message, []);

try {
  const { snapshot, seed, parameters, fromFold, toFold } = workerData as TrialTask;
  const examples = decodeRows(snapshot)
    .filter(({ split }) => split !== 'test')
    .map(toExample);
  const judge = new TrialJudge({ examples, folds: SEARCH_FOLDS, seed });
  let [right, judged] = [0, 0];
  for (let fold = fromFold; fold < toFold; fold++) {
    const score = judge.judge(parameters, fold);
    right += score.right;
    judged += score.judged;
    say({ kind: 'news', news: { folds: fold + 1, right, judged } });
  }
  say({ kind: 'done', result: { right, judged } });
} catch (error) {
  if (!(error instanceof NluError)) throw error;
  say({ kind: 'refused', message: error.message });
}
