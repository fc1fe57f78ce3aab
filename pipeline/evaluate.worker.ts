// Judges a candidate beside the champion in a thread of its own. Erasable TypeScript: Node runs it as it is.
import { parentPort, workerData } from 'node:worker_threads';
import { compare, decodeModel, evaluate, type Evaluation, type Example, nearEqualKey, NluError } from '../nlu/index.ts';
import { languageDetector } from '../platform/language/index.ts';
import type { Figures, Report } from '../subgraphs/models/index.ts';
import { decodeRows, toExample } from './snapshot-rows.ts';
import type { ThreadMessage } from './thread.ts';

export interface EvaluationTask {
  snapshot: Uint8Array;
  candidate: Uint8Array;
  /** Its artefact and the rows that it was trained on; null where there is none to beat. */
  champion: { model: Uint8Array; snapshot: Uint8Array } | null;
}
export type Judged = Pick<Report, 'leftOut' | 'verdict' | 'candidate' | 'champion' | 'comparison'>;

const say = (message: ThreadMessage<Judged>) => parentPort?.postMessage(message, []);

try {
  const { snapshot, candidate, champion } = workerData as EvaluationTask;
  const test = decodeRows(snapshot)
    .filter(({ split }) => split === 'test')
    .map(toExample);
  const learned = champion ? keysOf(champion.snapshot) : new Set<string>();
  const items = test.filter(({ utterance }) => !learned.has(nearEqualKey(utterance)));
  if (items.some(({ intent }) => intent !== null)) {
    const own = await judge(candidate, items);
    const other = champion && (await judge(champion.model, items));
    const comparison = other && compare(own.correct, other.correct);
    const result: Judged = {
      leftOut: test.length - items.length,
      verdict: comparison?.verdict ?? 'IMPROVED',
      candidate: figuresOf(own),
      champion: other && figuresOf(other),
      comparison,
    };
    say({ kind: 'done', result });
  } else
    say({ kind: 'refused', message: 'There is no test example with an intent, so no version of it could be judged.' });
} catch (error) {
  if (!(error instanceof NluError)) throw error;
  say({ kind: 'refused', message: error.message });
}

/** What a champion has learned, near-equal utterances as one: by that nobody is judged beside it. */
function keysOf(snapshot: Uint8Array): Set<string> {
  return new Set(
    decodeRows(snapshot).flatMap(({ split, utterance }) => (split === 'test' ? [] : [nearEqualKey(utterance)])),
  );
}

/** As it would answer in service. */
async function judge(bytes: Uint8Array, items: readonly Example[]): Promise<Evaluation> {
  const model = decodeModel(bytes);
  const { scoresOf: languageScores } = model.languages.length > 1 ? await languageDetector() : {};
  return evaluate(model, items, { languageScores });
}

function figuresOf({ correct: _correct, predictions: _predictions, ...figures }: Evaluation): Figures {
  return figures;
}
