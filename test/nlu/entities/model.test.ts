import { describe, expect, it } from 'vitest';
import {
  decodeModel,
  DEFAULT_PARAMETERS,
  encodeModel,
  type EntityDefinition,
  evaluate,
  type Example,
  NluError,
  train,
} from '../../../nlu/index.ts';
import { example, helpDesk } from '../help-desk.ts';
import { type Trip, trips } from './trips.ts';

const ENTITY_TYPES: EntityDefinition[] = [
  { name: 'destino', kind: 'LEARNED' },
  { name: 'origem', kind: 'LEARNED' },
  { name: 'classe', kind: 'LIST', values: [{ value: 'executiva', synonyms: ['business'] }] },
  { name: 'localizador', kind: 'PATTERN', pattern: '\\b[A-Z]{6}\\b' },
  { name: 'data', kind: 'BUILT_IN', builtIn: 'DATE' },
];

function rowOf({ utterance, spans }: Trip, i: number, split: Example['split'] = 'train'): Example {
  const intent = spans.length > 0 ? 'book_flight' : 'chat';
  return { ...example({ id: `${split}-${i}`, intent, utterance }), split, spans };
}

const TRAINING = trips('trained', 120, 1).map((trip, i) => rowOf(trip, i));
const TEST = trips('unseen', 70, 1).map((trip, i) => rowOf(trip, i, 'test'));

function trainOn(examples: readonly Example[], entityTypes = ENTITY_TYPES) {
  return train({ examples, entityTypes, seed: 3, parameters: DEFAULT_PARAMETERS });
}

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    return error instanceof NluError ? error.code : String(error);
  }
  return undefined;
}

describe('a model trained on annotated examples', () => {
  const model = trainOn(TRAINING);

  it('finds spans of every kind in one utterance, at their places in the original', () => {
    const utterance = '✈️ ABCXYZ, quero voar de Recife para Salvador amanhã, 13/12/2027, executiva';
    const read = model.interpret(utterance).entities.map(({ type, value, start, end, confidence }) => {
      expect(confidence).toBeNull();
      return [type, value, utterance.slice(start, end)];
    });
    expect(read).toEqual([
      ['localizador', 'ABCXYZ', 'ABCXYZ'],
      ['origem', 'Recife', 'Recife'],
      ['destino', 'Salvador', 'Salvador'],
      ['quando', 'amanhã', 'amanhã'],
      ['data', '2027-12-13', '13/12/2027'],
      ['classe', 'executiva', 'executiva'],
    ]);
  });

  it('lets no learned span tear a built-in apart', () => {
    const { entities } = model.interpret('quero voar de Recife para Salvador 13/12/2027');
    expect(entities.filter(({ end }) => end > 35)).toMatchObject([{ type: 'data', start: 35, end: 45 }]);
  });

  it('says which types it learned: those marked, declared or not, that nothing else finds', () => {
    expect(model.learnedEntityTypes).toEqual(['destino', 'origem', 'pessoa', 'quando']);
    const quando: EntityDefinition = { name: 'quando', kind: 'BUILT_IN', builtIn: 'DATE' };
    expect(trainOn(TRAINING, [quando]).learnedEntityTypes).toEqual(['destino', 'origem', 'pessoa']);
  });

  it('comes back from its bytes with its types and what it learned', () => {
    const bytes = encodeModel(model);
    const back = decodeModel(bytes);
    expect(encodeModel(back)).toEqual(bytes);
    expect(back.learnedEntityTypes).toEqual(model.learnedEntityTypes);
    for (const { utterance } of TEST) expect(back.interpret(utterance)).toEqual(model.interpret(utterance));
  });

  it('is the same whatever the order of its examples', () => {
    expect(encodeModel(trainOn(TRAINING.toReversed()))).toEqual(encodeModel(model));
  });

  it('is judged by the spans of held-out examples, overall and by type', () => {
    const { entities } = evaluate(model, TEST);
    expect(entities?.utterances).toBe(TEST.length);
    expect(entities?.overall.support).toBe(TEST.flatMap(({ spans }) => spans ?? []).length);
    expect(entities?.overall.f1).toBeGreaterThan(0.85);
    expect(entities?.perType.map(({ type }) => type)).toEqual(['destino', 'origem', 'pessoa', 'quando']);
  });

  it('is not judged by examples that nobody annotated', () => {
    const unmarked = TEST.map(({ spans: _spans, ...row }) => row);
    expect(evaluate(model, unmarked).entities).toBeNull();
    expect(evaluate(model, [...unmarked, TEST[0]!]).entities?.utterances).toBe(1);
  });
});

describe('a model trained without annotations', () => {
  it('learns no type, is judged by no span, and finds the built-ins all the same', () => {
    const plain = trainOn(helpDesk(), []);
    expect(plain.learnedEntityTypes).toEqual([]);
    expect(evaluate(plain, helpDesk()).entities).toBeNull();
    expect(plain.interpret('a biblioteca abre dia 12/03/2027?').entities).toMatchObject([
      { type: 'date', value: '2027-03-12' },
    ]);
  });
});

describe('bad annotations', () => {
  it.each([
    ['outside of the utterance', [{ type: 'destino', start: 0, end: 400 }]],
    ['of no length', [{ type: 'destino', start: 2, end: 2 }]],
    ['backwards', [{ type: 'destino', start: 4, end: 2 }]],
    ['at a fraction', [{ type: 'destino', start: 0.5, end: 2 }]],
    ['nowhere', [{ type: 'destino', start: NaN, end: NaN }]],
    [
      'over one another',
      [
        { type: 'destino', start: 0, end: 4 },
        { type: 'origem', start: 3, end: 6 },
      ],
    ],
    [
      'out of order',
      [
        { type: 'destino', start: 4, end: 6 },
        { type: 'origem', start: 0, end: 2 },
      ],
    ],
    ['of no type', [{ type: '', start: 0, end: 4 }]],
  ])('%s are refused as BAD_EXAMPLE', (_where, spans) => {
    expect(codeOf(() => trainOn([{ ...TRAINING[0]!, spans }]))).toBe('BAD_EXAMPLE');
  });

  it('are refused as BAD_ENTITY_TYPE where a type is unsound', () => {
    expect(codeOf(() => trainOn(TRAINING, [{ name: 'x', kind: 'PATTERN', pattern: '(' }]))).toBe('BAD_ENTITY_TYPE');
    expect(codeOf(() => trainOn(TRAINING, [...ENTITY_TYPES, ENTITY_TYPES[0]!]))).toBe('BAD_ENTITY_TYPE');
  });
});
