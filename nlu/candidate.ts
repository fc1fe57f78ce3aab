import { OUT_OF_SCOPE } from './calibrate.ts';
import { blocksFor, FeatureSpace } from './features.ts';
import type { FitResult, FitStep, FitTask } from './fits.ts';
import { LinearClassifier } from './linear.ts';
import { BAG_DESIGNS, BagSelection, Mixture } from './mixture.ts';
import type { NetworkProblem } from './networks/fit-network.ts';
import type { NetworkStart } from './networks/network-start.ts';
import { Vocabulary } from './networks/vocabulary.ts';
import type { ProgressMeter } from './progress.ts';
import type { Recipe } from './recipes.ts';
import { Scorer } from './scorer.ts';
import type { SparseRows } from './sparse.ts';
import { Spelling } from './spelling.ts';
import type { IntentShare, SvmProblem } from './svm.ts';
import type { TrainingRows } from './training-rows.ts';
import { startFrom } from './training-state.ts';
import type { TrainingParameters, TrainingProgress, TrainingState } from './types.ts';
import { type NetworkNames, networkStarts, stateOfNetworks } from './warm-networks.ts';

// N examples, K classes.

export interface Classes {
  readonly intents: readonly string[];
  /** Whether out-of-scope rows are a class of their own, numbered after the intents. */
  readonly hasOutOfScope: boolean;
}

export interface CandidateOptions {
  readonly recipe: Recipe;
  readonly parameters: TrainingParameters;
  readonly seed: number;
  readonly parent: TrainingState | undefined;
}

export interface Stage {
  readonly phase: TrainingProgress['phase'];
  /** Of a fit on all rows. */
  readonly work: number;
  /** How many of the same kind came before. */
  readonly rehearsal: number;
}

/** One scorer in the making: what of some rows is to be fitted, as tasks, and what comes of their results. */
export class Candidate {
  readonly vectors: SparseRows;
  readonly #space: FeatureSpace;
  readonly #vocabulary: Vocabulary | null;
  readonly #rows: TrainingRows;
  readonly #classes: readonly (string | null)[];
  readonly #options: CandidateOptions;
  /** (N), out-of-scope being the last class. */
  readonly #labels: Int32Array;
  readonly #networkStarts: readonly NetworkStart[] | undefined;

  constructor(rows: TrainingRows, { intents, hasOutOfScope }: Classes, options: CandidateOptions) {
    this.#rows = rows;
    this.#options = options;
    const blocks = blocksFor(rows.tokens.length, options.parameters);
    this.#space = FeatureSpace.fit(rows.tokens, blocks, rows.encoded?.[0].length);
    this.vectors = this.#space.rowsOf(rows.tokens, rows.encoded);
    this.#vocabulary = options.recipe.parts.length > 1 ? Vocabulary.fit(rows.tokens) : null;
    this.#classes = hasOutOfScope ? [...intents, null] : intents;
    this.#labels = rows.labels.map((label) => (label === OUT_OF_SCOPE ? intents.length : label));
    const names = this.#names();
    this.#networkStarts = options.parent && names && networkStarts(options.parent, rows, names);
  }

  /** The tasks, the linear part split into so many shares. */
  plan(shares: number, meter: ProgressMeter, { phase, work, rehearsal }: Stage) {
    return this.#options.recipe.parts.flatMap((part, p) => {
      const tasks = p === 0 ? this.#linearTasks(shares) : [this.#networkTask(p - 1)];
      const sizes = tasks.map((task) => (task.kind === 'svm' ? task.share.to - task.share.from : 1));
      const epochs = tasks[0].kind === 'svm' ? this.#options.parameters.passes : 0;
      const listeners = meter.listenersOf(
        { phase, name: part.name, work: work * part.work, offset: rehearsal * epochs },
        sizes,
      );
      const whole = sizes.reduce((sum, size) => sum + size, 0);
      return tasks.map((task, t): { task: FitTask; work: number; onStep: (step: FitStep) => void } => ({
        task,
        work: (work * part.work * sizes[t]) / whole,
        onStep: listeners[t],
      }));
    });
  }

  /** Takes the results in the order of the plan. */
  assemble(results: readonly FitResult[]): { scorer: Scorer; state: TrainingState } {
    const solutions = results.flatMap((result) => (result.kind === 'svm' ? [result.solution] : []));
    const networks = results.flatMap((result) => (result.kind === 'network' ? [result.network] : []));
    const names = this.#names();
    const space = this.#space;
    return {
      scorer: new Scorer({
        spelling: Spelling.fit(this.#rows.tokens),
        space,
        classifier: LinearClassifier.quantize(solutions, space.size),
        mixture:
          this.#vocabulary &&
          new Mixture(space, {
            vocabulary: this.#vocabulary,
            bags: BAG_DESIGNS.map(({ units, hidden }, n) => ({
              design: { units, hidden },
              weights: networks[n].weights,
            })),
            text: networks[BAG_DESIGNS.length].weights,
          }),
      }),
      state: {
        examples: this.#rows.identities,
        intents: solutions
          .flatMap(({ duals }) => duals)
          .map((duals, k) => ({ intent: this.#classes[k], rows: duals.rows, values: duals.values })),
        ...(names && { networks: stateOfNetworks(this.#rows, names, networks) }),
      },
    };
  }

  #linearTasks(shares: number): (FitTask & { kind: 'svm' })[] {
    const { seed, parent } = this.#options;
    const { C, passes } = this.#options.parameters;
    const count = this.#classes.length;
    const problem: SvmProblem = {
      rows: this.vectors,
      featureCount: this.#space.size,
      labels: this.#labels,
      intentCount: count,
      costs: this.#rows.weights.map((weight) => C * weight),
    };
    const parts = Math.min(shares, count);
    return Array.from({ length: parts }, (_, s) => {
      const share: IntentShare = { from: Math.floor((s * count) / parts), to: Math.floor(((s + 1) * count) / parts) };
      const start = parent && startFrom(parent, this.#rows.identities, this.#classes, share);
      return { kind: 'svm', problem, share, start, passes, seed };
    });
  }

  /** Undefined where there are no networks. */
  #names(): NetworkNames | undefined {
    return this.#vocabulary
      ? {
          space: this.#space,
          encoder: this.#options.parameters.encoder?.sha256 ?? null,
          vocabulary: this.#vocabulary,
          classes: this.#classes,
        }
      : undefined;
  }

  #networkTask(n: number): FitTask {
    const start = this.#networkStarts?.[n];
    const { epochFactor } = this.#options.parameters;
    const problem: NetworkProblem = {
      inputs: this.#inputsOf(n),
      labels: this.#labels,
      weights: this.#rows.weights,
      classCount: this.#classes.length,
      seed: this.#options.seed + n,
      ...(epochFactor !== undefined && { epochFactor }),
      ...(start && { start }),
    };
    return { kind: 'network', problem };
  }

  #inputsOf(n: number): NetworkProblem['inputs'] {
    const design = BAG_DESIGNS[n];
    if (design) {
      const { gramDropout: rowDropout } = this.#options.parameters;
      const shape = { hidden: design.hidden, ...(rowDropout !== undefined && { rowDropout }) };
      return new BagSelection(this.#space, design.units).inputsOf(this.vectors, shape);
    }
    const vocabulary = this.#vocabulary as Vocabulary;
    return {
      kind: 'text',
      texts: this.#rows.tokens.map((tokens) => vocabulary.textOf(tokens)),
      rowCount: vocabulary.rowCount,
    };
  }
}
