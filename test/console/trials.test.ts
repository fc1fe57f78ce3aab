import { describe, expect, it } from 'vitest';
import { ranked, trialCurves } from '../../console/format/trials.ts';

const trial = (number: number, values: number[], isChosen = false) => ({
  number,
  curve: values.map((value, i) => ({ step: i + 1, value })),
  score: values.at(-1) ?? null,
  isChosen,
});
const nameOf = (number: number) => `#${number}`;

describe('the trials of a run', () => {
  it('stand with the chosen one first, then by how far they came, then by score', () => {
    const trials = [
      trial(1, [0.5, 0.6]),
      trial(2, [0.9]),
      trial(3, []),
      trial(4, [0.5, 0.7]),
      trial(5, [0.4, 0.7], true),
    ];
    expect(ranked(trials).map(({ number }) => number)).toEqual([5, 4, 1, 2, 3]);
  });

  it('are drawn four at most, the default parameters among them', () => {
    const trials = [trial(1, [0.1]), ...[2, 3, 4, 5, 6].map((number) => trial(number, [0.5, 0.6]))];
    const { names, rows } = trialCurves(trials, nameOf);
    expect(names).toEqual(['#2', '#3', '#4', '#1']);
    expect(rows).toEqual([
      { step: 1, '#2': 0.5, '#3': 0.5, '#4': 0.5, '#1': 0.1 },
      { step: 2, '#2': 0.6, '#3': 0.6, '#4': 0.6 },
    ]);
    expect(trialCurves([trial(1, [])], nameOf)).toEqual({ names: [], rows: [] });
  });
});
