import { DBOS } from '@dbos-inc/dbos-sdk';
import type { StepContext } from './faces.ts';
import { isAwaitedInVain, isNoLongerOurs, isRunOver, type StepRunner } from './step.ts';
import { judgeTrial, type TrialPart } from './steps/trial.ts';
import type { JudgeTrials, TrialOutcome } from './trials.ts';

interface TrialWorkflowOptions {
  workflowName: string;
  queueName: string;
  step: StepRunner;
  stopping: AbortSignal;
  /** How often a search looks whether its trials have ended. */
  pollingMs: number;
}

/**
 * Registers the workflow *trial*, and gives what hands parts of trials to it: through a queue, so that every executor takes some. They are
 * children of the run's workflow: cancelled with it, and found again by their ids where another executor goes on with the search.
 */
export function registerTrials(
  context: StepContext,
  { workflowName, queueName, step, stopping, pollingMs }: TrialWorkflowOptions,
): JudgeTrials {
  const { models, log } = context;
  const trial = DBOS.registerWorkflow(
    async ({ runId, number, ...part }: TrialPart): Promise<TrialOutcome> => {
      try {
        return await step('judge', (signal) => judgeTrial(context, { runId, number, ...part, signal }));
      } catch (error) {
        if (isNoLongerOurs(error)) throw error;
        if (isRunOver(error)) return null;
        log.error({ err: error, runId, number }, 'a trial failed');
        await step('give up', () => models.trials.end(runId, [number], 'FAILED'));
        return null;
      }
    },
    { name: workflowName },
  );

  async function outcomeOf(id: string, endsAt: number | null): Promise<TrialOutcome> {
    const until = endsAt === null ? {} : { deadlineEpochMS: endsAt };
    try {
      return await DBOS.getResult<TrialOutcome>(id, { ...until, pollingIntervalMs: pollingMs });
    } catch (error) {
      // What cannot be waited for because the process stops has not failed: whoever takes over waits on.
      if (stopping.aborted) return new Promise<never>(() => undefined);
      if (isAwaitedInVain(error)) return null;
      throw error;
    }
  }

  return async (parts, { rung, endsAt }) => {
    for (const part of parts) await DBOS.startWorkflow(trial, { workflowID: idOf(part, rung), queueName })(part);
    const ids = parts.map((part) => idOf(part, rung));
    const outcomes: TrialOutcome[] = [];
    for (const id of ids) outcomes.push(await outcomeOf(id, endsAt));
    const unjudged = ids.filter((_, i) => outcomes[i] === null);
    // Time is over for them; one that has failed has ended already.
    if (endsAt !== null && unjudged.length > 0) await DBOS.cancelWorkflows(unjudged);
    return outcomes;
  };
}

/** A later part of a trial is a workflow of its own: it could not wait for the others without taking one's place. */
function idOf({ runId, number }: TrialPart, rung: number): string {
  return rung === 1 ? `${runId}-trial-${number}` : `${runId}-trial-${number}-${rung}`;
}
