import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import type { AtWork } from './at-work.ts';
import type { StepContext } from './faces.ts';
import { isNoLongerOurs, isRunOver, type StepRunner, unlessStopping } from './step.ts';
import { judgeTrial, type TrialPart } from './steps/trial.ts';
import type { JudgeTrials, TrialOutcome } from './trials.ts';
import { isUnderWay } from './workflow-status.ts';

interface TrialWorkflowOptions {
  workflowName: string;
  queueName: string;
  step: StepRunner;
  stopping: AbortSignal;
  atWork: AtWork;
  /** How often a search looks whether its trials have ended. */
  pollingMs: number;
}

/**
 * Registers the workflow *trial*, and gives what hands parts of trials to it: through a queue, so that every executor takes some. They are
 * children of the run's workflow: cancelled with it, and found again by their ids where another executor goes on with the search.
 */
export function registerTrials(
  context: StepContext,
  { workflowName, queueName, step, stopping, atWork, pollingMs }: TrialWorkflowOptions,
): JudgeTrials {
  const { models, log } = context;
  const trial = DBOS.registerWorkflow(
    atWork.counted(async ({ runId, number, ...part }: TrialPart): Promise<TrialOutcome> => {
      try {
        return await step('judge', (signal) => judgeTrial(context, { runId, number, ...part, signal }));
      } catch (error) {
        if (isNoLongerOurs(error)) throw error;
        if (isRunOver(error)) return null;
        log.error({ err: error, runId, number }, 'a trial failed');
        await step('give up', () => models.trials.end(runId, [number], 'FAILED'));
        return null;
      }
    }),
    { name: workflowName },
  );

  /** As far as they are known when all have ended, or at the end of the time: then the others are stopped. */
  async function outcomesOf(ids: string[], endsAt: number | null, signal: AbortSignal): Promise<TrialOutcome[]> {
    for (;;) {
      const trials = await DBOS.listWorkflows({ workflowIDs: ids, loadInput: false });
      const open = trials.filter(({ status }) => isUnderWay(status)).map(({ workflowID }) => workflowID);
      const isTimeOver = endsAt !== null && Date.now() >= endsAt;
      if (open.length === 0 || isTimeOver) {
        if (open.length > 0) await DBOS.cancelWorkflows(open);
        const outcomes = new Map(
          trials.map(({ workflowID, output }) => [workflowID, output as TrialOutcome | undefined]),
        );
        return ids.map((id) => outcomes.get(id) ?? null);
      }
      await sleep(pollingMs, undefined, { signal });
    }
  }

  return async (parts, { rung, endsAt }) => {
    const ids = parts.map((part) => idOf(part, rung));
    await unlessStopping(stopping, async () => {
      for (const [i, part] of parts.entries())
        await DBOS.startWorkflow(trial, { workflowID: ids[i]!, queueName })(part);
    });
    // A step of ours: the engine's own wait remembers, as what the trial came to, that this process stopped while it waited.
    return step('await trials', (signal) => outcomesOf(ids, endsAt, signal));
  };
}

/** A later part of a trial is a workflow of its own: it could not wait for the others without taking one's place. */
function idOf({ runId, number }: TrialPart, rung: number): string {
  return rung === 1 ? `${runId}-trial-${number}` : `${runId}-trial-${number}-${rung}`;
}
