// Trains one model in a thread of its own, so that the process goes on answering. Erasable TypeScript: Node runs it as it is.
import { parentPort, workerData } from 'node:worker_threads';
import {
  encodeModel,
  type Example,
  NluError,
  train,
  type TrainingParameters,
  type TrainingProgress,
} from '../nlu/index.ts';

/** What the thread is given. */
export interface TrainingTask {
  examples: Example[];
  seed: number;
  parameters: TrainingParameters;
}

/** What it says: progress after each epoch, and last either the artefact's bytes or why there are none. */
export type TrainingMessage =
  | { kind: 'progress'; progress: TrainingProgress }
  | { kind: 'trained'; bytes: Uint8Array }
  | { kind: 'refused'; code: string; message: string };

const say = (message: TrainingMessage, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

try {
  const model = train({
    ...(workerData as TrainingTask),
    onProgress: (progress) => say({ kind: 'progress', progress }),
  });
  const bytes = encodeModel(model);
  say({ kind: 'trained', bytes }, [bytes.buffer as ArrayBuffer]);
} catch (error) {
  if (!(error instanceof NluError)) throw error;
  say({ kind: 'refused', code: error.code, message: error.message });
}
