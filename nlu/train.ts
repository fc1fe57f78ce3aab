import { calibrate, type HeldOut, confidencesOf, inScopeOf, type Calibration, OUT_OF_SCOPE } from './calibrate.ts';
import { Candidate, type Classes } from './candidate.ts';
import { type AnnotatedExample, trainTagger } from './entities/train-tagger.ts';
import type { EntityDefinition } from './entities/types.ts';
import type { Crew } from './fits.ts';
import { planRehearsals, type Rehearsal } from './held-out.ts';
import { LanguageModel } from './language.ts';
import { TrainedModel } from './model.ts';
import { ProgressMeter } from './progress.ts';
import { ENOUGH_WHERE_DEAR, recipeOf } from './recipes.ts';
import type { Scorer } from './scorer.ts';
import { withGuesses } from './self-training.ts';
import { chooseThresholds, DEFAULT_COST, type RankedOutcome } from './thresholds.ts';
import { checkEntityTypes, checkParameters, prepareExamples, selectRows, type TrainingRows } from './training-rows.ts';
import { doHere, doWith, fitInTurn, type InTurns } from './turns.ts';
import type { Model, Trained, TrainingInput, TrainingParameters } from './types.ts';

// N examples, V features, K intents.

export const DEFAULT_PARAMETERS: TrainingParameters = { recipe: 'fast', C: 1, passes: 30, folds: 5 };

/**
 * Trains a model: fits features, cross-validates, fits the classifier on all training rows, then sets temperature and thresholds on
 * predictions that no training row made. Unlabelled utterances teach what `self-training.ts` guesses of them. The same examples and
 * utterances (in any order), seed and parameters give the same bytes. Rejects with TEST_ROW_IN_TRAINING, BAD_EXAMPLE, BAD_ENTITY_TYPE,
 * BAD_PARAMETERS or NO_EXAMPLES.
 */
export function train(input: TrainingInput): Model {
  return doHere(trainInTurns(input, 1)).model;
}

/** As `train`, its tasks done by a crew: the bytes are the same, whoever did them and in whatever order. */
export async function trainWith(input: TrainingInput, crew: Crew): Promise<Trained> {
  return doWith(trainInTurns(input, crew.size), crew);
}

const FEATURES_WORK = 0.05;

function* trainInTurns(input: TrainingInput, shares: number): InTurns<Trained> {
  const { examples, entityTypes = [], seed, parameters, parent } = input;
  checkParameters(parameters, input);
  checkEntityTypes(entityTypes);
  const {
    intents,
    train: labelled,
    validation,
    annotated,
    unlabelled,
  } = prepareExamples(examples, parameters, input.unlabelled);
  const recipe = recipeOf(parameters.recipe);
  const classes: Classes = { intents, hasOutOfScope: labelled.labels.includes(OUT_OF_SCOPE) };
  const rehearsals = planRehearsals(labelled, validation, intents.length, {
    folds: parameters.folds,
    seed,
    // A rehearsal beside unlabelled utterances has a teacher too, and many times the rows.
    enough: unlabelled.length > 0 ? ENOUGH_WHERE_DEAR : recipe.enough,
  });
  /** Of each rehearsal's model, and last of the model itself. */
  const taught = [...rehearsals.map((rehearsal) => without(rehearsal, labelled)), labelled];
  const sizes = taught.map(({ labels }) => labels.length / labelled.labels.length);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const recipeWork = recipe.parts.reduce((sum, { work }) => sum + work, 0);
  const teachersWork = unlabelled.length > 0 ? whole : 0;
  // As if all were guessed: how many will be is not known yet.
  const grown = 1 + unlabelled.length / labelled.labels.length;
  const meter = new ProgressMeter(FEATURES_WORK + teachersWork + grown * whole * recipeWork, input.onProgress);
  meter.finish({ phase: 'features', name: 'features', work: FEATURES_WORK });
  const fitOptions = { shares, meter };

  let rows: readonly TrainingRows[] = taught;
  if (unlabelled.length > 0) {
    // From nothing: what is guessed depends on what is taught today alone.
    const teachers = taught.map((own, t) => ({
      candidate: new Candidate(own, classes, { recipe: recipeOf('fast'), parameters, seed, parent: undefined }),
      stage: { phase: 'guess', work: sizes[t], rehearsal: t } as const,
    }));
    const scorers = (yield* fitInTurn(teachers, fitOptions)).map(({ scorer }) => scorer);
    rows = withGuesses(taught, { scorers, unlabelled, intents });
  }
  const candidates = rows.map((own) => new Candidate(own, classes, { recipe, parameters, seed, parent }));
  const fitted = yield* fitInTurn(
    candidates.map((candidate, c) => ({
      candidate,
      stage:
        c < rehearsals.length
          ? { phase: 'calibrate', work: grown * sizes[c], rehearsal: c }
          : { phase: 'fit', work: grown, rehearsal: 0 },
    })),
    fitOptions,
  );
  const { scorer, state } = fitted[rehearsals.length];
  const heldOut = rehearsals.flatMap((rehearsal, r) =>
    predictUnknown(fitted[r].scorer, selectRows(labelled, [...rehearsal]), new Set(taught[r].labels)),
  );
  heldOut.push(...predictHeldOut(scorer, validation));
  const { languages } = rows[rehearsals.length];
  const model = new TrainedModel({
    recipe: parameters.recipe,
    refuses: 'improbable',
    intents,
    encoder: parameters.encoder ?? null,
    scorer,
    ...calibrateOn(heldOut, intents.length, recipe.calibration),
    language: LanguageModel.fit(candidates[rehearsals.length].vectors, scorer.space.gramCount, languages),
    entityTypes,
    tagger: trainTagger(annotated, { types: typesToLearn(annotated, entityTypes), seed }),
  });
  return { model, state };
}

/** What examples mark and no declaration finds otherwise, in the order of the code units. */
function typesToLearn(annotated: readonly AnnotatedExample[], entityTypes: readonly EntityDefinition[]): string[] {
  const found = new Set(entityTypes.filter(({ kind }) => kind !== 'LEARNED').map(({ name }) => name));
  return [...new Set(annotated.flatMap(({ spans }) => spans.map(({ type }) => type)))]
    .filter((type) => !found.has(type))
    .sort();
}

/** The rows that a rehearsal does not keep back. */
function without(rehearsal: Rehearsal, rows: TrainingRows): TrainingRows {
  return selectRows(
    rows,
    [...rows.labels.keys()].filter((i) => !rehearsal.has(i)),
  );
}

/** What a model says of rows that it was not taught. A row whose intent it was not taught either is out-of-scope to it. */
function predictUnknown(scorer: Scorer, rows: TrainingRows, taught: ReadonlySet<number>): HeldOut[] {
  return predictHeldOut(scorer, rows).map(({ margins, label }) => ({
    margins,
    label: taught.has(label) ? label : OUT_OF_SCOPE,
  }));
}

function predictHeldOut(scorer: Scorer, rows: TrainingRows): HeldOut[] {
  return rows.tokens
    .map((typed) => scorer.spelling.mend(typed))
    .map((tokens, i) => ({ tokens, vector: scorer.space.vectorOf(tokens, rows.encoded?.[i]), label: rows.labels[i] }))
    .filter(({ vector }) => vector.indices.length > 0)
    .map(({ tokens, vector, label }) => ({ margins: scorer.scores(vector, tokens), label }));
}

function calibrateOn(heldOut: readonly HeldOut[], intentCount: number, prior: Calibration) {
  const cost = DEFAULT_COST;
  const inScope = heldOut.filter(({ label }) => label !== OUT_OF_SCOPE);
  const outOfScope = heldOut.filter(({ label }) => label === OUT_OF_SCOPE);
  const calibration = calibrate(inScope, outOfScope, { intentCount, outOfScopeShare: cost.outOfScopeShare, prior });
  const rankAll = (rows: readonly HeldOut[]) => rows.map((row) => outcomeOf(row, intentCount, calibration));
  return { calibration, thresholds: chooseThresholds(rankAll(inScope), rankAll(outOfScope), cost) };
}

function outcomeOf({ margins, label }: HeldOut, intentCount: number, calibration: Calibration): RankedOutcome {
  const confidences = confidencesOf(margins, intentCount, calibration);
  let first = 0;
  let second = 0;
  for (let k = 0; k < intentCount; k++) {
    if (confidences[k] > first) {
      second = first;
      first = confidences[k];
    } else if (confidences[k] > second) second = confidences[k];
  }
  const rank =
    label === OUT_OF_SCOPE ? Infinity : confidences.filter((confidence) => confidence > confidences[label]).length;
  return { inScope: inScopeOf(margins, intentCount, calibration), gap: first - second, rank };
}
