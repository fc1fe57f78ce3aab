import { describe, expect, it } from 'vitest';
import { compare, NluError } from '../../nlu/index.ts';
import {
  fisherExactLower,
  mcNemarMidP,
  normalQuantile,
  pairedDifference,
  wilsonInterval,
} from '../../nlu/statistics.ts';

// Airway hyper-responsiveness before and after stem cell transplantation (Bentur et al. 2009), and complete response before and after
// consolidation (Cavo et al. 2012): the worked examples of Fagerland, Lydersen & Laake 2013 (doi 10.1186/1471-2288-13-91) and of
// chapter 8 of "Statistical Analysis of Contingency Tables", whose R package "contingencytables" prints the intervals.
const BENTUR = { both: 1, firstOnly: 1, secondOnly: 7, neither: 12 };
const CAVO = { both: 59, firstOnly: 6, secondOnly: 16, neither: 80 };

describe('normalQuantile', () => {
  it.each([
    [0.975, 1.959964],
    [0.5, 0],
    [0.001, -3.090232],
    [0.9999, 3.719016],
  ])('of %f is %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 5);
  });
});

describe('fisherExactLower', () => {
  it('is 17 in 70 for the lady who told three of four cups (Fisher 1935), and sums all ways to have as few', () => {
    expect(fisherExactLower({ hits: 1, trials: 4 }, { hits: 3, trials: 4 })).toBeCloseTo(17 / 70, 12);
    expect(fisherExactLower({ hits: 0, trials: 4 }, { hits: 4, trials: 4 })).toBeCloseTo(1 / 70, 12);
    expect(fisherExactLower({ hits: 4, trials: 4 }, { hits: 0, trials: 4 })).toBeCloseTo(1, 12);
    expect(fisherExactLower({ hits: 0, trials: 4 }, { hits: 0, trials: 4 })).toBeCloseTo(1, 12);
  });

  it('stays right where factorials overflow', () => {
    const pValue = fisherExactLower({ hits: 550, trials: 1_000 }, { hits: 7_000, trials: 10_000 });
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-15);
  });
});

describe('wilsonInterval', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.value).toBe(successes / trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('knows nothing of no trials', () => {
    expect(wilsonInterval(0, 0)).toEqual({ value: 0, low: 0, high: 1 });
  });
});

describe('mcNemarMidP', () => {
  it('is 0.0391 where Fagerland et al. find 0.0391', () => {
    expect(mcNemarMidP(BENTUR)).toBeCloseTo(0.0391, 4);
  });

  it('is what its definition gives for 12 against 2', () => {
    // 2 · [P(0) + P(1)] + P(2) with P(k) = C(14, k) / 2¹⁴: (2 · 15 + 91) / 16384
    expect(mcNemarMidP({ both: 20, firstOnly: 12, secondOnly: 2, neither: 16 })).toBeCloseTo(121 / 16_384, 12);
  });

  it('is 1 where the two err as often, and never more', () => {
    expect(mcNemarMidP({ both: 5, firstOnly: 0, secondOnly: 0, neither: 0 })).toBe(1);
    expect(mcNemarMidP({ both: 0, firstOnly: 40, secondOnly: 40, neither: 0 })).toBeCloseTo(1, 9);
  });

  it('does not underflow for thousands of differing items', () => {
    const p = mcNemarMidP({ both: 0, firstOnly: 2_050, secondOnly: 1_950, neither: 0 });
    // The normal approximation, (100 / √4000), gives 0.1138.
    expect(p).toBeCloseTo(0.1138, 3);
  });
});

describe('pairedDifference', () => {
  it('is −0.0621 in −0.1186 to −0.0046 for Cavo et al.', () => {
    const { value, low, high } = pairedDifference(CAVO);
    expect(value).toBeCloseTo(-0.0621, 4);
    expect(low).toBeCloseTo(-0.1186, 4);
    expect(high).toBeCloseTo(-0.0046, 4);
  });

  it('covers the true difference as often as it says', () => {
    // Enumerated, not drawn: all tables of 12 pairs under p(first only) = 0.3, p(second only) = 0.1, p(both) = 0.4.
    const p = { both: 0.4, firstOnly: 0.3, secondOnly: 0.1, neither: 0.2 };
    const n = 12;
    const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
    let coverage = 0;
    for (let both = 0; both <= n; both++) {
      for (let firstOnly = 0; both + firstOnly <= n; firstOnly++) {
        for (let secondOnly = 0; both + firstOnly + secondOnly <= n; secondOnly++) {
          const neither = n - both - firstOnly - secondOnly;
          const { low, high } = pairedDifference({ both, firstOnly, secondOnly, neither });
          if (low > 0.2 || high < 0.2) continue;
          const ways =
            factorial(n) / (factorial(both) * factorial(firstOnly) * factorial(secondOnly) * factorial(neither));
          coverage +=
            ways * p.both ** both * p.firstOnly ** firstOnly * p.secondOnly ** secondOnly * p.neither ** neither;
        }
      }
    }
    expect(coverage).toBeGreaterThan(0.93);
    expect(coverage).toBeLessThan(0.99);
  });

  it('is the mirror image of itself with the two exchanged', () => {
    const there = pairedDifference(BENTUR);
    const back = pairedDifference({ ...BENTUR, firstOnly: BENTUR.secondOnly, secondOnly: BENTUR.firstOnly });
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.low).toBeCloseTo(-there.high, 12);
    expect(back.high).toBeCloseTo(-there.low, 12);
  });
});

/** Judgements of `pairs` items, as [candidate, champion] with how often. */
function judged(pairs: readonly (readonly [boolean, boolean, number])[]) {
  const all = pairs.flatMap(([candidate, champion, times]) =>
    Array.from({ length: times }, () => [candidate, champion] as const),
  );
  return [all.map(([candidate]) => candidate), all.map(([, champion]) => champion)] as const;
}

describe('compare', () => {
  it.each([
    ['IMPROVED', 15, 3],
    ['NO_MEASURABLE_CHANGE', 5, 3],
    ['NO_MEASURABLE_CHANGE', 4, 4],
    ['WORSE_WITHIN_NOISE', 3, 5],
    ['SIGNIFICANTLY_WORSE', 3, 15],
  ] as const)(
    'says %s where only the candidate is right %i times and only the champion %i times',
    (verdict, better, worse) => {
      const [candidate, champion] = judged([
        [true, true, 80],
        [true, false, better],
        [false, true, worse],
        [false, false, 5],
      ]);
      const comparison = compare(candidate, champion);
      expect(comparison.verdict).toBe(verdict);
      expect(comparison.discordant).toEqual({ candidateOnly: better, championOnly: worse });
      expect(comparison.support).toBe(85 + better + worse);
      expect(comparison.difference.value).toBeCloseTo(comparison.candidateAccuracy - comparison.championAccuracy, 12);
    },
  );

  it('finds no change over no items', () => {
    expect(compare([], [])).toMatchObject({ verdict: 'NO_MEASURABLE_CHANGE', pValue: 1, support: 0 });
  });

  it('refuses judgements of different items', () => {
    expect(() => compare([true], [])).toThrow(expect.objectContaining({ code: 'UNPAIRED_ITEMS' }));
    expect(() => compare([true], [])).toThrow(NluError);
  });

  it('asks for more evidence at a smaller alpha', () => {
    const [candidate, champion] = judged([
      [true, true, 80],
      [true, false, 10],
      [false, true, 2],
    ]);
    expect(compare(candidate, champion).verdict).toBe('IMPROVED');
    expect(compare(candidate, champion, { alpha: 0.001 }).verdict).toBe('NO_MEASURABLE_CHANGE');
  });
});
