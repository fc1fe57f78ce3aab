import { fitNetwork, type NetworkProblem } from './networks/fit-network.ts';
import type { LearnedNetwork } from './networks/network-start.ts';
import { SparseRows } from './sparse.ts';
import { type IntentShare, solveSvm, type SvmProblem, type SvmSolution, type SvmStart } from './svm.ts';

/**
 * A piece of a training that depends on no other: any thread may do it at any time, with the same result. Made of plain values and typed
 * arrays, so that it can be sent.
 */
export type FitTask =
  | {
      readonly kind: 'svm';
      readonly problem: SvmProblem;
      readonly share: IntentShare;
      readonly start: SvmStart | undefined;
      readonly passes: number;
      readonly seed: number;
    }
  | { readonly kind: 'network'; readonly problem: NetworkProblem };

/** Of the task of the same kind. */
export type FitResult =
  | { readonly kind: 'svm'; readonly solution: SvmSolution }
  | { readonly kind: 'network'; readonly network: LearnedNetwork };

/** How far a task is. */
export interface FitStep {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  readonly isLast: boolean;
}

/** Who does the tasks of a training. */
export interface Crew {
  /** Tasks done at once; more intents are split into no more shares than this. */
  readonly size: number;
  run(task: FitTask, onStep: (step: FitStep) => void): Promise<FitResult>;
}

/** Does one task, here and now; also one that was sent from another thread and so has lost its classes. */
export function runFit(task: FitTask, onStep: (step: FitStep) => void): FitResult {
  if (task.kind === 'network') {
    const { inputs } = task.problem;
    const problem =
      inputs.kind === 'bag' ? { ...task.problem, inputs: { ...inputs, rows: asRows(inputs.rows) } } : task.problem;
    const network = fitNetwork(problem, (step) => onStep({ ...step, isLast: step.epoch === step.epochs }));
    return { kind: 'network', network };
  }
  const { share, start, passes, seed } = task;
  const problem = { ...task.problem, rows: asRows(task.problem.rows) };
  const onPass = ({ pass, loss, isLast }: { pass: number; loss: number; isLast: boolean }) =>
    onStep({ epoch: pass, epochs: passes, loss, isLast });
  return {
    kind: 'svm',
    solution: solveSvm(problem, { passes, seed, share, onPass, ...(start && { start }) }),
  };
}

function asRows({ starts, indices, values }: SparseRows): SparseRows {
  return new SparseRows(starts, indices, values);
}
