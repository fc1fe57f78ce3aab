import { DBOS } from '@dbos-inc/dbos-sdk';
import { PermanentFailure } from './faces.ts';
import { type OutageOptions, OutageRider } from './outage.ts';

/**
 * Runs one step of a workflow: once, its result remembered, tried again after a passing fault; an outage of the database of some minutes is
 * waited out. The signal aborts when the workflow is
 * cancelled or the process stops. A process that dies in a step leaves nothing remembered: another does the step from its beginning.
 */
export type StepRunner = <T>(name: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Called at the beginning of each attempt, and at its end before it is remembered. */
export type OnStep = (step: { workflowId: string; name: string; phase: 'begin' | 'end' }) => void;

export interface StepRunnerOptions extends OutageOptions {
  /** Aborts when the process is about to end. */
  stopping: AbortSignal;
  onStep: OnStep | undefined;
}

export function createStepRunner({ stopping, onStep, ...outages }: StepRunnerOptions): StepRunner {
  return (name, work) => {
    // One for all attempts: what a step may wait is counted over all of them.
    const rider = new OutageRider(outages);
    return DBOS.runStep(
      async () => {
        const cancelled = DBOS.stepStatus?.cancelSignal;
        const workflowId = DBOS.workflowID ?? '';
        const signal = cancelled ? AbortSignal.any([stopping, cancelled]) : stopping;
        const attempt = async () => {
          onStep?.({ workflowId, name, phase: 'begin' });
          const result = await work(signal);
          onStep?.({ workflowId, name, phase: 'end' });
          return result;
        };
        try {
          return await rider.ride(attempt, { step: { workflowId, step: name }, signal, mayRetry });
        } catch (error) {
          // What fails because the process stops has not failed: never settling leaves the step to whoever takes over.
          if (stopping.aborted) return new Promise<never>(() => undefined);
          throw error;
        }
      },
      { name, retriesAllowed: true, maxAttempts: 4, intervalSeconds: 0.5, backoffRate: 3, shouldRetry: mayRetry },
    );
  };
}

function mayRetry(error: unknown): boolean {
  return !isPermanent(error) && !isRunOver(error) && !isNoLongerOurs(error);
}

/** Of DBOS's errors, which all have the name "Error". */
const CODES = { takenOver: 5, cancelled: 24, awaitedCancelled: 27, awaitedGivenUp: 30 } as const;

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
/** Whether a workflow that was waited for will never have a result: cancelled, or given up because every process that tried it died. */
export function isAwaitedInVain(error: unknown): boolean {
  const code = codeOf(error);
  return code === CODES.awaitedCancelled || code === CODES.awaitedGivenUp;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'dbosErrorCode' in error ? error.dbosErrorCode : undefined;
}
