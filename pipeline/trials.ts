import {
  chooseTrial,
  DEFAULT_PARAMETERS,
  DEFAULT_TRIAL,
  drawTrials,
  type FoldScore,
  planRungs,
  scoreOf,
  type Searched,
  searchSpaceOf,
  type Standing,
  survivorsOf,
} from '../nlu/index.ts';
import type { TrainingPlan } from '../subgraphs/models/index.ts';
import type { Run, StepContext } from './faces.ts';
import type { StepRunner } from './step.ts';
import { RECIPES, SEED } from './steps/train.ts';
import type { ChosenTrial, TrialPart } from './steps/trial.ts';

/** Of all folds up to here; null where the trial goes no further, because time was over or because it failed. */
export type TrialOutcome = FoldScore | null;

/**
 * Does parts of trials, each as a workflow of its own, here or elsewhere; their outcomes come in the same order. From `endsAt` on, in
 * milliseconds since 1970, what has not ended is stopped.
 */
export type JudgeTrials = (
  parts: readonly TrialPart[],
  when: { rung: number; endsAt: number | null },
) => Promise<TrialOutcome[]>;

/** Where only seconds are given: three rungs of a third each. */
const USUAL_TRIALS = 27;
/** Of a run's progress: where the search begins and ends. */
const BEGINS_AT = 0.1;
const ENDS_AT = 0.5;

type Search = NonNullable<TrainingPlan['search']>;
interface PlannedSearch {
  trials: Searched[];
  endsAt: number | null;
}

/**
 * Searches the parameters to train with: random trials under successive halving, by held-out training rows alone. A trial that fails is
 * left behind; where time is over, the best of those that were compared with the default parameters on the same rows is chosen. Time
 * decides which trials ran, and nothing else: what is chosen is written down, and training starts from that.
 * @throws RunIsOver
 */
export async function searchParameters(
  context: StepContext,
  { step, judgeTrials }: { step: StepRunner; judgeTrials: JudgeTrials },
  { snapshotId, recipe, search, ...run }: Run & { snapshotId: string; recipe: TrainingPlan['recipe']; search: Search },
): Promise<ChosenTrial> {
  const { trials, endsAt } = await step('plan trials', () => planSearch(context, run.runId, recipe, search));
  const parametersOf = (number: number) => ({
    ...DEFAULT_PARAMETERS,
    recipe: RECIPES[recipe],
    ...trials[number - 1],
  });
  const rungs = planRungs(trials.length);
  let standings: Standing[] = trials.map((_, i) => ({ number: i + 1, right: 0, judged: 0 }));
  let compared: Standing[] = [];
  let fromFold = 0;
  for (const [r, { folds: toFold, survivors }] of rungs.entries()) {
    const parts = standings.map(({ number, ...before }): TrialPart => ({
      ...run,
      snapshotId,
      number,
      seed: SEED,
      parameters: parametersOf(number),
      before,
      fromFold,
      toFold,
    }));
    const outcomes = await judgeTrials(parts, { rung: r + 1, endsAt });
    const unjudged = standings.flatMap(({ number }, i) => (outcomes[i] ? [] : [number]));
    if (unjudged.length > 0) await step('end unjudged', () => endUnjudged(context, run.runId, unjudged, endsAt));
    standings = standings.flatMap(({ number }, i) => (outcomes[i] ? [{ number, ...outcomes[i] }] : []));
    // Without the default on the same rows there is nothing to be better than: what was compared before stands.
    if (!standings.some(({ number }) => number === DEFAULT_TRIAL)) break;
    compared = standings;
    const next = survivorsOf(standings, survivors);
    if (r === rungs.length - 1 || next.length === 1) break;
    const stopped = standings.flatMap(({ number }) => (next.includes(number) ? [] : [number]));
    await step('end rung', () => endRung(context, run.runId, { stopped, share: (r + 1) / rungs.length }));
    standings = standings.filter(({ number }) => next.includes(number));
    fromFold = toFold;
  }
  const number = chooseTrial(compared);
  const chosen = { number, parameters: parametersOf(number) };
  await step('choose trial', () =>
    context.models.trials.choose(run.runId, number, {
      progress: ENDS_AT,
      lines: [sentenceOf(compared, number, trials)],
    }),
  );
  return chosen;
}

/** Done again it plans the same trials, with the time that is left from then. */
async function planSearch(
  { models: { trials } }: StepContext,
  runId: string,
  recipe: TrainingPlan['recipe'],
  { trialCount, budgetSeconds }: Search,
): Promise<PlannedSearch> {
  const drawn = drawTrials(searchSpaceOf(RECIPES[recipe]), { count: trialCount ?? USUAL_TRIALS, seed: SEED });
  const within = budgetSeconds === null ? '' : `, within ${budgetSeconds} s`;
  await trials.plan(runId, drawn, {
    stage: 'trials',
    progress: BEGINS_AT,
    lines: [`${drawn.length} trials of parameters${within}`],
  });
  return { trials: drawn, endsAt: budgetSeconds === null ? null : Date.now() + 1_000 * budgetSeconds };
}

/** One that has failed has said so itself, unless every process that tried it died. */
async function endUnjudged(
  { models: { trials } }: StepContext,
  runId: string,
  numbers: number[],
  endsAt: number | null,
): Promise<void> {
  await trials.end(runId, numbers, endsAt !== null && Date.now() >= endsAt ? 'OUT_OF_TIME' : 'FAILED');
}

async function endRung(
  { models: { trials } }: StepContext,
  runId: string,
  { stopped, share }: { stopped: number[]; share: number },
): Promise<void> {
  await trials.end(runId, stopped, 'STOPPED', { progress: BEGINS_AT + share * (ENDS_AT - BEGINS_AT) });
}

function sentenceOf(compared: readonly Standing[], chosen: number, trials: readonly Searched[]): string {
  const standingOf = (number: number) => compared.find((standing) => standing.number === number);
  const [best, usual] = [standingOf(chosen), standingOf(DEFAULT_TRIAL)];
  if (!best || !usual) return 'no trial could be compared with the default parameters: they stay';
  const result = `${percent(best)} of ${best.judged} held-out examples`;
  if (chosen === DEFAULT_TRIAL) return `no trial did better than the default parameters: ${result}`;
  const values = Object.entries(trials[chosen - 1] ?? {}).map(([name, value]) => `${name} ${value}`);
  return `trial ${chosen} chosen: ${values.join(', ')}; ${result}, the default parameters ${percent(usual)}`;
}

function percent(standing: Standing): string {
  return `${(100 * scoreOf(standing)).toFixed(1)} %`;
}
