import { beforeAll, describe, expect, it } from 'vitest';
import {
  decodeModel,
  DEFAULT_PARAMETERS,
  encodeModel,
  evaluate,
  type Example,
  explain,
  type Model,
  NluError,
  train,
  type TrainingParameters,
} from '../../nlu/index.ts';
import { Rng } from '../../nlu/rng.ts';

const INTENTS = ['bus', 'food', 'money'];
const DIMENSIONS = 4;
const encoder = { name: 'tiny', sha256: 'ab'.repeat(32) };
const parameters: TrainingParameters = { ...DEFAULT_PARAMETERS, encoder };

/** Near the axis of its meaning, of unit length. */
function vectorNear(axis: number, rng: Rng): Float32Array {
  const vector = Float32Array.from({ length: DIMENSIONS }, (_, d) =>
    d === axis ? 1 : 0.3 * (rng.below(1_000) / 1_000 - 0.5),
  );
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Utterances of words that say nothing of their intent; what they mean is in the vector alone. */
function nonsense(count: number, seed: number, split: Example['split']): Example[] {
  const rng = new Rng(seed);
  const word = () => Array.from({ length: 5 }, () => String.fromCharCode(97 + rng.below(26))).join('');
  return Array.from({ length: count }, (_, i) => ({
    id: `${split}_${String(i).padStart(3, '0')}`,
    utterance: `${word()} ${word()}`,
    intent: INTENTS[i % INTENTS.length] ?? null,
    language: i % 2 ? 'en' : 'pt-BR',
    weight: 1,
    split,
    vector: vectorNear(i % INTENTS.length, rng),
  }));
}

function withoutVector(row: Example): Example {
  const { vector: _, ...rest } = row;
  return rest;
}

const learned = nonsense(60, 1, 'train');
const heldOut = nonsense(60, 2, 'test');

/** Of the best intents, whether refused or not. */
function shareRight(model: Model, items: readonly Example[]): number {
  const right = items.filter(
    ({ utterance, vector, intent }) => model.interpret(utterance, { vector }).intent === intent,
  );
  return right.length / items.length;
}

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    return error instanceof NluError ? error.code : String(error);
  }
  return undefined;
}

describe.each(['fast', 'best'] as const)('a model of the recipe %s with an encoder', (recipe) => {
  let model: Model;
  beforeAll(() => {
    model = train({ examples: learned, seed: 1, parameters: { ...parameters, recipe } });
  });

  it('understands what no word of an utterance tells', () => {
    expect(shareRight(model, heldOut)).toBe(1);
    expect(evaluate(model, heldOut).accuracy.value).toBeGreaterThan(0.9);
    const words = train({ examples: learned, seed: 1, parameters: { ...DEFAULT_PARAMETERS, recipe } });
    expect(words.encoder).toBeNull();
    const blind = heldOut.map(withoutVector);
    expect(shareRight(words, blind)).toBeLessThan(0.6);
  });

  it('is kept with the name of its encoder, and answers the same when it is read back', () => {
    expect(model.encoder).toEqual({ ...encoder, dimensions: DIMENSIONS });
    const bytes = encodeModel(model);
    const back = decodeModel(bytes);
    expect(back.encoder).toEqual(model.encoder);
    for (const { utterance, vector } of heldOut)
      expect(back.interpret(utterance, { vector })).toEqual(model.interpret(utterance, { vector }));
    expect(encodeModel(back)).toEqual(bytes);
  });

  it('is the same, byte for byte, from the same examples and vectors in any order', () => {
    const again = train({ examples: learned.toReversed(), seed: 1, parameters: { ...parameters, recipe } });
    expect(encodeModel(again)).toEqual(encodeModel(model));
  });

  it('takes no utterance without its vector, and none of another length or without a number', () => {
    const wrong = [undefined, new Float32Array(3), new Float32Array(5), Float32Array.of(0, NaN, 0, 0)];
    for (const vector of wrong) expect(codeOf(() => model.interpret('bus', { vector }))).toBe('BAD_VECTOR');
  });

  it('tells how much the vector spoke for an intent', () => {
    const { utterance, vector, intent } = heldOut[0]!;
    const explanation = explain(model, utterance, { vector });
    expect(explanation.linearIntent).toBe(intent);
    const meaning = explanation.contributions.find(({ unit }) => unit === 'meaning');
    expect(meaning?.feature).toBe('⟨meaning⟩');
    expect(meaning?.forIntent).toBeGreaterThan(meaning?.forRunnerUp ?? Infinity);
    const { margin, bias, others } = explanation.intent;
    const listed = explanation.contributions.reduce((sum, { forIntent }) => sum + forIntent, 0);
    expect(bias + listed + others).toBeCloseTo(margin, 6);
  });
});

describe('training with an encoder', () => {
  it.each([
    ['a vector missing', withoutVector],
    ['a vector too short', (row: Example): Example => ({ ...row, vector: new Float32Array(2) })],
    ['a vector of nothing', (row: Example): Example => ({ ...row, vector: new Float32Array(0) })],
    ['no number', (row: Example): Example => ({ ...row, vector: Float32Array.of(1, NaN, 0, 0) })],
  ])('refuses examples with %s', (_, spoil) => {
    const examples = learned.map((row, i) => (i === 7 ? spoil(row) : row));
    expect(codeOf(() => train({ examples, seed: 1, parameters }))).toBe('BAD_EXAMPLE');
  });

  it('refuses examples of which none has a vector', () => {
    const examples = learned.map(withoutVector);
    expect(codeOf(() => train({ examples, seed: 1, parameters }))).toBe('BAD_EXAMPLE');
  });
});
