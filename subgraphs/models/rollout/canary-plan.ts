import type { ActFact } from '../../kit/index.ts';
import { InvalidCanaryPlan } from '../errors.ts';

/** How long a version answers a share of the conversations, at least, before it answers more. */
export interface PlannedStep {
  /** Of the conversations, 0..1. */
  share: number;
  minimumMinutes: number;
  /** Conversations with a verdict on the version, since its roll-out began. */
  minimumVoices: number;
}

/** How a version takes over from a champion, and how long it is watched afterwards. */
export interface CanaryPlan {
  /** Shares grow; the last is all conversations, and needs no time. */
  steps: PlannedStep[];
  /** Whether the version interprets unseen at first, for as long as its first step takes. */
  withShadow: boolean;
  /** So long a version that has taken over is held against the one before; 0 for not at all. */
  watchMinutes: number;
}

export interface CanaryPlanChange {
  steps?:
    | readonly {
        share: number;
        minimumMinutes?: number | null | undefined;
        minimumVoices?: number | null | undefined;
      }[]
    | null
    | undefined;
  withShadow?: boolean | null | undefined;
  watchMinutes?: number | null | undefined;
}

const MAX_STEPS = 10;
const MAX_MINUTES = 30 * 24 * 60;
const MAX_VOICES = 1_000_000;
const DEFAULT_STEP_MINUTES = 60;

export const DEFAULT_CANARY_PLAN: CanaryPlan = {
  steps: [
    { share: 0.01, minimumMinutes: 60, minimumVoices: 0 },
    { share: 0.1, minimumMinutes: 60, minimumVoices: 10 },
    { share: 0.5, minimumMinutes: 60, minimumVoices: 30 },
    { share: 1, minimumMinutes: 0, minimumVoices: 0 },
  ],
  withShadow: false,
  watchMinutes: 7 * 24 * 60,
};

/** The plan with the change made. @throws InvalidCanaryPlan for one that means nothing. */
export function changedPlan(plan: CanaryPlan, change: CanaryPlanChange): CanaryPlan {
  const next: CanaryPlan = {
    steps: change.steps?.map(stepOf) ?? plan.steps,
    withShadow: change.withShadow ?? plan.withShadow,
    watchMinutes: change.watchMinutes ?? plan.watchMinutes,
  };
  checkSteps(next.steps);
  if (!(next.watchMinutes >= 0 && next.watchMinutes <= MAX_MINUTES))
    throw new InvalidCanaryPlan(`watchMinutes must be between 0 and ${MAX_MINUTES}.`, 'watchMinutes');
  return next;
}

/** What differs between two plans, by the names of the settings. */
export function planFacts(before: CanaryPlan, after: CanaryPlan): ActFact[] {
  return (Object.keys(after) as (keyof CanaryPlan)[]).flatMap((name) => {
    const [value, former] = [JSON.stringify(after[name]), JSON.stringify(before[name])];
    return value === former ? [] : [{ name, value, before: former }];
  });
}

function stepOf({ share, minimumMinutes, minimumVoices }: NonNullable<CanaryPlanChange['steps']>[number]): PlannedStep {
  return {
    share,
    minimumMinutes: minimumMinutes ?? (share === 1 ? 0 : DEFAULT_STEP_MINUTES),
    minimumVoices: minimumVoices ?? 0,
  };
}

function checkSteps(steps: readonly PlannedStep[]): void {
  if (steps.length < 1 || steps.length > MAX_STEPS) throw badSteps(`There must be between 1 and ${MAX_STEPS} steps.`);
  if (steps.at(-1)?.share !== 1) throw badSteps('The share of the last step must be 1.');
  for (const [i, { share, minimumMinutes, minimumVoices }] of steps.entries()) {
    if (!(share > (steps[i - 1]?.share ?? 0) && share <= 1))
      throw badSteps('Shares must lie between 0 and 1 and grow from step to step.');
    // Of the last there is nothing to wait for: it ends when every process serves the version.
    if (share === 1 && (minimumMinutes !== 0 || minimumVoices !== 0))
      throw badSteps('The last step has no minimum time or sample.');
    // At one moment, a canary grows by one step.
    if (share < 1 && !(minimumMinutes >= 1 && minimumMinutes <= MAX_MINUTES))
      throw badSteps(`minimumMinutes must be between 1 and ${MAX_MINUTES}.`);
    if (!(minimumVoices >= 0 && minimumVoices <= MAX_VOICES))
      throw badSteps(`minimumVoices must be between 0 and ${MAX_VOICES}.`);
  }
}

function badSteps(message: string): InvalidCanaryPlan {
  return new InvalidCanaryPlan(message, 'steps');
}
