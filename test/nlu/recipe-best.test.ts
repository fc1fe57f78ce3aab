import { describe, expect, it } from 'vitest';
import { type Crew, DEFAULT_PARAMETERS, encodeModel, type Example, runFit, train, trainWith } from '../../nlu/index.ts';
import { example, helpDesk } from './help-desk.ts';
import { faultsOf } from './promises.ts';

const BEST = { ...DEFAULT_PARAMETERS, recipe: 'best', folds: 2 } as const;

/** Does tasks as a thread would: each a copy without its classes, the last begun done first. */
const strangers: Crew = {
  size: 3,
  run: (task, onStep) =>
    new Promise((resolve) => {
      const copy = structuredClone(task);
      setTimeout(() => resolve(structuredClone(runFit(copy, onStep))), copy.kind === 'svm' ? 4 : 0);
    }),
};

describe('the recipe best', () => {
  const rows = helpDesk({ withOutOfScope: true }).filter((_, i) => i % 3 === 0);

  it('answers as it should, and tells of each of its parts', () => {
    const parts = new Set<string>();
    const fractions: number[] = [];
    const model = train({
      examples: helpDesk({ withOutOfScope: true }),
      seed: 1,
      parameters: BEST,
      onProgress: ({ part, fraction, loss }) => {
        parts.add(part);
        fractions.push(fraction);
        expect(loss).toBeGreaterThanOrEqual(0);
      },
    });
    expect(parts).toEqual(new Set(['features', 'linear', 'characters', 'pairs', 'text']));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(model.interpret('esqueci a senha do portal').intent).toBe('reset_password');
    expect(model.interpret('when doez the libary open').intent).toBe('library_hours');
    const megabyte = 'x y '.repeat(250_000);
    expect(['', 'zzz', '\ud800', '𐐨𐐩', megabyte].flatMap((text) => faultsOf(model, text))).toEqual([]);
  });

  it.each<[string, readonly Example[]]>([
    ['one example', [example({})]],
    ['contradictions', ['a', 'b', 'c'].map((intent, i) => example({ id: `${i}`, intent }))],
    ['weights far apart', ['a', 'b'].map((intent, i) => example({ id: `${i}`, intent, weight: i === 0 ? 1e-9 : 1e9 }))],
    ['a word of one megabyte', [example({}), example({ id: '2', intent: 'b', utterance: 'z'.repeat(1_000_000) })]],
  ])('makes a sound model of %s', (_, examples) => {
    const model = train({ examples, seed: 1, parameters: BEST });
    expect(['', 'good morning', 'zzz'].flatMap((utterance) => faultsOf(model, utterance))).toEqual([]);
  });

  it('gives the same bytes, whoever does its tasks and in whatever order', async () => {
    const input = { examples: rows, seed: 3, parameters: BEST };
    const { model } = await trainWith(input, strangers);
    expect(encodeModel(model)).toEqual(encodeModel(train(input)));
  });
});
