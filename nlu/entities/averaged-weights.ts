/**
 * Weights and their mean over all steps so far, each step counted when it ends (Freund & Schapire 1999; Collins 2002). The mean is kept by
 * what must be taken off the weights: a change d made in step s is missing from the s − 1 steps before it (Daumé 2006).
 */
export class AveragedWeights {
  readonly now: Float64Array;
  readonly #missing: Float64Array;
  #steps = 0;

  constructor(size: number) {
    this.now = new Float64Array(size);
    this.#missing = new Float64Array(size);
  }

  add(at: number, change: number): void {
    this.now[at] += change;
    this.#missing[at] += change * this.#steps;
  }

  endStep(): void {
    this.#steps++;
  }

  mean(): Float64Array {
    const steps = Math.max(this.#steps, 1);
    return this.now.map((weight, at) => weight - this.#missing[at] / steps);
  }
}
