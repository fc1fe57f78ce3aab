import { describe, expect, it } from 'vitest';
import { bootstrap, NluError } from '../../nlu/index.ts';
import { Rng } from '../../nlu/rng.ts';

const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

/** Items on which two models are right together, one by one, or not at all. */
function paired(counts: { both: number; firstOnly: number; secondOnly: number; neither: number }) {
  const { both, firstOnly, secondOnly, neither } = counts;
  return {
    actual: times(both + firstOnly + secondOnly + neither, 'a'),
    candidate: [...times(both + firstOnly, 'a'), ...times(secondOnly + neither, 'b')],
    champion: [...times(both, 'a'), ...times(firstOnly, 'b'), ...times(secondOnly, 'a'), ...times(neither, 'b')],
  };
}

describe('bootstrap', () => {
  it('is near Newcombe’s interval for the paired example of Cavo et al. 2012', () => {
    // −0.1186 to −0.0046, see statistics.test.ts: two methods that make no use of each other.
    const { accuracyDifference } = bootstrap(paired({ both: 59, firstOnly: 6, secondOnly: 16, neither: 80 }));
    expect(accuracyDifference?.value).toBeCloseTo(-0.0621, 4);
    expect(accuracyDifference?.low).toBeCloseTo(-0.1186, 1.8);
    expect(accuracyDifference?.high).toBeCloseTo(-0.0046, 1.8);
  });

  it('has figures that agree with a count by hand', () => {
    const { f1, macroF1 } = bootstrap({
      actual: ['a', 'a', 'a', 'b', 'b', null],
      candidate: ['a', 'a', 'b', 'b', null, 'b'],
      champion: null,
    });
    expect(f1.get('a')?.value).toBeCloseTo(0.8, 12);
    expect(f1.get('b')?.value).toBeCloseTo(0.4, 12);
    expect(macroF1.value).toBeCloseTo(0.6, 12);
    for (const { low, value, high } of [...f1.values(), macroF1]) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  });

  it('gives the same intervals for the same seed, and is of no width where all is right', () => {
    const items = paired({ both: 40, firstOnly: 9, secondOnly: 3, neither: 8 });
    expect(bootstrap(items, { seed: 7 })).toEqual(bootstrap(items, { seed: 7 }));
    expect(bootstrap(items, { seed: 7 })).not.toEqual(bootstrap(items, { seed: 8 }));
    const perfect = bootstrap({ actual: ['a', 'b', 'a'], candidate: ['a', 'b', 'a'], champion: null });
    expect(perfect.macroF1).toEqual({ value: 1, low: 1, high: 1 });
  });

  it('covers the truth in nearly 95 of 100 experiments', () => {
    const rng = new Rng(11);
    const truth = 0.1;
    let covered = 0;
    const experiments = 300;
    for (let e = 0; e < experiments; e++) {
      // The candidate is right with 0.8, the champion with 0.7, independently.
      const draw = (p: number) => Array.from({ length: 200 }, () => (rng.below(1_000) < p * 1_000 ? 'a' : 'b'));
      const items = { actual: Array.from({ length: 200 }, () => 'a'), candidate: draw(0.8), champion: draw(0.7) };
      const { accuracyDifference } = bootstrap(items, { replicates: 400, seed: e + 1 });
      if (accuracyDifference && accuracyDifference.low <= truth && truth <= accuracyDifference.high) covered++;
    }
    // 95 % less three standard errors of a share over 300 experiments.
    expect(covered / experiments).toBeGreaterThan(0.912);
  });

  it('has no difference without a champion, and refuses answers that fit no items', () => {
    expect(bootstrap({ actual: ['a'], candidate: ['a'], champion: null }).accuracyDifference).toBeNull();
    expect(() => bootstrap({ actual: ['a'], candidate: [], champion: null })).toThrow(NluError);
  });
});
