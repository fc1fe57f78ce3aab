// What eight bits and pruning cost: the linear classifier as it was trained beside as it is kept; prints one line of JSON.
import { type Crew, DEFAULT_PARAMETERS, encodeModel, runFit, trainWith } from '../../nlu/index.ts';
import { TrainedModel } from '../../nlu/model.ts';
import type { SvmSolution } from '../../nlu/svm.ts';
import { type DataSet, loadRows } from './public-data.ts';

export interface Precision {
  /** In-scope test accuracy, nothing refused, by 32-bit weights … */
  readonly floatTop1: number;
  /** … and by what is kept of them. */
  readonly keptTop1: number;
  /** Share of the test utterances that both give the same intent. */
  readonly agreement: number;
  readonly floatMegabytes: number;
  readonly keptMegabytes: number;
  /** Share of the weights that round to nothing and are not kept. */
  readonly pruned: number;
}

const { dataSet } = JSON.parse(process.argv[2] ?? '{}') as { dataSet: DataSet };
const { train, validation, test } = loadRows(dataSet);
let solution: SvmSolution | undefined;
const listening: Crew = {
  size: 1,
  run: (task, onStep) => {
    const result = runFit(task, onStep);
    // The largest problem is that of all rows; those that calibrate leave some out.
    if (result.kind === 'svm' && (!solution || result.solution.weights.length >= solution.weights.length))
      solution = result.solution;
    return Promise.resolve(result);
  },
};
const input = { examples: [...train, ...validation], seed: 1, parameters: DEFAULT_PARAMETERS };
const { model } = await trainWith(input, listening);
if (!(model instanceof TrainedModel) || !solution) throw new Error('nothing was trained');
const { intents, scorer } = model.parts;
const { weights, biases } = solution;
const size = scorer.space.size;

const judged = test
  .filter(({ intent }) => intent !== null)
  .map(({ utterance, intent }) => {
    const vector = scorer.space.vectorOf(scorer.read(utterance));
    const margins = Float64Array.from(biases);
    for (let k = 0; k < margins.length; k++) {
      for (let i = 0; i < vector.indices.length; i++)
        margins[k]! += weights[k * size + vector.indices[i]!]! * vector.values[i]!;
    }
    return { intent, float: intents[bestOf(margins)], kept: intents[bestOf(scorer.classifier.margins(vector))] };
  });
const shareOf = (is: (one: (typeof judged)[number]) => boolean) => judged.filter(is).length / judged.length;
const bytes = encodeModel(model).length;
const { values, classes } = scorer.classifier.weights;
const precision: Precision = {
  floatTop1: shareOf((one) => one.float === one.intent),
  keptTop1: shareOf((one) => one.kept === one.intent),
  agreement: shareOf((one) => one.float === one.kept),
  floatMegabytes: (bytes - values.byteLength - classes.byteLength + weights.byteLength) / 1e6,
  keptMegabytes: bytes / 1e6,
  pruned: 1 - values.length / weights.length,
};
process.stdout.write(`\nMEASURED ${JSON.stringify(precision)}\n`);

function bestOf(margins: Float64Array): number {
  let best = 0;
  for (let k = 1; k < intents.length; k++) if (margins[k]! > margins[best]!) best = k;
  return best;
}
