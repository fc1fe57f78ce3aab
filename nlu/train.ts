import { calibrate, type HeldOut, confidencesOf, type Calibration, OUT_OF_SCOPE } from './calibrate.ts';
import { FeatureSpace, fastBlocks } from './features.ts';
import { foldsOf, outOfScopeRows } from './held-out.ts';
import { LanguageModel } from './language.ts';
import { LinearClassifier } from './linear.ts';
import { LinearModel } from './model.ts';
import { ProgressMeter } from './progress.ts';
import type { SparseRows } from './sparse.ts';
import { solveSvm, type SvmPass } from './svm.ts';
import { chooseThresholds, DEFAULT_COST, type RankedOutcome } from './thresholds.ts';
import { checkParameters, prepareExamples, selectRows, type TrainingRows } from './training-rows.ts';
import type { Model, TrainingInput, TrainingParameters } from './types.ts';

// N examples, V features, K intents.

export const DEFAULT_PARAMETERS: TrainingParameters = { recipe: 'fast', C: 1, passes: 15, folds: 5 };

// From so many validation rows on they calibrate alone; fewer are joined by cross-validation.
const ENOUGH_VALIDATION = 100;
// Cross-validation stops at the fold that brings so many predictions: a temperature gains nothing from more.
const ENOUGH_HELD_OUT = 3_000;
const FEATURES_WORK = 0.05;

/**
 * Trains a model: fits features, cross-validates, fits the classifier on all training rows, then sets temperature and thresholds on
 * predictions that no training row made. The same examples (in any order), seed and parameters give the same bytes. Rejects with
 * TEST_ROW_IN_TRAINING, BAD_EXAMPLE, BAD_PARAMETERS or NO_EXAMPLES.
 */
export function train({ examples, seed, parameters, onProgress }: TrainingInput): Model {
  checkParameters(parameters, seed);
  const { intents, train: rows, validation } = prepareExamples(examples);
  const { passes } = parameters;
  const classes: Classes = { intentCount: intents.length, hasOutOfScope: rows.labels.includes(OUT_OF_SCOPE) };
  const folds = planFolds(rows, validation, parameters, seed);
  const foldWork = 1 - 1 / parameters.folds;
  const meter = new ProgressMeter(FEATURES_WORK + folds.length * foldWork + 1, onProgress);

  const space = FeatureSpace.fit(rows.tokens, fastBlocks(rows.tokens.length));
  const vectors = space.rowsOf(rows.tokens);
  meter.advance('features', { epoch: 1, epochs: 1, loss: 0 }, { work: FEATURES_WORK, share: 1 });

  const heldOut: HeldOut[] = [];
  for (const [f, fold] of folds.entries()) {
    const onPass = ({ pass, loss, isLast }: SvmPass) =>
      meter.advance(
        'calibrate',
        { epoch: f * passes + pass, epochs: folds.length * passes, loss },
        { work: foldWork, share: isLast ? 1 : pass / passes },
      );
    heldOut.push(...crossPredict(rows, fold, classes, { ...parameters, seed, onPass }));
  }

  const onPass = ({ pass, loss, isLast }: SvmPass) =>
    meter.advance('fit', { epoch: pass, epochs: passes, loss }, { work: 1, share: isLast ? 1 : pass / passes });
  const classifier = fitClassifier(vectors, space.size, rows, classes, { ...parameters, seed, onPass });
  heldOut.push(...predictHeldOut(space, classifier, validation));

  return new LinearModel({
    recipe: parameters.recipe,
    intents,
    space,
    classifier,
    ...calibrateOn(heldOut, intents.length),
    language: LanguageModel.fit(vectors, space.size, rows.languages),
  });
}

interface Classes {
  readonly intentCount: number;
  /** Whether out-of-scope rows are a class of their own, numbered K. */
  readonly hasOutOfScope: boolean;
}

type FitOptions = TrainingParameters & { readonly seed: number; readonly onPass: (pass: SvmPass) => void };

/** The rows held out in each fold that is going to be trained. */
function planFolds(
  rows: TrainingRows,
  validation: TrainingRows,
  { folds }: TrainingParameters,
  seed: number,
): ReadonlySet<number>[] {
  if (validation.labels.filter((label) => label !== OUT_OF_SCOPE).length >= ENOUGH_VALIDATION) return [];
  const foldOf = foldsOf(rows.utterances, rows.labels, folds, seed);
  const planned: Set<number>[] = [];
  let count = 0;
  for (let fold = 0; fold < folds && count < ENOUGH_HELD_OUT; fold++) {
    const heldOut = new Set<number>();
    for (const [i, own] of foldOf.entries()) if (own === fold) heldOut.add(i);
    if (heldOut.size === 0 || heldOut.size === foldOf.length) continue;
    planned.push(heldOut);
    count += heldOut.size;
  }
  return planned;
}

/** Margins of the held-out rows by a model of all the others, which has learned its features anew. */
function crossPredict(rows: TrainingRows, fold: ReadonlySet<number>, classes: Classes, options: FitOptions): HeldOut[] {
  const places = [...rows.labels.keys()];
  const kept = selectRows(
    rows,
    places.filter((i) => !fold.has(i)),
  );
  const learned = new Set(kept.labels);
  // An intent that is all in this fold cannot be known here; its rows would say nothing of how sure a right answer is.
  const judged = places.filter((i) => fold.has(i) && (rows.labels[i] === OUT_OF_SCOPE || learned.has(rows.labels[i])));
  const space = FeatureSpace.fit(kept.tokens, fastBlocks(kept.tokens.length));
  const classifier = fitClassifier(space.rowsOf(kept.tokens), space.size, kept, classes, options);
  return predictHeldOut(space, classifier, selectRows(rows, judged));
}

function fitClassifier(
  vectors: SparseRows,
  featureCount: number,
  { labels, weights }: TrainingRows,
  { intentCount, hasOutOfScope }: Classes,
  { C, passes, seed, onPass }: FitOptions,
): LinearClassifier {
  const solution = solveSvm(
    {
      rows: vectors,
      featureCount,
      labels: labels.map((label) => (label === OUT_OF_SCOPE ? intentCount : label)),
      intentCount: hasOutOfScope ? intentCount + 1 : intentCount,
      costs: weights.map((weight) => C * weight),
    },
    { passes, seed, onPass },
  );
  return LinearClassifier.quantize(solution.weights, solution.biases);
}

function predictHeldOut(space: FeatureSpace, classifier: LinearClassifier, rows: TrainingRows): HeldOut[] {
  return rows.tokens
    .map((tokens, i) => ({ vector: space.vectorOf(tokens), label: rows.labels[i] }))
    .filter(({ vector }) => vector.indices.length > 0)
    .map(({ vector, label }) => ({ margins: classifier.margins(vector), label }));
}

function calibrateOn(heldOut: readonly HeldOut[], intentCount: number) {
  const cost = DEFAULT_COST;
  const inScope = heldOut.filter(({ label }) => label !== OUT_OF_SCOPE);
  const outOfScope = outOfScopeRows(heldOut, intentCount);
  const calibration = calibrate(inScope, outOfScope, intentCount, cost.outOfScopeShare);
  const rankAll = (rows: readonly HeldOut[]) => rows.map((row) => outcomeOf(row, intentCount, calibration));
  return { calibration, thresholds: chooseThresholds(rankAll(inScope), rankAll(outOfScope), cost) };
}

function outcomeOf({ margins, label }: HeldOut, intentCount: number, calibration: Calibration): RankedOutcome {
  const confidences = confidencesOf(margins, intentCount, calibration);
  const [first, second = 0] = confidences.toSorted((a, b) => b - a);
  const rank =
    label === OUT_OF_SCOPE ? Infinity : confidences.filter((confidence) => confidence > confidences[label]).length;
  return { confidence: first, gap: first - second, rank };
}
