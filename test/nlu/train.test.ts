import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  DEFAULT_PARAMETERS,
  encodeModel,
  evaluate,
  type Example,
  type Model,
  train,
  type TrainingProgress,
} from '../../nlu/index.ts';
import { example, helpDesk } from './help-desk.ts';
import { codeOf, faultsOf } from './promises.ts';

function trainOn(examples: readonly Example[], seed = 1): Model {
  return train({ examples, seed, parameters: DEFAULT_PARAMETERS });
}

/** What a model says of an utterance that eight rows contradict each other about, with these weights for either side. */
function contradicted([library, password]: readonly [number, number]): string | null {
  const rows = Array.from({ length: 4 }, (_, i) => [
    example({ id: `a${i}`, utterance: 'turnstile card', intent: 'library_hours', weight: library }),
    example({ id: `b${i}`, utterance: 'turnstile card', intent: 'reset_password', weight: password }),
  ]);
  return trainOn([...helpDesk(), ...rows.flat()]).interpret('turnstile card').intent;
}

describe('a model of the bilingual help desk', () => {
  const progress: TrainingProgress[] = [];
  let model: Model;
  beforeAll(() => {
    model = train({
      examples: helpDesk({ withOutOfScope: true }),
      seed: 1,
      parameters: DEFAULT_PARAMETERS,
      onProgress: (step) => progress.push(step),
    });
  });

  it.each([
    ['what are the hours of the library', 'library_hours', 'en'],
    ['a que horas fecha a biblioteca', 'library_hours', 'pt-BR'],
    ['i forgot the password of the portal', 'reset_password', 'en'],
    ['esqueci a senha do portal', 'reset_password', 'pt-BR'],
    ['which documents does the scholarship need', 'scholarship', 'en'],
    ['qual o prazo para pedir bolsa', 'scholarship', 'pt-BR'],
    ['where are my grades published', 'grades', 'en'],
    ['onde saem minhas notas', 'grades', 'pt-BR'],
  ])('answers "%s" with %s in %s', (utterance, intent, language) => {
    expect(model.interpret(utterance)).toMatchObject({ intent, language, isOutOfScope: false });
  });

  it('hears the same with and without accents, case and punctuation', () => {
    const { intent, confidence } = model.interpret('Não consigo entrar no portal!');
    expect(model.interpret('nao consigo entrar no PORTAL')).toMatchObject({ intent, confidence });
  });

  it.each(['what is the capital of brazil', 'conte uma piada', 'おはよう', '', '👍', '\ud800\u0000'])(
    'refuses %j as out-of-scope',
    (utterance) => {
      expect(model.interpret(utterance)).toMatchObject({ isOutOfScope: true, isCloseCall: false });
    },
  );

  it('has no confidence in an utterance of which it knows nothing', () => {
    expect(model.interpret('👍').confidence).toBe(0);
  });

  it('ranks the intents it knows, best first, without repeating one', () => {
    const { ranking } = model.interpret('library password');
    expect(new Set(ranking.map(({ intent }) => intent)).size).toBe(4);
    expect(faultsOf(model, 'library password')).toEqual([]);
  });

  it('finds entity spans at their place in the original text', () => {
    const utterance = '👋 meu e-mail é Ana@usp.br, a biblioteca abre amanhã?';
    const { entities } = model.interpret(utterance);
    expect(entities.map(({ type, start, end }) => [type, utterance.slice(start, end)])).toEqual([
      ['email', 'Ana@usp.br'],
      ['date', 'amanhã'],
    ]);
  });

  it('tells each pass, with a fraction that never falls and ends at one', () => {
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(new Set(['features', 'calibrate', 'fit']));
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    for (const { loss, epoch, epochs } of progress) {
      expect(loss).toBeGreaterThanOrEqual(0);
      expect(epoch).toBeLessThanOrEqual(epochs);
    }
  });

  it('keeps what it was decided by: thresholds and their stated cost', () => {
    const { accept, margin, cost } = model.thresholds;
    expect(accept).toBeGreaterThan(0);
    expect(accept).toBeLessThan(1);
    expect(margin).toBeGreaterThanOrEqual(0);
    expect(cost.wrongAnswer).toBeGreaterThan(cost.question);
  });

  it('generalises to utterances that were kept from it', () => {
    const examples = helpDesk();
    const partial = trainOn(examples.filter((_, i) => i % 5 !== 0));
    const kept = examples.filter((_, i) => i % 5 === 0).map((row): Example => ({ ...row, split: 'test' }));
    const { perIntent } = evaluate(partial, kept);
    const hits = kept.filter(({ utterance, intent }) => partial.interpret(utterance).intent === intent).length;
    expect(hits / kept.length).toBeGreaterThan(0.7);
    expect(perIntent).toHaveLength(4);
  });
});

function inLanguages(languageOf: (row: Example, i: number) => string): Model {
  return trainOn(helpDesk().map((row, i) => ({ ...row, language: languageOf(row, i) })));
}

describe('the languages of a model', () => {
  it('are one where tags differ in case, or one of them names no region', () => {
    const names = ['pt', 'pt-BR', 'pt-br', 'pt-BR'];
    const model = inLanguages(({ language }, i) => (language === 'en' ? 'en' : names[i % names.length]!));
    expect(model.languages).toEqual(['en', 'pt-BR']);
    expect(model.interpret('esqueci minha senha').language).toBe('pt-BR');
  });

  it('stay apart where two regions are named', () => {
    const model = inLanguages(({ language }, i) => (language === 'en' ? 'en' : i % 2 ? 'pt-BR' : 'pt-PT'));
    expect(model.languages).toEqual(['en', 'pt-BR', 'pt-PT']);
  });

  it('are not learned from a row of which nobody told it, which teaches its intent all the same', () => {
    const untold = example({ id: 'zz', utterance: 'turnstile card', intent: 'campus_card', language: 'und' });
    const model = trainOn([...helpDesk(), untold]);
    expect(model.languages).toEqual(['en', 'pt-BR']);
    expect(model.interpret('turnstile card').intent).toBe('campus_card');
  });

  it('are undetermined where nobody told any', () => {
    const model = inLanguages(() => 'und');
    expect(model.languages).toEqual(['und']);
    expect(model.interpret('esqueci minha senha')).toMatchObject({ intent: 'reset_password', language: 'und' });
  });
});

describe('train', () => {
  it('gives the same bytes for the same examples, in whatever order, and seed', () => {
    const examples = helpDesk({ withOutOfScope: true });
    const bytes = encodeModel(trainOn(examples));
    expect(encodeModel(trainOn(examples))).toEqual(bytes);
    expect(encodeModel(trainOn(examples.toReversed()))).toEqual(bytes);
    expect(encodeModel(trainOn(examples, 2))).not.toEqual(bytes);
  });

  it('refuses a row of the test split', () => {
    const examples = [...helpDesk(), example({ id: 'leak', split: 'test' })];
    expect(codeOf(() => trainOn(examples))).toBe('TEST_ROW_IN_TRAINING');
  });

  it('does not learn from validation rows', () => {
    const secret = example({ id: 'zz', utterance: 'おはよう', intent: 'grades', split: 'validation' });
    const model = trainOn([...helpDesk(), secret]);
    expect(model.interpret('おはよう')).toMatchObject({ isOutOfScope: true, confidence: 0 });
    const unknown = example({ id: 'zz', utterance: 'good morning', intent: 'greeting', split: 'validation' });
    expect(trainOn([...helpDesk(), unknown]).intents).not.toContain('greeting');
  });

  it('calibrates on the validation split alone where it is large enough', () => {
    const phases = new Set<string>();
    const rows = helpDesk({ withOutOfScope: true });
    const validation = Array.from({ length: 200 }, (_, i) => rows[i % rows.length]!).map((row, i): Example => {
      const outOfScope = i % 8 === 0;
      const utterance = outOfScope ? `banana number ${i}` : `${row.utterance} friend ${i}`;
      return { ...row, id: `v_${i}`, utterance, intent: outOfScope ? null : row.intent, split: 'validation' };
    });
    const model = train({
      examples: [...rows, ...validation],
      seed: 1,
      parameters: DEFAULT_PARAMETERS,
      onProgress: ({ phase }) => phases.add(phase),
    });
    expect(phases.has('calibrate')).toBe(false);
    expect(faultsOf(model, 'when does the library open')).toEqual([]);
  });

  it('lets a correction of full weight outdo a confirmation of little weight', () => {
    expect(contradicted([1, 0.1])).toBe('library_hours');
    expect(contradicted([0.1, 1])).toBe('reset_password');
  });

  it.each([
    ['no examples', []],
    ['out-of-scope examples only', [example({ intent: null })]],
    ['examples without a word', [example({ utterance: '👍' }), example({ utterance: '', id: 'ex_2' })]],
    ['validation examples only', [example({ split: 'validation' })]],
  ])('refuses %s as NO_EXAMPLES', (_, examples) => {
    expect(codeOf(() => trainOn(examples))).toBe('NO_EXAMPLES');
  });

  it.each([
    ['weight', { weight: 0 }],
    ['weight', { weight: Number.NaN }],
    ['weight', { weight: Infinity }],
    ['intent', { intent: '' }],
    ['language', { language: '' }],
  ])('refuses a row of no sound %s', (_, fault) => {
    expect(codeOf(() => trainOn([...helpDesk(), example(fault)]))).toBe('BAD_EXAMPLE');
  });

  it.each([{ C: 0 }, { C: 1e-300 }, { C: 1e300 }, { C: Number.NaN }, { passes: 0 }, { passes: 1.5 }, { folds: 1 }])(
    'refuses parameters %o',
    (fault) => {
      const parameters = { ...DEFAULT_PARAMETERS, ...fault };
      expect(codeOf(() => train({ examples: helpDesk(), seed: 1, parameters }))).toBe('BAD_PARAMETERS');
    },
  );

  it.each([{ C: 1e-6 }, { C: 1e6 }])('makes a sound model with %o and a weight next to nothing', (extreme) => {
    const examples = helpDesk().map((row, i) => ({ ...row, weight: i % 2 === 0 ? Number.MIN_VALUE : 1 }));
    const model = train({ examples, seed: 1, parameters: { ...DEFAULT_PARAMETERS, ...extreme } });
    expect(['', 'where do I see my grades'].flatMap((utterance) => faultsOf(model, utterance))).toEqual([]);
  });

  it('refuses a seed that is no whole number', () => {
    expect(codeOf(() => trainOn(helpDesk(), Number.NaN))).toBe('BAD_PARAMETERS');
  });

  const twoIntents = [
    example({ id: '1', utterance: 'good morning', intent: 'greeting' }),
    example({ id: '2', utterance: 'see you later', intent: 'farewell' }),
  ];
  it.each<[string, readonly Example[]]>([
    ['one example only', [example({})]],
    ['one intent only', helpDesk().filter(({ intent }) => intent === 'grades')],
    ['one example an intent', twoIntents],
    [
      'one example an intent, and out-of-scope ones',
      [...twoIntents, example({ id: '3', utterance: 'rain', intent: null })],
    ],
    ['the same row many times', Array.from({ length: 50 }, () => example({}))],
    ['one utterance under contradictory labels', ['a', 'b', 'c'].map((intent, i) => example({ id: `${i}`, intent }))],
    [
      'every row contradicted as out-of-scope',
      helpDesk().flatMap((row) => [row, { ...row, id: `${row.id}x`, intent: null }]),
    ],
    [
      'an utterance of one megabyte',
      [...twoIntents, example({ id: '4', utterance: 'long story '.repeat(95_000), intent: 'story' })],
    ],
    [
      'a word of one megabyte',
      [...twoIntents, example({ id: '4', utterance: 'z'.repeat(1_000_000), intent: 'story' })],
    ],
    [
      'lone surrogates and control characters',
      [...twoIntents, example({ id: '4', utterance: 'a\ud800b\u0000\u{1d4ae}c\udc00', intent: 'noise' })],
    ],
    ['letters beyond the basic plane', [...twoIntents, example({ id: '4', utterance: '𐐨𐐩𐐪 𠀀𠀁', intent: 'old' })]],
    [
      'weights that are next to nothing',
      helpDesk().map((row, i) => ({ ...row, weight: i % 3 === 0 ? Number.MIN_VALUE : 1 })),
    ],
    ['weights as large as numbers are', helpDesk().map((row) => ({ ...row, weight: Number.MAX_VALUE }))],
    ['weights far apart', twoIntents.map((row, i) => ({ ...row, weight: i === 0 ? 1e-9 : 1e9 }))],
  ])('makes a sound model of %s', (_, examples) => {
    const model = trainOn(examples);
    const megabyte = 'x y '.repeat(250_000);
    const utterances = ['', 'good morning', 'zzz', 'grade', '\udfff', '?', '𐐨𐐩', megabyte];
    expect(utterances.flatMap((utterance) => faultsOf(model, utterance))).toEqual([]);
  });

  it('makes a sound model of anything said under any label', () => {
    const anyExample = fc.record({
      id: fc.string({ maxLength: 3 }),
      utterance: fc.string({ unit: 'binary', maxLength: 20 }),
      intent: fc.constantFrom('a', 'b', null),
      weight: fc.constantFrom(1e-3, 1, 50),
    });
    fc.assert(
      fc.property(fc.array(anyExample, { maxLength: 12 }), fc.string({ unit: 'binary' }), (rows, utterance) => {
        const examples = rows.map((row) => example(row));
        let faults: string[] = [];
        const code = codeOf(() => (faults = faultsOf(trainOn(examples), utterance)));
        expect([undefined, 'NO_EXAMPLES']).toContain(code);
        expect(faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
