import { describe, expect, it } from 'vitest';
import {
  type Crew,
  DEFAULT_PARAMETERS,
  encodeModel,
  encodeTrainingState,
  type Example,
  type Model,
  runFit,
  train,
  type TrainingInput,
  type TrainingProgress,
  trainWith,
  type UnlabelledUtterance,
} from '../../nlu/index.ts';
import { example, helpDesk } from './help-desk.ts';
import { codeOf, faultsOf } from './promises.ts';

const examples = helpDesk({ withOutOfScope: true });
const here: Crew = { size: 1, run: (task, onStep) => Promise.resolve(runFit(task, onStep)) };

/** Words that no example shows, always beside some that say which intent they go with. */
const heard: UnlabelledUtterance[] = [
  'I forgot my password and the authenticator',
  'how do I reset my password with the authenticator',
  'send me a new password by the authenticator',
  'my account is locked by the authenticator',
  'the authenticator says wrong password',
  'is the library annex open on saturday',
  'what time does the library annex close',
  'opening hours of the library annex please',
].map((utterance, i) => ({ id: `turn_${i}`, utterance }));

function inputOf(given: Partial<TrainingInput> = {}): TrainingInput {
  return { examples, unlabelled: heard, seed: 1, parameters: DEFAULT_PARAMETERS, ...given };
}
const bytesOf = (given: Partial<TrainingInput> = {}) => encodeModel(train(inputOf(given)));

describe('training beside unlabelled utterances', () => {
  it('learns words that no label has shown from what is said with them', () => {
    const [alone, beside] = [train(inputOf({ unlabelled: [] })), train(inputOf())];
    for (const [word, intent] of [
      ['authenticator', 'reset_password'],
      ['annex', 'library_hours'],
    ] as const) {
      const sureness = (model: Model) => model.interpret(word).ranking.find((one) => one.intent === intent)?.confidence;
      expect(beside.interpret(word).intent).toBe(intent);
      expect(sureness(beside)).toBeGreaterThan(2 * (sureness(alone) ?? 0));
    }
    for (const { utterance, intent } of examples.filter((row) => row.intent !== null))
      expect(beside.interpret(utterance).intent).toBe(intent);
    expect(heard.flatMap(({ utterance }) => faultsOf(beside, utterance))).toEqual([]);
  });

  it('weighs a guess less than a label', () => {
    const corrected = example({ id: 'zz', utterance: 'annex', intent: 'grades' });
    expect(train(inputOf({ examples: [...examples, corrected] })).interpret('annex').intent).toBe('grades');
  });

  it('gives the same bytes in whatever order they come, by whoever does the tasks', async () => {
    const bytes = bytesOf();
    expect(bytesOf({ unlabelled: heard.toReversed() })).toEqual(bytes);
    const backwards: Crew = {
      size: 2,
      run: async (task, onStep) => {
        await new Promise((resolve) => setImmediate(resolve));
        return runFit(structuredClone(task), onStep);
      },
    };
    const [one, two] = [await trainWith(inputOf(), here), await trainWith(inputOf(), backwards)];
    expect(encodeModel(one.model)).toEqual(bytes);
    expect(encodeModel(two.model)).toEqual(bytes);
    expect(encodeTrainingState(two.state)).toEqual(encodeTrainingState(one.state));
  });

  it.each<[string, readonly UnlabelledUtterance[]]>([
    ['is near-equal to an example of any split', [...examples.slice(0, 9), example({ utterance: 'Library, OPEN?' })]],
    [
      'has no words',
      [
        { id: 'a', utterance: '' },
        { id: 'b', utterance: '👍' },
        { id: 'c', utterance: '\ud800' },
      ],
    ],
    ['says nothing that the model knows', [{ id: 'a', utterance: 'zzyzx qwrtp' }]],
    ['is surely out-of-scope', [{ id: 'a', utterance: 'tell me a joke about dogs' }]],
  ])('learns nothing from what %s', (_, unlabelled) => {
    const validated = [
      ...examples,
      example({ id: 'v', utterance: 'library open', intent: 'library_hours', split: 'validation' }),
    ];
    const said = unlabelled.map(({ id, utterance }) => ({ id, utterance: utterance.toUpperCase() }));
    expect(bytesOf({ examples: validated, unlabelled: said })).toEqual(
      bytesOf({ examples: validated, unlabelled: [] }),
    );
  });

  it('counts near-equal utterances once', () => {
    const twice = [...heard, ...heard.map(({ id, utterance }) => ({ id: `${id}_again`, utterance: `${utterance}!` }))];
    expect(bytesOf({ unlabelled: twice })).toEqual(bytesOf());
  });

  it('lets no label that was taken back live on in what it once made others guess', async () => {
    const lie = example({ id: 'lie', utterance: 'opening hours of the library annex', intent: 'grades', weight: 3 });
    const before = await trainWith(inputOf({ examples: [...examples, lie] }), here);
    const parameters = { ...DEFAULT_PARAMETERS, parentVersion: 'version_1' };
    const { model: warm } = await trainWith(inputOf({ parameters, parent: before.state }), here);
    const cold = train(inputOf());
    // As for any warm start: the solver stops within 0.1 of the optimum's gradients.
    for (const utterance of ['annex', 'library annex', 'authenticator', 'opening times', 'minha nota'])
      expect(warm.interpret(utterance).confidence).toBeCloseTo(cold.interpret(utterance).confidence, 1);
    expect(warm.interpret('library annex').intent).toBe('library_hours');
  });

  it('tells of the teachers, with a fraction that never falls and ends at one', () => {
    const progress: TrainingProgress[] = [];
    train(inputOf({ onProgress: (step) => progress.push(step) }));
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual(['features', 'guess', 'calibrate', 'fit']);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it.each<[string, readonly Example[]]>([
    ['one intent only', examples.filter(({ intent }) => intent === 'reset_password')],
    [
      'one example an intent',
      [example({ utterance: 'wrong password' }), example({ id: 'b', utterance: 'library open', intent: 'hours' })],
    ],
  ])('makes a sound model of %s', (_, few) => {
    const model = train(inputOf({ examples: few }));
    expect(['', 'library', 'authenticator'].flatMap((utterance) => faultsOf(model, utterance))).toEqual([]);
  });

  it('wants the encoder’s vector of an utterance as of an example', () => {
    const vector = Float32Array.of(1, 0);
    const encoded = inputOf({
      examples: examples.map((row) => ({ ...row, vector })),
      parameters: { ...DEFAULT_PARAMETERS, encoder: { name: 'tiny', sha256: 'ab' } },
    });
    expect(codeOf(() => train(encoded))).toBe('BAD_EXAMPLE');
    expect(() => train({ ...encoded, unlabelled: heard.map((one) => ({ ...one, vector })) })).not.toThrow();
  });
});
