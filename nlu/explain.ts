import { NluError } from './errors.ts';
import type { NamedFeature } from './features.ts';
import type { LinearClassifier } from './linear.ts';
import { TrainedModel } from './model.ts';
import type { Explanation, FeatureContribution, Model } from './types.ts';

const LISTED = 12;

/**
 * Why the model ranks its two best intents as it does. Of the linear part it is exact: margin = bias + listed contributions + `others`, up to
 * rounding. Of the networks of *best*, which have no features a person could read, it says only what share of the vote they had. Typing errors
 * are mended before, so a feature may spell what was meant. An utterance without one known gram has no contributions. What an encoder's vector added is one contribution. Rejects with FOREIGN_MODEL what `train` or `decodeModel`
 * did not make, and with BAD_VECTOR as `Model.interpret`.
 */
export function explain(
  model: Model,
  utterance: string,
  { listed = LISTED, vector: encoded }: { listed?: number; vector?: Float32Array | undefined } = {},
): Explanation {
  if (!(model instanceof TrainedModel))
    throw new NluError('FOREIGN_MODEL', 'Only a model that this module made can be explained.');
  const { intents, scorer } = model.parts;
  const { space, classifier, mixture } = scorer;
  const tokens = scorer.read(utterance);
  const vector = scorer.vectorOf(tokens, encoded);
  const [first, second] = model
    .interpret(utterance, { vector: encoded })
    .ranking.map(({ intent }) => intents.indexOf(intent));

  const values = new Map(Array.from(vector.indices, (feature, i) => [feature, vector.values[i]]));
  const added = (features: readonly number[], k: number | undefined) =>
    features.reduce((sum, v) => sum + (k === undefined ? 0 : (values.get(v) ?? 0) * weightOf(classifier, v, k)), 0);
  const contributionOf = (feature: string, unit: FeatureContribution['unit'], features: readonly number[]) => ({
    feature,
    unit,
    forIntent: added(features, first),
    forRunnerUp: added(features, second),
  });
  const meaning = Array.from({ length: space.dimensions }, (_, d) => space.gramCount + d);
  const contributions = [
    ...space.namesIn(tokens).map((named) => contributionOf(spelled(named), named.unit, [named.feature])),
    contributionOf('⟨meaning⟩', 'meaning', meaning),
  ]
    .filter(({ forIntent, forRunnerUp }) => forIntent !== 0 || forRunnerUp !== 0)
    .toSorted((a, b) => loudness(b) - loudness(a));

  const margins = classifier.margins(vector);
  const rest = contributions.slice(listed);
  const marginOf = (k: number, of: 'forIntent' | 'forRunnerUp') => ({
    intent: intents[k],
    margin: margins[k],
    bias: classifier.weights.biases[k],
    others: rest.reduce((sum, contribution) => sum + contribution[of], 0),
  });
  return {
    intent: marginOf(first, 'forIntent'),
    runnerUp: second === undefined ? null : marginOf(second, 'forRunnerUp'),
    contributions: contributions.slice(0, listed),
    linearIntent: intents[largestOf(margins.subarray(0, intents.length))],
    // Each member of the mixture has one vote: the bags, the network on the text, and the linear part.
    networkShare: mixture ? 1 - 1 / (mixture.parts.bags.length + 2) : 0,
  };
}

/** A weight of the (K, V) matrix; 0 where none is kept. */
function weightOf({ weights }: LinearClassifier, feature: number, k: number): number {
  for (let p = weights.starts[feature]; p < weights.starts[feature + 1]; p++) {
    if (weights.classes[p] === k) return weights.values[p] * weights.scales[k];
  }
  return 0;
}

// Neither sign stands in a token, so what they mark is never mistaken for what was written.
function spelled({ unit, gram }: NamedFeature): string {
  if (unit === 'chars') return gram.replaceAll(' ', '_');
  if (unit === 'pairs') return gram.replace(' ', ' … ');
  return gram.replace('<s>', '⟨start⟩').replace('</s>', '⟨end⟩');
}

function loudness({ forIntent, forRunnerUp }: FeatureContribution): number {
  return Math.max(Math.abs(forIntent), Math.abs(forRunnerUp));
}

function largestOf(scores: Float64Array): number {
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
  return best;
}
