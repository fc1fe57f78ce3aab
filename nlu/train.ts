import { calibrate, type HeldOut, confidencesOf, inScopeOf, type Calibration, OUT_OF_SCOPE } from './calibrate.ts';
import { Candidate, type Classes } from './candidate.ts';
import { type AnnotatedExample, trainTagger } from './entities/train-tagger.ts';
import type { EntityDefinition } from './entities/types.ts';
import { type Crew, type FitResult, type FitStep, type FitTask, runFit } from './fits.ts';
import { planRehearsals, type Rehearsal } from './held-out.ts';
import { LanguageModel } from './language.ts';
import { TrainedModel } from './model.ts';
import { ProgressMeter } from './progress.ts';
import { recipeOf } from './recipes.ts';
import type { Scorer } from './scorer.ts';
import { chooseThresholds, DEFAULT_COST, type RankedOutcome } from './thresholds.ts';
import { checkEntityTypes, checkParameters, prepareExamples, selectRows, type TrainingRows } from './training-rows.ts';
import type { Model, Trained, TrainingInput, TrainingParameters } from './types.ts';

// N examples, V features, K intents.

export const DEFAULT_PARAMETERS: TrainingParameters = { recipe: 'fast', C: 1, passes: 30, folds: 5 };

/**
 * Trains a model: fits features, cross-validates, fits the classifier on all training rows, then sets temperature and thresholds on
 * predictions that no training row made. The same examples (in any order), seed and parameters give the same bytes. Rejects with
 * TEST_ROW_IN_TRAINING, BAD_EXAMPLE, BAD_ENTITY_TYPE, BAD_PARAMETERS or NO_EXAMPLES.
 */
export function train(input: TrainingInput): Model {
  const training = planTraining(input, 1);
  return training.finish(training.tasks.map(({ task, onStep }) => runFit(task, onStep))).model;
}

/** As `train`, its tasks done by a crew: the bytes are the same, whoever did them and in whatever order. */
export async function trainWith(input: TrainingInput, crew: Crew): Promise<Trained> {
  const training = planTraining(input, crew.size);
  // The longest first, else the crew would wait for one who began it last.
  const order = [...training.tasks.keys()].sort((a, b) => training.tasks[b].work - training.tasks[a].work || a - b);
  const running = new Map(order.map((t) => [t, crew.run(training.tasks[t].task, training.tasks[t].onStep)]));
  return training.finish(await Promise.all(training.tasks.map((_, t) => running.get(t) as Promise<FitResult>)));
}

interface PlannedTask {
  readonly task: FitTask;
  /** In the unit of a linear fit on all rows. */
  readonly work: number;
  readonly onStep: (step: FitStep) => void;
}

interface Training {
  readonly tasks: readonly PlannedTask[];
  /** Takes the results of the tasks in their order. */
  finish(results: readonly FitResult[]): Trained;
}

const FEATURES_WORK = 0.05;

function planTraining(input: TrainingInput, shares: number): Training {
  const { examples, entityTypes = [], seed, parameters, parent } = input;
  checkParameters(parameters, input);
  checkEntityTypes(entityTypes);
  const { intents, train: rows, validation, annotated } = prepareExamples(examples, parameters);
  const recipe = recipeOf(parameters.recipe);
  const classes: Classes = { intents, hasOutOfScope: rows.labels.includes(OUT_OF_SCOPE) };
  const rehearsals = planRehearsals(rows, validation, intents.length, {
    folds: parameters.folds,
    seed,
    enough: recipe.enough,
  });
  const options = { recipe, parameters, seed, parent };
  const final = new Candidate(rows, classes, options);
  const rehearsed = rehearsals.map((rehearsal) =>
    rehearse(rows, rehearsal, (kept) => new Candidate(kept, classes, options)),
  );

  const workOf = ({ size }: Rehearsal) => 1 - size / rows.labels.length;
  const partsWork = recipe.parts.reduce((sum, { work }) => sum + work, 0);
  const rehearsalWork = rehearsals.reduce((sum, rehearsal) => sum + workOf(rehearsal), 0);
  const meter = new ProgressMeter(FEATURES_WORK + (rehearsalWork + 1) * partsWork, input.onProgress);
  meter.finish({ phase: 'features', name: 'features', work: FEATURES_WORK });
  const planned = [
    ...rehearsed.map(({ candidate }, r) =>
      candidate.plan(shares, meter, { phase: 'calibrate', work: workOf(rehearsals[r]), rehearsal: r }),
    ),
    final.plan(shares, meter, { phase: 'fit', work: 1, rehearsal: 0 }),
  ];

  return {
    tasks: planned.flat(),
    finish(results) {
      let at = 0;
      const own = planned.map((tasks) => results.slice(at, (at += tasks.length)));
      const heldOut = rehearsed.flatMap(({ candidate, predict }, r) => predict(candidate.assemble(own[r]).scorer));
      const { scorer, duals } = final.assemble(own[rehearsed.length]);
      heldOut.push(...predictHeldOut(scorer, validation));
      const model = new TrainedModel({
        recipe: parameters.recipe,
        refuses: 'improbable',
        intents,
        encoder: parameters.encoder ?? null,
        scorer,
        ...calibrateOn(heldOut, intents.length, recipe.calibration),
        language: LanguageModel.fit(final.vectors, scorer.space.gramCount, rows.languages),
        entityTypes,
        tagger: trainTagger(annotated, { types: typesToLearn(annotated, entityTypes), seed }),
      });
      return { model, state: { examples: rows.identities, intents: duals } };
    },
  };
}

/** What examples mark and no declaration finds otherwise, in the order of the code units. */
function typesToLearn(annotated: readonly AnnotatedExample[], entityTypes: readonly EntityDefinition[]): string[] {
  const found = new Set(entityTypes.filter(({ kind }) => kind !== 'LEARNED').map(({ name }) => name));
  return [...new Set(annotated.flatMap(({ spans }) => spans.map(({ type }) => type)))]
    .filter((type) => !found.has(type))
    .sort();
}

/**
 * A model of all rows but the rehearsal's, which has learned its features anew, and what it says of the rehearsal's. A row whose intent
 * the others do not teach is out-of-scope to that model.
 */
function rehearse(rows: TrainingRows, rehearsal: Rehearsal, candidateOf: (kept: TrainingRows) => Candidate) {
  const places = [...rows.labels.keys()];
  const kept = selectRows(
    rows,
    places.filter((i) => !rehearsal.has(i)),
  );
  const taught = new Set(kept.labels);
  return {
    candidate: candidateOf(kept),
    predict: (scorer: Scorer): HeldOut[] =>
      predictHeldOut(scorer, selectRows(rows, [...rehearsal])).map(({ margins, label }) => ({
        margins,
        label: taught.has(label) ? label : OUT_OF_SCOPE,
      })),
  };
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
