// Trains one model in a thread of its own. Erasable TypeScript: Node runs it as it is.
import { parentPort, workerData } from 'node:worker_threads';
import { encodeModel, NluError, train, type TrainingParameters, type TrainingProgress } from '../nlu/index.ts';
import { decodeRows, toExample } from './snapshot-rows.ts';
import type { ThreadMessage } from './thread.ts';

export interface TrainingTask {
  /** The rows of a dataset snapshot; its test rows are left out here. */
  snapshot: Uint8Array;
  seed: number;
  parameters: TrainingParameters;
}
/** The artefact's bytes and how many rows taught it. */
export interface Trained {
  bytes: Uint8Array;
  exampleCount: number;
}

const say = (message: ThreadMessage<Trained, TrainingProgress>) => parentPort?.postMessage(message, []);

try {
  const { snapshot, seed, parameters } = workerData as TrainingTask;
  const examples = decodeRows(snapshot)
    .filter(({ split }) => split !== 'test')
    .map(toExample);
  const model = train({ examples, seed, parameters, onProgress: (news) => say({ kind: 'news', news }) });
  say({ kind: 'done', result: { bytes: encodeModel(model), exampleCount: examples.length } });
} catch (error) {
  if (!(error instanceof NluError)) throw error;
  say({ kind: 'refused', message: error.message });
}
