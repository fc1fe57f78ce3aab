import { OUT_OF_SCOPE } from './calibrate.ts';
import { isTypeName } from './entities/annotation.ts';
import { checkEntityDefinitions } from './entities/definitions.ts';
import type { AnnotatedExample } from './entities/train-tagger.ts';
import type { EntityDefinition } from './entities/types.ts';
import { NluError } from './errors.ts';
import { UNDETERMINED } from './language.ts';
import { nearEqualKeyOf } from './near-duplicates.ts';
import { identitiesOf } from './training-state.ts';
import { tokenize } from './tokenize.ts';
import type { Example, TrainingInput, TrainingParameters, UnlabelledUtterance } from './types.ts';

// N examples, K intents.

// What lies farther apart than these is as good as nothing beside the rest or as good as all of it, and 1 / (2 C weight) stays a number.
const WEIGHTS = { least: 1e-9, most: 1e9 };
const COSTS = { least: 1e-6, most: 1e6 };

/** Examples made ready to train on: checked, in the order of their ids, tokenised, labelled by number. */
export interface TrainingRows {
  /** (N) */
  readonly utterances: readonly string[];
  /** (N) */
  readonly tokens: readonly (readonly string[])[];
  /** (N) 0 … K−1, or OUT_OF_SCOPE */
  readonly labels: Int32Array;
  /** (N) */
  readonly weights: Float64Array;
  /** (N) */
  readonly languages: readonly string[];
  /** (2N) Two hashes of each example's identity. */
  readonly identities: Uint32Array;
  /** (N, D) The encoder's vectors; undefined without one. */
  readonly encoded: readonly Float32Array[] | undefined;
}

/** An example beside its tokens. */
export interface ReadExample {
  readonly example: Example;
  readonly tokens: readonly string[];
}

interface PreparedExamples {
  /** (K), those that a training row names, in the order of their code units. */
  readonly intents: readonly string[];
  readonly train: TrainingRows;
  /** Validation rows of known intents or out-of-scope, none near-equal to a training row. */
  readonly validation: TrainingRows;
  /** The training rows in which spans are marked, in their order. */
  readonly annotated: readonly AnnotatedExample[];
  /** Without labels, in the order of their ids: of near-equal ones the first, and none near-equal to an example of any split. */
  readonly unlabelled: readonly ReadExample[];
}

/**
 * Rejects with TEST_ROW_IN_TRAINING, BAD_EXAMPLE, or NO_EXAMPLES where no training row has both an intent and a token. An utterance
 * without tokens teaches nothing and is left out.
 */
export function prepareExamples(
  examples: readonly Example[],
  { encoder }: Pick<TrainingParameters, 'encoder'> = {},
  unlabelled: readonly UnlabelledUtterance[] = [],
): PreparedExamples {
  const nobodys = unlabelled.map((one): Example => ({ ...one, ...UNLABELLED }));
  const dimensions = encoder && examples.find(({ vector }) => vector)?.vector?.length;
  for (const example of [...examples, ...nobodys]) {
    checkExample(example);
    if (encoder) checkVector(example, dimensions);
  }
  const oneCopyOf = wordPool();
  const read = (some: readonly Example[]): ReadExample[] =>
    some
      .toSorted((a, b) => order(a.id, b.id) || order(a.utterance, b.utterance) || order(a.intent ?? '', b.intent ?? ''))
      .map((example) => ({ example, tokens: oneCopyOf(tokenize(example.utterance)) }))
      .filter(({ tokens }) => tokens.length > 0);
  const readable = read(examples);
  const trained = readable.filter(({ example }) => example.split === 'train');
  const intents = [...new Set(trained.flatMap(({ example }) => example.intent ?? []))].sort();
  if (intents.length === 0)
    throw new NluError('NO_EXAMPLES', 'No training example has an intent and a word to learn from.');

  const known = new Set(intents);
  const candidates = readable.filter(
    ({ example }) => example.split === 'validation' && (example.intent === null || known.has(example.intent)),
  );
  const seen = new Set(candidates.length > 0 ? trained.map(keyOf) : []);
  const validation = candidates.filter((candidate) => !seen.has(keyOf(candidate)));
  const annotated = trained.flatMap(({ example: { utterance, spans } }) => (spans ? [{ utterance, spans }] : []));
  const rowsFor = (some: readonly ReadExample[]) => rowsOf(some, intents, encoder !== undefined);
  return {
    intents,
    train: rowsFor(trained),
    validation: rowsFor(validation),
    annotated,
    unlabelled: nobodys.length > 0 ? firstOfEach(read(nobodys), new Set(readable.map(keyOf))) : [],
  };
}
const UNLABELLED = { intent: null, language: UNDETERMINED, weight: 1, split: 'train' } as const;

function keyOf({ example, tokens }: ReadExample): string {
  return nearEqualKeyOf(tokens, example.utterance);
}

/** Of near-equal ones the first, where none was seen before. */
function firstOfEach(all: readonly ReadExample[], seen: Set<string>): ReadExample[] {
  return all.filter((one) => {
    const key = keyOf(one);
    return !seen.has(key) && seen.add(key);
  });
}

/** Gives the same words as the same strings: a million tokens are a few ten thousand words. */
function wordPool(): (tokens: readonly string[]) => readonly string[] {
  const pool = new Map<string, string>();
  return (tokens) =>
    tokens.map((token) => {
      const known = pool.get(token);
      if (known !== undefined) return known;
      pool.set(token, token);
      return token;
    });
}

/** `intents` (K) number the labels. */
export function rowsOf(readable: readonly ReadExample[], intents: readonly string[], isEncoded: boolean): TrainingRows {
  const numbers = new Map(intents.map((intent, k) => [intent, k]));
  return {
    utterances: readable.map(({ example }) => example.utterance),
    tokens: readable.map(({ tokens }) => tokens),
    labels: Int32Array.from(readable, ({ example }) => numbers.get(example.intent ?? '') ?? OUT_OF_SCOPE),
    weights: Float64Array.from(readable, ({ example }) => bounded(example.weight)),
    languages: readable.map(({ example }) => example.language),
    identities: identitiesOf(readable.map(({ example }) => example)),
    encoded: isEncoded ? readable.map(({ example }) => example.vector as Float32Array) : undefined,
  };
}

/** The rows at the given places. */
export function selectRows(rows: TrainingRows, places: readonly number[]): TrainingRows {
  return {
    utterances: places.map((i) => rows.utterances[i]),
    tokens: places.map((i) => rows.tokens[i]),
    labels: Int32Array.from(places, (i) => rows.labels[i]),
    weights: Float64Array.from(places, (i) => rows.weights[i]),
    languages: places.map((i) => rows.languages[i]),
    identities: Uint32Array.from(places.flatMap((i) => [rows.identities[2 * i], rows.identities[2 * i + 1]])),
    encoded: rows.encoded && places.map((i) => (rows.encoded as readonly Float32Array[])[i]),
  };
}

/** The rows of both, one after the other. */
export function joinRows(rows: TrainingRows, more: TrainingRows): TrainingRows {
  return {
    utterances: [...rows.utterances, ...more.utterances],
    tokens: [...rows.tokens, ...more.tokens],
    labels: Int32Array.from(both(rows.labels, more.labels)),
    weights: Float64Array.from(both(rows.weights, more.weights)),
    languages: [...rows.languages, ...more.languages],
    identities: Uint32Array.from(both(rows.identities, more.identities)),
    encoded: rows.encoded && more.encoded && [...rows.encoded, ...more.encoded],
  };
}

function* both(one: Iterable<number>, other: Iterable<number>): Iterable<number> {
  yield* one;
  yield* other;
}

function checkExample({ id, utterance, intent, language, weight, split, spans = [] }: Example): void {
  if (split === 'test') {
    throw new NluError('TEST_ROW_IN_TRAINING', `Example ${id} belongs to the test split and may not be trained on.`);
  }
  if (!(weight > 0) || weight === Infinity)
    throw new NluError('BAD_EXAMPLE', `The weight of example ${id} is not above 0.`);
  if (intent === '') throw new NluError('BAD_EXAMPLE', `Example ${id} has an intent without a name.`);
  if (language === '') throw new NluError('BAD_EXAMPLE', `Example ${id} has no language.`);
  let from = 0;
  for (const { type, start, end } of spans) {
    const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= from && end > start;
    if (!isInside || end > utterance.length || !isTypeName(type)) {
      throw new NluError(
        'BAD_EXAMPLE',
        `Example ${id} has a span that is not inside it, overlaps another or has no type.`,
      );
    }
    from = end;
  }
}

/** Rejects with BAD_ENTITY_TYPE. */
export function checkEntityTypes(entityTypes: readonly EntityDefinition[]): void {
  const [fault] = checkEntityDefinitions(entityTypes);
  if (fault) throw new NluError('BAD_ENTITY_TYPE', `Entity type ${fault.field}: ${fault.message}`);
}

function checkVector({ id, vector }: Example, dimensions: number | undefined): void {
  if (!vector || vector.length === 0 || vector.length !== dimensions || !vector.every(Number.isFinite))
    throw new NluError('BAD_EXAMPLE', `Example ${id} has no vector of the encoder, or one of another length.`);
}

/** Rejects with BAD_PARAMETERS. */
export function checkParameters(
  { recipe, C, passes, folds, parentVersion, ...chosen }: TrainingParameters,
  { seed, parent }: Pick<TrainingInput, 'seed' | 'parent'>,
): void {
  const faults = [
    recipe !== 'fast' && recipe !== 'best' && `there is no recipe "${String(recipe)}"`,
    !(C >= COSTS.least && C <= COSTS.most) && `C is not within ${COSTS.least} and ${COSTS.most}`,
    !(Number.isInteger(passes) && passes >= 1) && 'passes is not a whole number from 1',
    !(Number.isInteger(folds) && folds >= 2) && 'folds is not a whole number from 2',
    ...faultsOfChosen(chosen),
    (parentVersion === undefined) !== (parent === undefined) && 'the parent is named without its state, or not named',
    !Number.isSafeInteger(seed) && 'the seed is not a whole number',
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new NluError('BAD_PARAMETERS', `Cannot train: ${faults.join(', ')}.`);
}

function bounded(weight: number): number {
  return Math.min(Math.max(weight, WEIGHTS.least), WEIGHTS.most);
}

const isWithin = (value: number | undefined, from: number, to: number) =>
  value === undefined || (value >= from && value <= to);
const isWhole = (value: number | undefined) => value === undefined || Number.isInteger(value);

type Chosen = Omit<TrainingParameters, 'recipe' | 'C' | 'passes' | 'folds' | 'parentVersion'>;

function faultsOfChosen({ longestWords, longestChars, pairWeight, epochFactor, gramDropout }: Chosen) {
  return [
    !(isWhole(longestWords) && isWithin(longestWords, 1, 3)) && 'longestWords is not 1, 2 or 3',
    !(isWhole(longestChars) && isWithin(longestChars, 2, 6)) && 'longestChars is not a whole number from 2 to 6',
    !isWithin(pairWeight, 0, 10) && 'pairWeight is not between 0 and 10',
    !isWithin(epochFactor, 0.1, 5) && 'epochFactor is not between 0.1 and 5',
    !isWithin(gramDropout, 0, 0.9) && 'gramDropout is not between 0 and 0.9',
  ];
}

/** By UTF-16 code units, the same on every machine. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
