import type { Candidate, Stage } from './candidate.ts';
import { type Crew, type FitResult, type FitStep, type FitTask, runFit } from './fits.ts';
import type { ProgressMeter } from './progress.ts';

export interface PlannedTask {
  readonly task: FitTask;
  /** In the unit of a linear fit on all rows. */
  readonly work: number;
  readonly onStep: (step: FitStep) => void;
}

/** Work that asks for tasks which do not depend on each other, and goes on with their results, in their order. */
export type InTurns<T> = Generator<readonly PlannedTask[], T, readonly FitResult[]>;

/** Does all tasks here and now. */
export function doHere<T>(work: InTurns<T>): T {
  let turn = work.next();
  while (!turn.done) turn = work.next(turn.value.map(({ task, onStep }) => runFit(task, onStep)));
  return turn.value;
}

/** As `doHere`, the tasks of a turn done by a crew, at once. */
export async function doWith<T>(work: InTurns<T>, crew: Crew): Promise<T> {
  let turn = work.next();
  while (!turn.done) turn = work.next(await atOnce(turn.value, crew));
  return turn.value;
}

function atOnce(tasks: readonly PlannedTask[], crew: Crew): Promise<FitResult[]> {
  // The longest first, else the crew would wait for one who began it last.
  const order = [...tasks.keys()].sort((a, b) => tasks[b].work - tasks[a].work || a - b);
  const running = new Map(order.map((t) => [t, crew.run(tasks[t].task, tasks[t].onStep)]));
  return Promise.all(tasks.map((_, t) => running.get(t) as Promise<FitResult>));
}

export interface FitOptions {
  /** Into how many tasks a linear part is split. */
  readonly shares: number;
  readonly meter: ProgressMeter;
}

/** Fits all candidates in one turn. */
export function* fitInTurn(
  candidates: readonly { readonly candidate: Candidate; readonly stage: Stage }[],
  { shares, meter }: FitOptions,
): InTurns<ReturnType<Candidate['assemble']>[]> {
  const planned = candidates.map(({ candidate, stage }) => candidate.plan(shares, meter, stage));
  const results = yield planned.flat();
  let at = 0;
  return candidates.map(({ candidate }, c) => candidate.assemble(results.slice(at, (at += planned[c].length))));
}
