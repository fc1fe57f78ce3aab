// Does one task of a training after another in a thread of its own. Erasable TypeScript: Node runs it as it is.
import { parentPort } from 'node:worker_threads';
import { type FitResult, type FitStep, type FitTask, runFit } from '../nlu/index.ts';

export type FitMessage = { kind: 'step'; step: FitStep } | { kind: 'done'; result: FitResult };

const say = (message: FitMessage, moved: ArrayBuffer[]) => parentPort?.postMessage(message, moved);

parentPort?.on('message', (task: FitTask) => {
  const result = runFit(task, (step) => say({ kind: 'step', step }, []));
  // Moved, not copied: the weights of a large assistant are tens of megabytes.
  say({ kind: 'done', result }, result.kind === 'svm' ? [result.solution.weights.buffer] : []);
});
