import { DBOS } from '@dbos-inc/dbos-sdk';
import { PermanentFailure } from './faces.ts';
import { type OutageOptions, OutageRider } from './outage.ts';

/**
 * Runs one step of a workflow: once, its result remembered, tried again after a passing fault; an outage of the database of some minutes is
 * waited out. The signal aborts when the workflow is cancelled or the process stops. A process that dies in a step leaves nothing
 * remembered: another does the step from its beginning. One that stops begins no further step.
 */
export type StepRunner = <T>(name: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Called at the beginning of each attempt, and at its end before it is remembered. */
export type OnStep = (step: { workflowId: string; name: string; phase: 'begin' | 'end' }) => void;

export interface StepRunnerOptions extends OutageOptions {
  /** Aborts when the process is about to end. */
  stopping: AbortSignal;
  onStep: OnStep | undefined;
}

const RETRIES = { retriesAllowed: true, maxAttempts: 4, intervalSeconds: 0.5, backoffRate: 3 };

export function createStepRunner({ stopping, onStep, ...outages }: StepRunnerOptions): StepRunner {
  return (name, work) => {
    // One for all attempts: what a step may wait is counted over all of them.
    const rider = new OutageRider(outages);
    const attempts = async () => {
      const cancelled = DBOS.stepStatus?.cancelSignal;
      const workflowId = DBOS.workflowID ?? '';
      const signal = cancelled ? AbortSignal.any([stopping, cancelled]) : stopping;
      const attempt = async () => {
        onStep?.({ workflowId, name, phase: 'begin' });
        const result = await work(signal);
        onStep?.({ workflowId, name, phase: 'end' });
        return result;
      };
      const ride = () => rider.ride(attempt, { step: { workflowId, step: name }, signal, mayRetry });
      // Inside, or the engine would remember how the step failed; outside, or the workflow would hear that the engine is gone.
      return unlessStopping(stopping, ride);
    };
    return unlessStopping(stopping, () => DBOS.runStep(attempts, { name, ...RETRIES, shouldRetry: mayRetry }));
  };
}

/** Does the work unless this process stops: what fails by then has not failed, and never settles, so that it is left to whoever takes over. */
export async function unlessStopping<T>(stopping: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    if (!stopping.aborted) return await work();
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
  return new Promise<never>(() => undefined);
}

function mayRetry(error: unknown): boolean {
  return !isPermanent(error) && !isRunOver(error) && !isNoLongerOurs(error);
}

/** Of DBOS's errors, which all have the name "Error". */
const CODES = { takenOver: 5, cancelled: 24 } as const;

// Errors come back from a checkpoint as plain ones, so names and codes count and not classes.
export function isPermanent(error: unknown): error is Error {
  return error instanceof Error && error.name === PermanentFailure.name;
}
export function isRunOver(error: unknown): boolean {
  return error instanceof Error && error.name === 'RunIsOver';
}
/** Whether this execution of a workflow is over, and not by a failure: the workflow was cancelled, or another executor has it. DBOS wants the error. */
export function isNoLongerOurs(error: unknown): boolean {
  const code = codeOf(error);
  return code === CODES.cancelled || code === CODES.takenOver;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'dbosErrorCode' in error ? error.dbosErrorCode : undefined;
}
