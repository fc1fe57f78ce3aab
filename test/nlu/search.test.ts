import { describe, expect, it } from 'vitest';
import {
  chooseTrial,
  TrialJudge,
  DEFAULT_PARAMETERS,
  DEFAULT_TRIAL,
  drawTrials,
  encodeModel,
  evaluate,
  type Example,
  planRungs,
  scoreOf,
  SEARCH_FOLDS,
  type Searched,
  searchSpaceOf,
  type Standing,
  survivorsOf,
  train,
} from '../../nlu/index.ts';
import { example } from './help-desk.ts';
import { noisyDesk } from './noisy-desk.ts';
import { codeOf } from './promises.ts';

const FAST = searchSpaceOf('fast');

const standing = (number: number, right: number): Standing => ({ number, right, judged: 100 });

/** What the pipeline does with workflows, one trial after another in the order given. */
function search(examples: readonly Example[], trials: readonly Searched[], order: (numbers: number[]) => number[]) {
  const validation = new TrialJudge({ examples, folds: SEARCH_FOLDS, seed: 1 });
  let standings: Standing[] = trials.map((_, i) => ({ number: i + 1, right: 0, judged: 0 }));
  let from = 0;
  for (const { folds, survivors } of planRungs(trials.length)) {
    const judged = new Map<number, Standing>();
    for (const number of order(standings.map((own) => own.number))) {
      let { right, judged: count } = standings.find((own) => own.number === number) as Standing;
      for (let fold = from; fold < folds; fold++) {
        const score = validation.judge({ ...DEFAULT_PARAMETERS, ...trials[number - 1] }, fold);
        right += score.right;
        count += score.judged;
      }
      judged.set(number, { number, right, judged: count });
    }
    standings = [...judged.values()];
    from = folds;
    if (folds === SEARCH_FOLDS) break;
    const next = new Set(survivorsOf(standings, survivors));
    standings = standings.filter(({ number }) => next.has(number));
  }
  return { chosen: chooseTrial(standings), standings };
}

describe('the trials of a search', () => {
  it('begin with the parameters that hold without one', () => {
    expect(drawTrials(FAST, { count: 1, seed: 7 })).toEqual([
      { C: 1, longestWords: 2, longestChars: 4, pairWeight: 0.7 },
    ]);
    const examples = noisyDesk({ count: 20, seed: 1 });
    const bytesWith = (chosen: Searched | object, recipe: 'fast' | 'best') =>
      encodeModel(train({ examples, seed: 1, parameters: { ...DEFAULT_PARAMETERS, recipe, folds: 2, ...chosen } }));
    for (const recipe of ['fast', 'best'] as const) {
      const [usual] = drawTrials(searchSpaceOf(recipe), { count: 1, seed: 7 });
      expect(bytesWith(usual ?? {}, recipe)).toEqual(bytesWith({}, recipe));
    }
  });

  it('are drawn by the seed alone, and fewer are the first of more', () => {
    const trials = drawTrials(FAST, { count: 20, seed: 3 });
    expect(trials).toHaveLength(20);
    expect(drawTrials(FAST, { count: 20, seed: 3 })).toEqual(trials);
    expect(drawTrials(FAST, { count: 5, seed: 3 })).toEqual(trials.slice(0, 5));
    expect(drawTrials(FAST, { count: 20, seed: 4 })).not.toEqual(trials);
  });

  it('differ from each other and can all be trained with', () => {
    const examples = noisyDesk({ count: 20, seed: 1 });
    for (const recipe of ['fast', 'best'] as const) {
      const trials = drawTrials(searchSpaceOf(recipe), { count: 12, seed: 5 });
      expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBe(12);
      for (const trial of recipe === 'fast' ? trials : trials.slice(0, 3))
        expect(
          codeOf(() => train({ examples, seed: 1, parameters: { ...DEFAULT_PARAMETERS, recipe, folds: 2, ...trial } })),
        ).toBeUndefined();
    }
  });

  it('are as many as the space holds', () => {
    const space = { longestChars: { kind: 'choice', among: [3, 4], default: 4 } } as const;
    expect(drawTrials(space, { count: 9, seed: 1 })).toEqual([{ longestChars: 4 }, { longestChars: 3 }]);
  });

  it('spread a cost evenly over its orders of magnitude', () => {
    const costs = drawTrials(FAST, { count: 1_000, seed: 1 }).map(({ C }) => C);
    // Half of what is drawn lies below the geometric mean of 0.05 and 20.
    expect(costs.filter((C) => C < 1).length / costs.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...costs)).toBeGreaterThanOrEqual(0.05);
    expect(Math.max(...costs)).toBeLessThanOrEqual(20);
  });
});

describe('successive halving', () => {
  it('deals out what the worked example of Hyperband does', () => {
    // Li et al. 2018, table 1 (R = 81, η = 3), the brackets s = 4 and s = 0.
    expect(planRungs(81, 81)).toEqual([
      { folds: 1, survivors: 27 },
      { folds: 3, survivors: 9 },
      { folds: 9, survivors: 3 },
      { folds: 27, survivors: 1 },
      { folds: 81, survivors: 1 },
    ]);
    expect(planRungs(2, 81)).toEqual([{ folds: 81, survivors: 1 }]);
  });

  it('ends at all folds, however many trials there are', () => {
    for (let count = 1; count <= 100; count++) {
      const rungs = planRungs(count);
      expect(rungs.at(-1)).toEqual({ folds: SEARCH_FOLDS, survivors: 1 });
      expect(rungs.map(({ folds }) => folds)).toEqual(rungs.map(({ folds }) => folds).toSorted((a, b) => a - b));
    }
    expect(planRungs(9).map(({ folds }) => folds)).toEqual([1, 3, 9]);
  });

  it('lets the best go on, and the default trial whatever its score', () => {
    const standings = [standing(1, 10), standing(2, 80), standing(3, 90), standing(4, 80)];
    expect(survivorsOf(standings, 1)).toEqual([1, 3]);
    expect(survivorsOf(standings, 2)).toEqual([1, 2, 3]);
    expect(survivorsOf(standings, 4)).toEqual([1, 2, 3, 4]);
  });

  it('chooses no trial that is not better than the default, nor one that was not compared with it', () => {
    expect(chooseTrial([standing(1, 80), standing(2, 80)])).toBe(1);
    expect(chooseTrial([standing(1, 80), standing(2, 81), standing(3, 81)])).toBe(2);
    expect(chooseTrial([standing(2, 99)])).toBe(DEFAULT_TRIAL);
    expect(chooseTrial([])).toBe(DEFAULT_TRIAL);
    expect(
      chooseTrial([
        { number: 1, right: 0, judged: 0 },
        { number: 2, right: 0, judged: 0 },
      ]),
    ).toBe(DEFAULT_TRIAL);
  });
});

describe('a cross-validation of parameters', () => {
  const parameters = DEFAULT_PARAMETERS;
  const examples = noisyDesk({ count: 90, seed: 2 });

  it('predicts every training row once, and leaves validation rows alone', () => {
    const folds = [...Array(SEARCH_FOLDS).keys()];
    const judge = (rows: readonly Example[]) => {
      const validation = new TrialJudge({ examples: rows, folds: SEARCH_FOLDS, seed: 1 });
      return folds.map((fold) => validation.judge(parameters, fold));
    };
    const scores = judge(examples);
    expect(scores.reduce((sum, { judged }) => sum + judged, 0)).toBe(90);
    const others = noisyDesk({ count: 40, seed: 9 }).map((row) => ({ ...row, id: `v${row.id}`, split: 'validation' }));
    expect(judge([...examples, ...(others as Example[])])).toEqual(scores);
  });

  it('refuses test rows and parameters that mean nothing, with a code', () => {
    const test = [...examples, example({ id: 'locked', split: 'test' })];
    expect(codeOf(() => new TrialJudge({ examples: test, folds: 9, seed: 1 }))).toBe('TEST_ROW_IN_TRAINING');
    const validation = new TrialJudge({ examples, folds: 9, seed: 1 });
    for (const wrong of [
      { C: 0 },
      { longestWords: 4 },
      { longestWords: 1.5 },
      { longestChars: 1 },
      { pairWeight: -1 },
      { epochFactor: NaN },
      { gramDropout: 1 },
    ])
      expect(codeOf(() => validation.judge({ ...parameters, ...wrong }, 0))).toBe('BAD_PARAMETERS');
  });

  it.each<[string, readonly Example[]]>([
    ['one example', [example({})]],
    ['one intent', [example({}), example({ id: '2', utterance: 'other words' })]],
    ['contradictions', ['a', 'b', 'c'].map((intent, i) => example({ id: `${i}`, intent }))],
  ])('says something sound of %s', (_, rows) => {
    const validation = new TrialJudge({ examples: rows, folds: SEARCH_FOLDS, seed: 1 });
    for (let fold = 0; fold < SEARCH_FOLDS; fold++) {
      const { right, judged } = validation.judge(parameters, fold);
      expect(right).toBeLessThanOrEqual(judged);
      expect(scoreOf({ right, judged })).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('a search', () => {
  const examples = noisyDesk({ count: 300, seed: 5 });
  const trials = drawTrials(FAST, { count: 9, seed: 1 });

  it('finds a lower cost where labels are wrong, and the model is better on what it has not seen', () => {
    const { chosen, standings } = search(examples, trials, (numbers) => numbers);
    const usual = standings.find(({ number }) => number === DEFAULT_TRIAL) as Standing;
    const best = standings.find(({ number }) => number === chosen) as Standing;
    expect(trials[chosen - 1]?.C).toBeLessThan(0.5);
    // All rows predicted: 119 rightly by default, as tried by hand.
    expect(usual).toEqual({ number: DEFAULT_TRIAL, right: 119, judged: 300 });
    expect(scoreOf(best)).toBeGreaterThan(scoreOf(usual) + 0.05);

    const unseen = noisyDesk({ count: 1_000, seed: 99, wrong: 0 });
    const accuracyOf = (trial: Searched | undefined) =>
      evaluate(train({ examples, seed: 1, parameters: { ...DEFAULT_PARAMETERS, ...trial } }), unseen).accuracy.value;
    expect(accuracyOf(trials[chosen - 1])).toBeGreaterThan(accuracyOf(trials[0]) + 0.05);
  });

  it('chooses the same, in whatever order its trials end', () => {
    expect(search(examples, trials, (numbers) => numbers.toReversed()).chosen).toBe(
      search(examples, trials, (numbers) => numbers).chosen,
    );
  });
});
