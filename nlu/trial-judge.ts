import { OUT_OF_SCOPE } from './calibrate.ts';
import { Candidate } from './candidate.ts';
import { runFit } from './fits.ts';
import { foldsOf } from './held-out.ts';
import { ProgressMeter } from './progress.ts';
import { recipeOf } from './recipes.ts';
import type { Scorer } from './scorer.ts';
import { checkParameters, prepareExamples, selectRows, type TrainingRows } from './training-rows.ts';
import type { Example, TrainingParameters } from './types.ts';

// N examples, K intents.

interface TrialJudgeInput {
  readonly examples: readonly Example[];
  readonly folds: number;
  readonly seed: number;
}

/** Predictions of held-out rows. */
export interface FoldScore {
  readonly right: number;
  readonly judged: number;
}

/**
 * Judges parameters by training rows that were held out from them, fold by fold. Test rows it refuses; validation rows it leaves alone, for
 * they set temperature and thresholds later. Every choice of parameters is judged by the same rows in the same folds.
 */
export class TrialJudge {
  readonly #rows: TrainingRows;
  readonly #intents: readonly string[];
  readonly #foldOf: Int32Array;
  readonly #seed: number;

  /** Rejects as `train` does. */
  constructor({ examples, folds, seed }: TrialJudgeInput) {
    const { intents, train } = prepareExamples(examples);
    this.#rows = train;
    this.#intents = intents;
    this.#seed = seed;
    this.#foldOf = foldsOf(train, folds, seed);
  }

  /**
   * Trains on all other folds and predicts the rows of this one, out-of-scope being one class more. A row whose intent the others do not
   * teach is left out, as no parameters could get it right. Rejects with BAD_PARAMETERS.
   */
  judge(parameters: TrainingParameters, fold: number): FoldScore {
    checkParameters(parameters, { seed: this.#seed });
    const places = [...this.#foldOf.keys()];
    const kept = this.#select(places.filter((i) => this.#foldOf[i] !== fold));
    const taught = new Set(kept.labels);
    const heldOut = this.#select(places.filter((i) => this.#foldOf[i] === fold && taught.has(this.#rows.labels[i])));
    if (heldOut.labels.length === 0) return { right: 0, judged: 0 };
    const classes = { intents: this.#intents, hasOutOfScope: taught.has(OUT_OF_SCOPE) };
    const recipe = recipeOf(parameters.recipe);
    const candidate = new Candidate(kept, classes, { recipe, parameters, seed: this.#seed, parent: undefined });
    const tasks = candidate.plan(1, new ProgressMeter(1, undefined), { phase: 'fit', work: 1, rehearsal: 0 });
    const { scorer } = candidate.assemble(tasks.map(({ task, onStep }) => runFit(task, onStep)));
    const right = heldOut.tokens.filter((tokens, i) => this.#predict(scorer, tokens) === heldOut.labels[i]).length;
    return { right, judged: heldOut.labels.length };
  }

  #select(places: readonly number[]): TrainingRows {
    return selectRows(this.#rows, places);
  }

  #predict(scorer: Scorer, typed: readonly string[]): number {
    const tokens = scorer.spelling.mend(typed);
    const vector = scorer.space.vectorOf(tokens);
    if (vector.indices.length === 0) return OUT_OF_SCOPE;
    const scores = scorer.scores(vector, tokens);
    let best = 0;
    for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
    return best < this.#intents.length ? best : OUT_OF_SCOPE;
  }
}
