import { calibrate, type HeldOut, confidencesOf, type Calibration, OUT_OF_SCOPE } from './calibrate.ts';
import { FeatureSpace, fastBlocks } from './features.ts';
import { planRehearsals, type Rehearsal } from './held-out.ts';
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

export const DEFAULT_PARAMETERS: TrainingParameters = { recipe: 'fast', C: 1, passes: 30, folds: 5 };

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
  const rehearsals = planRehearsals(rows, validation, intents.length, { folds: parameters.folds, seed });
  const workOf = (rehearsal: Rehearsal) => 1 - rehearsal.size / rows.labels.length;
  const rehearsalWork = rehearsals.reduce((sum, rehearsal) => sum + workOf(rehearsal), 0);
  const meter = new ProgressMeter(FEATURES_WORK + rehearsalWork + 1, onProgress);

  const space = FeatureSpace.fit(rows.tokens, fastBlocks(rows.tokens.length));
  const vectors = space.rowsOf(rows.tokens);
  meter.advance('features', { epoch: 1, epochs: 1, loss: 0 }, { work: FEATURES_WORK, share: 1 });

  const heldOut: HeldOut[] = [];
  for (const [r, rehearsal] of rehearsals.entries()) {
    const onPass = ({ pass, loss, isLast }: SvmPass) =>
      meter.advance(
        'calibrate',
        { epoch: r * passes + pass, epochs: rehearsals.length * passes, loss },
        { work: workOf(rehearsal), share: isLast ? 1 : pass / passes },
      );
    heldOut.push(...rehearse(rows, rehearsal, classes, { ...parameters, seed, onPass }));
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

/**
 * Margins of the rehearsal's rows by a model of all the others, which has learned its features anew. A row whose intent the others do not
 * teach is out-of-scope to that model.
 */
function rehearse(rows: TrainingRows, rehearsal: Rehearsal, classes: Classes, options: FitOptions): HeldOut[] {
  const places = [...rows.labels.keys()];
  const kept = selectRows(
    rows,
    places.filter((i) => !rehearsal.has(i)),
  );
  const taught = new Set(kept.labels);
  const space = FeatureSpace.fit(kept.tokens, fastBlocks(kept.tokens.length));
  const classifier = fitClassifier(space.rowsOf(kept.tokens), space.size, kept, classes, options);
  return predictHeldOut(space, classifier, selectRows(rows, [...rehearsal])).map(({ margins, label }) => ({
    margins,
    label: taught.has(label) ? label : OUT_OF_SCOPE,
  }));
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
  const outOfScope = heldOut.filter(({ label }) => label === OUT_OF_SCOPE);
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
