// Trains one model in a thread of its own. Erasable TypeScript: Node runs it as it is.
import { parentPort, workerData } from 'node:worker_threads';
import {
  decodeTrainingState,
  encodeModel,
  encodeTrainingState,
  NluError,
  type TrainingParameters,
  type TrainingProgress,
  trainWith,
} from '../nlu/index.ts';
import { ThreadCrew } from './crew.ts';
import { encoded } from './encoded.ts';
import { decodeRows, toExample } from './snapshot-rows.ts';
import type { ThreadMessage } from './thread.ts';
import { decodeUnlabelled } from './unlabelled.ts';

export interface TrainingTask {
  /** The rows of a dataset snapshot; its test rows are left out here. */
  snapshot: Uint8Array;
  /** What is unlabelled beside them. */
  unlabelled?: Uint8Array;
  seed: number;
  parameters: TrainingParameters;
  /** The training state of the version that `parameters.parentVersion` names. */
  parentState?: Uint8Array;
  /** A sentence encoder of this machine. */
  encoder?: { name: string };
}
/** The artefact's bytes, what a later training may start from, and how many rows taught it. */
export interface Trained {
  bytes: Uint8Array;
  state: Uint8Array;
  exampleCount: number;
  /** Those of the task, and the encoder as it was found. */
  parameters: TrainingParameters;
}

const say = (message: ThreadMessage<Trained, TrainingProgress>) => parentPort?.postMessage(message, []);

let crew: ThreadCrew | undefined;
try {
  const {
    snapshot,
    unlabelled: said,
    seed,
    parameters: wanted,
    parentState,
    encoder: named,
  } = workerData as TrainingTask;
  const rows = decodeRows(snapshot)
    .filter(({ split }) => split !== 'test')
    .map(toExample);
  const heard = said ? decodeUnlabelled(said).map(({ turnId: id, utterance }) => ({ id, utterance })) : [];
  const meant = named && (await encoded(rows, named));
  const examples = meant?.rows ?? rows;
  const unlabelled = meant ? (await encoded(heard, meant.encoder)).rows : heard;
  const parameters = { ...wanted, ...(meant && { encoder: meant.encoder }) };
  crew = ThreadCrew.forRows(examples.length + unlabelled.length);
  const { model, state } = await trainWith(
    {
      examples,
      unlabelled,
      seed,
      parameters,
      ...(parentState && { parent: decodeTrainingState(parentState) }),
      onProgress: (news) => say({ kind: 'news', news }),
    },
    crew,
  );
  const bytes = encodeModel(model);
  say({
    kind: 'done',
    result: { bytes, state: encodeTrainingState(state), exampleCount: examples.length, parameters },
  });
} catch (error) {
  if (!(error instanceof NluError)) throw error;
  say({ kind: 'refused', message: error.message });
} finally {
  await crew?.close();
}
