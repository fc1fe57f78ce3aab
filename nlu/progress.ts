import type { TrainingProgress } from './types.ts';

/** Adds up the stages of a training into one fraction that never falls. */
export class ProgressMeter {
  readonly #report: ((progress: TrainingProgress) => void) | undefined;
  readonly #total: number;
  #done = 0;

  /** `total` is the work of all stages, in the unit of `Stage.work`. */
  constructor(total: number, report: ((progress: TrainingProgress) => void) | undefined) {
    this.#total = total;
    this.#report = report;
  }

  /** Says how far the current stage is, `share` 0..1 of its `work`. The stage is over at 1. */
  advance(phase: TrainingProgress['phase'], step: { epoch: number; epochs: number; loss: number }, stage: Stage): void {
    this.#report?.({ phase, ...step, fraction: Math.min((this.#done + stage.work * stage.share) / this.#total, 1) });
    if (stage.share === 1) this.#done += stage.work;
  }
}

interface Stage {
  readonly work: number;
  readonly share: number;
}
