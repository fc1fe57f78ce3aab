import { describe, expect, it } from 'vitest';
import { cohenKappa } from '../../nlu/index.ts';

/** The judgements behind a table of counts: a row for what the first said, a column for the second. */
function judgements(table: readonly (readonly number[])[]): [string, string][] {
  return table.flatMap((row, i) =>
    row.flatMap((count, j) => Array.from({ length: count }, (): [string, string] => [`said ${i}`, `said ${j}`])),
  );
}

describe('Cohen’s kappa', () => {
  it('is that of the diagnoses of Fleiss, Levin & Paik 2003, “Statistical Methods for Rates and Proportions”, table 18.1', () => {
    const { items, agreed, kappa } = cohenKappa(
      judgements([
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ]),
    );
    expect([items, agreed]).toEqual([100, 89]);
    expect(kappa?.value).toBeCloseTo(0.68, 2);
    expect(kappa!.value - kappa!.low).toBeCloseTo(1.96 * 0.0877, 3);
  });

  it('is that of Fleiss, Cohen & Everitt 1969, with its variance', () => {
    const { kappa } = cohenKappa(
      judgements([
        [106, 10, 4],
        [22, 28, 10],
        [2, 12, 6],
      ]),
    );
    expect(kappa?.value).toBeCloseTo(0.429, 3);
    expect(((kappa!.high - kappa!.low) / 2 / 1.959964) ** 2).toBeCloseTo(0.002885, 5);
  });

  it('is 1 where both always say the same, 0 where they agree as by chance, and less where they agree less', () => {
    expect(
      cohenKappa(
        judgements([
          [5, 0],
          [0, 5],
        ]),
      ).kappa,
    ).toEqual({ value: 1, low: 1, high: 1 });
    expect(
      cohenKappa(
        judgements([
          [5, 5],
          [5, 5],
        ]),
      ).kappa?.value,
    ).toBeCloseTo(0, 12);
    expect(
      cohenKappa(
        judgements([
          [0, 5],
          [5, 0],
        ]),
      ).kappa?.value,
    ).toBe(-1);
  });

  it('is not there without items, or where both only ever say one thing', () => {
    expect(cohenKappa([])).toEqual({ items: 0, agreed: 0, kappa: null });
    expect(cohenKappa(judgements([[7]]))).toEqual({ items: 7, agreed: 7, kappa: null });
  });
});
