import { describe, expect, it } from 'vitest';
import { Rng } from '../../../nlu/rng.ts';
import type { Cell } from '../../../subgraphs/models/quality/cells.ts';
import { differenceOf, postStratified, weightedShare } from '../../../subgraphs/models/quality/estimate.ts';
import { correctionsFor, figuresOf, recallOf } from '../../../subgraphs/models/quality/figures.ts';

function cell(change: Partial<Cell>): Cell {
  return {
    at: new Date('2026-11-22'),
    modelVersionId: 'version_1',
    intent: 'grades',
    tags: [],
    replyKind: 'ANSWER',
    bin: 4,
    outcome: null,
    correctedIntent: null,
    turns: 1,
    confidenceSum: 0.9,
    outOfScope: 0,
    ...change,
  };
}
const helpful = ({ outcome }: Cell) => outcome === 'HELPFUL';
/** The rate of some helpful turns among others, each for itself. */
const rate = (hits: number, turns: number) =>
  weightedShare(
    [cell({ outcome: 'HELPFUL', turns: hits }), cell({ outcome: 'UNHELPFUL', turns: turns - hits })],
    () => 1,
    helpful,
  )!;
const spoken = (cells: readonly Cell[]) => cells.filter(({ outcome }) => outcome !== null);

describe('post-stratification', () => {
  it('gives the worked example: two strata, one of which speaks five times as often', () => {
    // 100 confident turns of which 10 spoke and 9 were helped; 100 unsure ones of which 50 spoke and 10 were helped.
    const cells = [
      cell({ turns: 90 }),
      cell({ outcome: 'HELPFUL', turns: 9 }),
      cell({ outcome: 'UNHELPFUL', turns: 1 }),
      cell({ bin: 1, turns: 50 }),
      cell({ bin: 1, outcome: 'HELPFUL', turns: 10 }),
      cell({ bin: 1, outcome: 'UNHELPFUL', turns: 40 }),
    ];
    const weight = postStratified(cells, ({ outcome }) => outcome !== null);
    expect(weight(cell({}))).toBe(10);
    expect(weight(cell({ bin: 1 }))).toBe(2);
    // As counted 19 of 60; of all turns (0.9 + 0.2) / 2.
    expect(weightedShare(spoken(cells), weight, helpful)?.value).toBeCloseTo(0.55, 12);
  });

  it('lets few voices speak with their neighbours', () => {
    const cells = [
      cell({ bin: 0, turns: 20 }),
      cell({ bin: 0, outcome: 'UNHELPFUL', turns: 2 }),
      cell({ bin: 1, turns: 10 }),
      cell({ bin: 1, outcome: 'HELPFUL', turns: 8 }),
      cell({ bin: 2, outcome: 'HELPFUL', turns: 1 }),
      cell({ bin: 2, turns: 3 }),
    ];
    const weight = postStratified(cells, ({ outcome }) => outcome !== null);
    expect([0, 1, 2].map((bin) => weight(cell({ bin })))).toEqual([4, 4, 4]);
  });

  it('says nothing where nobody spoke', () => {
    const cells = [cell({ turns: 7 })];
    const weight = postStratified(cells, ({ outcome }) => outcome !== null);
    expect(weightedShare(spoken(cells), weight, helpful)).toBeNull();
    expect(figuresOf(cells, correctionsFor(cells), null)).toMatchObject({ turns: 7, feedback: 0, precision: null });
  });

  it('covers the true rate in 95 of 100 periods where the angry speak up, as the count does not', () => {
    let [covered, coveredByCount] = [0, 0];
    const PERIODS = 400;
    for (let seed = 0; seed < PERIODS; seed++) {
      const rng = new Rng(seed);
      const counts = new Map<string, number>();
      let truth = 0;
      const TURNS = 2_000;
      for (let i = 0; i < TURNS; i++) {
        const bin = Math.floor((rng.nextUint32() / 2 ** 32) * 5);
        const isHelpful = rng.nextUint32() / 2 ** 32 < 0.35 + 0.14 * bin;
        truth += isHelpful ? 1 / TURNS : 0;
        const speaks = rng.nextUint32() / 2 ** 32 < 0.3 - 0.06 * bin;
        const key = `${bin} ${speaks ? (isHelpful ? 'HELPFUL' : 'UNHELPFUL') : ''}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const cells = [...counts].map(([key, turns]) => {
        const [bin, outcome] = key.split(' ');
        return cell({ bin: Number(bin), outcome: (outcome || null) as Cell['outcome'], turns });
      });
      const { estimatedHelpfulRate: estimate, helpfulRate: count } = figuresOf(cells, correctionsFor(cells), null);
      if (estimate && estimate.low <= truth && truth <= estimate.high) covered++;
      if (count && count.low <= truth && truth <= count.high) coveredByCount++;
    }
    expect(covered / PERIODS).toBeGreaterThanOrEqual(0.93);
    expect(coveredByCount / PERIODS).toBeLessThan(0.1);
  });
});

describe('precision and recall', () => {
  it('count a correction against the predicted intent and for the one that was meant', () => {
    const cells = [
      cell({ outcome: 'HELPFUL', turns: 12 }),
      cell({ outcome: 'CORRECTION', correctedIntent: 'library', turns: 4 }),
      cell({ intent: 'library', outcome: 'HELPFUL', turns: 4 }),
      cell({ outcome: 'UNHELPFUL', turns: 9 }),
    ];
    const corrections = correctionsFor(cells);
    const grades = cells.filter(({ intent }) => intent === 'grades');
    expect(figuresOf(grades, corrections, null).precision?.value).toBeCloseTo(12 / 16, 12);
    expect(recallOf('library', cells, corrections)?.value).toBeCloseTo(0.5, 12);
    expect(recallOf('grades', cells, corrections)?.value).toBe(1);
    expect(recallOf('enrolment', cells, corrections)).toBeNull();
  });
});

describe('a difference of two rates', () => {
  it('has the interval of Newcombe 1998, method 10: 56/70 against 48/80', () => {
    const { value, low, high } = differenceOf(rate(56, 70), rate(48, 80));
    expect(value).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});
