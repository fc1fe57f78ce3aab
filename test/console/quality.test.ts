import { describe, expect, it } from 'vitest';
import { axisStart, byHarm, gain, isHarmed, widest } from '../../console/format/quality.ts';

const scores = (intent: string, f1: number, championF1: number | null, support = 8) => ({
  intent,
  f1,
  championF1,
  support,
});
const order = (list: ReturnType<typeof scores>[]) => byHarm(list).map(({ intent }) => intent);

describe('the intents of a version', () => {
  it('come with the greatest loss against the champion first', () => {
    expect(
      order([
        scores('gained', 0.9, 0.8),
        scores('same', 0.7, 0.7),
        scores('lost', 0.6, 0.9),
        scores('lost_less', 0.5, 0.6),
      ]),
    ).toEqual(['lost', 'lost_less', 'same', 'gained']);
  });

  it('come weakest first where there is no champion', () => {
    expect(order([scores('good', 1, null), scores('weak', 0.4, null)])).toEqual(['weak', 'good']);
  });

  it('come by frequency and name where nothing else tells them apart', () => {
    expect(order([scores('b', 1, 1), scores('a', 1, 1), scores('often', 1, 1, 20)])).toEqual(['often', 'a', 'b']);
  });

  it('are harmed only by a loss that can be seen', () => {
    expect(isHarmed(scores('lost', 0.6, 0.9))).toBe(true);
    expect(isHarmed(scores('rounding', 0.898, 0.9))).toBe(false);
    expect(isHarmed(scores('new', 0.1, null))).toBe(false);
    expect(gain(scores('new', 0.1, null))).toBeNull();
  });

  it('keep the list they came in as it was', () => {
    const list = [scores('b', 1, 1), scores('a', 1, 1)];
    byHarm(list);
    expect(list.map(({ intent }) => intent)).toEqual(['b', 'a']);
  });
});

describe('the axis of an interval', () => {
  it('begins a little below the lowest value and never below zero', () => {
    expect(axisStart([0.96, 0.934])).toBe(0.9);
    expect(axisStart([0.01])).toBe(0);
  });
});

describe('the axis of a difference', () => {
  it('reaches as far both ways as the farthest end, and never less than a point', () => {
    expect(widest([-0.004, 0.021])).toBe(0.03);
    expect(widest([0, 0])).toBe(0.01);
  });
});
