import { Lookout } from './lookout.ts';
import { happens } from './networks/random.ts';
import { Rng } from './rng.ts';
import type { SparseRows } from './sparse.ts';

// N examples, V features, K intents.

/** One-vs-rest problem: every intent against all others, over the same rows. */
export interface SvmProblem {
  /** N rows over V features; each gets one more feature of value 1, the bias. */
  readonly rows: SparseRows;
  readonly featureCount: number;
  /** (N), 0 … K−1 */
  readonly labels: Int32Array;
  readonly intentCount: number;
  /** C of each example (N), above 0. */
  readonly costs: Float64Array;
}

interface SvmOptions {
  readonly passes: number;
  readonly seed: number;
  /** Solves the intents `from` … `to` − 1 only; all where it is left out. Each is solved as it would be among all. */
  readonly share?: IntentShare;
  /** Where to start from. The optimum is the same from wherever. */
  readonly start?: SvmStart;
  /** An intent is solved when its projected gradients over all examples span less than this. */
  readonly tolerance?: number;
  /** Told after each pass over all intents; `isLast` where none is left to solve. */
  readonly onPass?: (pass: SvmPass) => void;
}

export interface SvmPass {
  readonly pass: number;
  /** Mean squared hinge loss over examples × intents, margins as the pass met them. */
  readonly loss: number;
  readonly isLast: boolean;
}

export interface IntentShare {
  readonly from: number;
  readonly to: number;
}

/** The dual variables of one intent that are not zero: an example without one has no part in the intent's weights. */
export interface Duals {
  readonly rows: Int32Array;
  /** Above 0. */
  readonly values: Float32Array;
}

export interface SvmStart {
  /** Intent by intent of the share; undefined for an intent that was not solved before. */
  readonly duals: readonly (Duals | undefined)[];
  /** In their order, the examples that nobody solved with before; the others without a dual had no part in the weights. */
  readonly newcomers: Int32Array;
}

/** Of the K intents of the share. */
export interface SvmSolution {
  /** (K, V) */
  readonly weights: Float32Array<ArrayBuffer>;
  /** (K) */
  readonly biases: Float64Array;
  /** (K) */
  readonly duals: readonly Duals[];
}

// The default of LIBLINEAR. Half of it again costs time for nothing; at five times, a warm start and a cold one answer 1 % of CLINC150's
// validation utterances differently, here 0.2 %.
const DEFAULT_TOLERANCE = 0.1;
// Negative examples that an intent begins with: enough to bring most of the others beyond their margin.
const FIRST_NEGATIVES = 1_000;
// Whoever is met violates its margin by more than this share of the tolerance; half of it makes an intent unsolved. Those in between come along,
// so that the next look finds fewer.
const ADMITTED = 0.25;
// After a warm start: who is nearer to its optimum than this share of the tolerance waits for the next pass, and so often are the others visited.
const CALM = 0.25;
const ROUNDS = 3;

/**
 * L2-loss linear SVMs by dual coordinate descent with shrinking: algorithm 3 of Hsieh, Chang, Lin, Keerthi & Sundararajan, "A Dual
 * Coordinate Descent Method for Large-scale Linear SVM", ICML 2008. The intents are independent problems; they advance together, a
 * pass each, so that progress has epochs.
 *
 * Few examples ever have a part in an intent's weights, so each intent works on those it knows to matter. When all are solved on theirs,
 * one look over all examples and intents at once finds who else violates a margin: four intents to a SIMD instruction, a third of the
 * time of looking intent by intent. An intent that nobody violates is solved on all examples.
 */
export function solveSvm(problem: SvmProblem, options: SvmOptions): SvmSolution {
  const { featureCount, rows, labels } = problem;
  const { from, to } = options.share ?? { from: 0, to: problem.intentCount };
  const count = to - from;
  const weights = new Float32Array(count * featureCount);
  const squares = squaredLengths(rows);
  const tolerance = options.tolerance ?? DEFAULT_TOLERANCE;
  const sampler = new Rng(options.seed);
  const sample = Int32Array.from(labels.keys()).filter(() => happens(FIRST_NEGATIVES / labels.length, sampler));
  const solvers = Array.from({ length: count }, (_, k) => {
    const own = weights.subarray(k * featureCount, (k + 1) * featureCount);
    const rng = new Rng(options.seed + from + k);
    return new IntentSolver({
      problem,
      squares,
      sample,
      intent: from + k,
      weights: own,
      rng,
      start: options.start?.duals[k],
    });
  });
  const lookout = new Lookout(problem);
  const everyone = Int32Array.from(labels.keys());
  /** Those that are to go on after a look over all examples. */
  const lookAround = (): IntentSolver[] => {
    const unfinished = solvers.filter(({ isSolved, passes }) => !isSolved && passes < options.passes);
    lookout.look(unfinished, tolerance, everyone);
    for (const solver of unfinished) solver.settle();
    return unfinished.filter(({ isSolved }) => !isSolved);
  };

  if (options.start) {
    const started = solvers.filter(({ isAtRest }) => isAtRest);
    lookout.look(started, tolerance, options.start.newcomers);
    for (const solver of started) solver.settle();
  }
  let open = solvers;
  for (let pass = 1; open.length > 0; pass++) {
    for (const solver of open) solver.pass(tolerance);
    open = open.filter(({ isAtRest, passes }) => !isAtRest && passes < options.passes);
    if (open.length === 0) open = lookAround();
    const loss = solvers.reduce((sum, solver) => sum + solver.loss, 0) / (count * labels.length);
    options.onPass?.({ pass: Math.min(pass, options.passes), loss, isLast: open.length === 0 });
  }
  return {
    weights,
    biases: Float64Array.from(solvers, ({ bias }) => bias),
    duals: solvers.map((solver) => solver.duals()),
  };
}

interface SolverInput {
  readonly problem: SvmProblem;
  readonly squares: Float64Array;
  /** Examples to begin with, whatever the intent. */
  readonly sample: Int32Array;
  readonly intent: number;
  readonly weights: Float32Array;
  readonly rng: Rng;
  readonly start: Duals | undefined;
}

/**
 * One intent against the rest: min over α ≥ 0 of ½ ‖Σ αᵢ yᵢ xᵢ‖² + Σ αᵢ² / 4Cᵢ − Σ αᵢ, with w = Σ αᵢ yᵢ xᵢ kept up to date.
 *
 * Shrinking is bolder than the paper's: an idle example (α = 0) whose gradient would keep it idle leaves at once.
 */
class IntentSolver {
  readonly intent: number;
  bias = 0;
  passes = 0;
  /** Solved on the examples in play. */
  isAtRest = false;
  /** Solved on all. */
  isSolved = false;
  /** Summed squared hinge loss of the latest pass. */
  loss = 0;

  readonly weights: Float32Array;
  readonly #problem: SvmProblem;
  readonly #squares: Float64Array;
  readonly #rng: Rng;
  // The examples with a part in the weights or a chance of one, and the dual of each.
  #members: Int32Array;
  #duals: Float32Array;
  #count: number;
  /** So many members, in the order of the rows, were there when the intent came to rest; the look that follows has passed by #cursor. */
  #atRest = 0;
  #cursor = 0;
  #found = false;
  readonly #isWarm: boolean;
  /** So many of the members, at the front, were far from their optimum when last visited. */
  #lively = 0;

  constructor({ problem, squares, sample, intent, weights, rng, start }: SolverInput) {
    this.#problem = problem;
    this.#squares = squares;
    this.intent = intent;
    this.weights = weights;
    this.#rng = rng;
    this.#members = start ? start.rows.slice() : this.#firstInPlay(sample);
    this.#duals = start ? start.values.slice() : new Float32Array(this.#members.length);
    this.#count = this.#members.length;
    this.#isWarm = start !== undefined;
    if (start) {
      this.#addUp();
      // Whoever is new among the examples is to be met first.
      this.#rest();
    }
  }

  #firstInPlay(sample: Int32Array): Int32Array {
    const { labels } = this.#problem;
    const own: number[] = [];
    for (let i = 0; i < labels.length; i++) if (labels[i] === this.intent) own.push(i);
    return Int32Array.from([...own, ...sample.filter((i) => labels[i] !== this.intent)]);
  }

  /** Builds the weights from duals, which may come from another vocabulary: they belong to examples, not to features. */
  #addUp(): void {
    const { rows, labels } = this.#problem;
    for (let m = 0; m < this.#count; m++) {
      const i = this.#members[m];
      const step = labels[i] === this.intent ? this.#duals[m] : -this.#duals[m];
      this.bias += step;
      for (let p = rows.starts[i]; p < rows.starts[i + 1]; p++) this.weights[rows.indices[p]] += step * rows.values[p];
    }
  }

  /**
   * Visits the examples in play once, in a new order; `tolerance` bounds the span of the projected gradients at the optimum. After a warm start
   * most of them are where they belong: those that are not are visited some times more, for a fraction of the time.
   */
  pass(tolerance: number): void {
    const calm = this.#isWarm ? CALM * tolerance : Infinity;
    let span = this.#visit(this.#count, calm);
    this.passes++;
    if (span <= tolerance) return this.#rest();
    for (let round = 0; round < ROUNDS && this.#lively > 0 && span > tolerance; round++)
      span = this.#visit(this.#lively, calm);
  }

  /** Visits the first `end` of the examples in play, and puts those further from their optimum than `calm` first. Returns the gradients' span. */
  #visit(end: number, calm: number): number {
    const { rows, labels, costs } = this.#problem;
    const { starts, indices, values } = rows;
    const weights = this.weights;
    const members = this.#members;
    const duals = this.#duals;
    const squares = this.#squares;
    const intent = this.intent;
    const isWhole = end === this.#count;
    let bias = this.bias;
    let count = end;
    let lively = 0;
    let highest = 0;
    let lowest = 0;
    let loss = 0;

    for (let place = 0; place < count; place++) {
      const drawn = place + this.#rng.below(count - place);
      const i = members[drawn];
      const dual = duals[drawn];
      members[drawn] = members[place];
      duals[drawn] = duals[place];
      const y = labels[i] === intent ? 1 : -1;
      const last = starts[i + 1];
      let margin = bias;
      for (let p = starts[i]; p < last; p++) margin += weights[indices[p]] * values[p];
      margin *= y;
      if (margin < 1) loss += (1 - margin) * (1 - margin);

      const diagonal = 1 / (2 * costs[i]);
      const gradient = margin - 1 + dual * diagonal;
      if (isWhole && dual === 0 && gradient > 0) {
        count--;
        members[place] = members[count];
        duals[place] = duals[count];
        place--;
        continue;
      }
      const projected = dual === 0 ? Math.min(gradient, 0) : gradient;
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      duals[place] = Math.max(dual - gradient / (squares[i] + diagonal), 0);
      // What Float32 kept of the step, so that w stays the sum it claims to be.
      const step = (duals[place] - dual) * y;
      members[place] = i;
      if (Math.abs(projected) > calm) {
        members[place] = members[lively];
        members[lively] = i;
        const changed = duals[place];
        duals[place] = duals[lively];
        duals[lively++] = changed;
      }
      if (step === 0) continue;
      bias += step;
      for (let p = starts[i]; p < last; p++) weights[indices[p]] += step * values[p];
    }
    this.bias = bias;
    this.#lively = lively;
    if (isWhole) {
      this.loss = loss;
      this.#count = count;
    }
    return highest - lowest;
  }

  /** Only those with a part in the weights stay, in the order of the rows, so that whoever comes back is not there twice. */
  #rest(): void {
    this.isAtRest = true;
    // Member and place in one number each: numbers are sorted many times faster than by a comparison of ours.
    const count = this.#count;
    const order = Float64Array.from({ length: count }, (_, m) => this.#members[m] * count + m)
      .filter((key) => this.#duals[key % count] > 0)
      .sort()
      .map((key) => key % count);
    this.#members = Int32Array.from(order, (m) => this.#members[m]);
    this.#duals = Float32Array.from(order, (m) => this.#duals[m]);
    this.#count = this.#atRest = order.length;
    this.#cursor = 0;
  }

  /** Takes an idle example into play that violates its margin; `score` is w · x, without the bias. Examples come in their order. */
  meet(i: number, score: number, tolerance: number): void {
    const y = this.#problem.labels[i] === this.intent ? 1 : -1;
    // The span of the gradients has two sides.
    const gradient = y * (score + this.bias) - 1;
    if (gradient >= -ADMITTED * tolerance) return;
    while (this.#cursor < this.#atRest && this.#members[this.#cursor] < i) this.#cursor++;
    if (this.#cursor < this.#atRest && this.#members[this.#cursor] === i) return;
    if (this.#count === this.#members.length) {
      const members = new Int32Array(Math.ceil(1.5 * this.#count) + 64);
      const duals = new Float32Array(members.length);
      members.set(this.#members);
      duals.set(this.#duals);
      this.#members = members;
      this.#duals = duals;
    }
    this.#members[this.#count] = i;
    this.#duals[this.#count++] = 0;
    if (gradient < -tolerance / 2) this.#found = true;
  }

  /** Ends a look over all examples: without a violation the intent is solved, once it was seen to be solved on its own. */
  settle(): void {
    this.isSolved = this.passes > 0 && !this.#found;
    this.isAtRest = this.isSolved;
    this.#found = false;
  }

  duals(): Duals {
    this.#rest();
    return { rows: this.#members, values: this.#duals };
  }
}

/** ‖x‖² of each row (N), its bias feature included. */
function squaredLengths(rows: SparseRows): Float64Array {
  const squares = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    let sum = 1;
    for (let p = rows.starts[i]; p < rows.starts[i + 1]; p++) sum += rows.values[p] * rows.values[p];
    squares[i] = sum;
  }
  return squares;
}
