import { DBOS } from '@dbos-inc/dbos-sdk';
import { PermanentFailure } from './faces.ts';

/**
 * Runs one step of a workflow: once, its result remembered, tried again after a passing fault. The signal aborts when the workflow is
 * cancelled or the process stops. A process that dies in a step leaves nothing remembered: another does the step from its beginning.
 */
export type StepRunner = <T>(name: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Called at the beginning of each attempt, and at its end before it is remembered. */
export type OnStep = (step: { workflowId: string; name: string; phase: 'begin' | 'end' }) => void;

/** `stopping` aborts when the process is about to end. */
export function createStepRunner({
  stopping,
  onStep,
}: {
  stopping: AbortSignal;
  onStep: OnStep | undefined;
}): StepRunner {
  return (name, work) =>
    DBOS.runStep(
      async () => {
        const cancelled = DBOS.stepStatus?.cancelSignal;
        const workflowId = DBOS.workflowID ?? '';
        try {
          onStep?.({ workflowId, name, phase: 'begin' });
          const result = await work(cancelled ? AbortSignal.any([stopping, cancelled]) : stopping);
          onStep?.({ workflowId, name, phase: 'end' });
          return result;
        } catch (error) {
          // What fails because the process stops has not failed: never settling leaves the step to whoever takes over.
          if (stopping.aborted) return new Promise<never>(() => undefined);
          throw error;
        }
      },
      {
        name,
        retriesAllowed: true,
        maxAttempts: 4,
        intervalSeconds: 0.5,
        backoffRate: 3,
        shouldRetry: (error) => !isPermanent(error) && !isRunOver(error),
      },
    );
}

// Errors come back from a checkpoint as plain ones, so names count and not classes.
export function isPermanent(error: unknown): error is Error {
  return error instanceof Error && error.name === PermanentFailure.name;
}
export function isRunOver(error: unknown): boolean {
  return error instanceof Error && error.name === 'RunIsOver';
}
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && error.name === 'DBOSWorkflowCancelledError';
}
