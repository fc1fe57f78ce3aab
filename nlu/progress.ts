import type { FitStep } from './fits.ts';
import type { TrainingProgress } from './types.ts';

/** Adds up what is done at once into one fraction that never falls, and the shares of one part into one loss. */
export class ProgressMeter {
  readonly #report: ((progress: TrainingProgress) => void) | undefined;
  readonly #total: number;
  #done = 0;

  /** `total` is the work of all parts, in the unit of `Part.work`. */
  constructor(total: number, report: ((progress: TrainingProgress) => void) | undefined) {
    this.#total = total;
    this.#report = report;
  }

  /** Says that a part without steps is done. */
  finish(part: Part): void {
    this.#done += part.work;
    this.#tell(part, { epoch: 1, epochs: 1, loss: 0 });
  }

  /** One listener for each share of a part; `sizes` says how much of the part each share is. */
  listenersOf(part: Part, sizes: readonly number[]): ((step: FitStep) => void)[] {
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    const latest: (FitStep | undefined)[] = sizes.map(() => undefined);
    let told = 0;
    let done = 0;
    return sizes.map((size, s) => (step) => {
      latest[s] = step;
      const before = done;
      done = latest.reduce(
        (sum, at, i) => sum + (at ? ((at.isLast ? 1 : at.epoch / at.epochs) * sizes[i]) / whole : 0),
        0,
      );
      this.#done += (done - before) * part.work;
      const epoch = Math.min(...latest.map((at) => (at?.isLast ? Infinity : (at?.epoch ?? 0))));
      const reached = epoch === Infinity ? Math.max(...latest.map((at) => at?.epoch ?? 0)) : epoch;
      if (reached <= told && !step.isLast) return;
      told = reached;
      const loss = latest.reduce((sum, at, i) => sum + ((at?.loss ?? 0) * sizes[i]) / whole, 0);
      this.#tell(part, { epoch: reached, epochs: step.epochs, loss });
    });
  }

  #tell({ phase, name, offset = 0 }: Part, step: { epoch: number; epochs: number; loss: number }): void {
    // Shares of work add up to the whole but for rounding.
    const done = this.#done / this.#total;
    const fraction = done > 1 - 1e-9 ? 1 : done;
    this.#report?.({ phase, part: name, ...step, epoch: offset + step.epoch, epochs: offset + step.epochs, fraction });
  }
}

interface Part {
  readonly phase: TrainingProgress['phase'];
  readonly name: TrainingProgress['part'];
  readonly work: number;
  /** Epochs of the same part that came before. */
  readonly offset?: number;
}
