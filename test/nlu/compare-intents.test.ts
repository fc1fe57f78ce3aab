import { describe, expect, it } from 'vitest';
import { compareIntents } from '../../nlu/index.ts';
import { Rng } from '../../nlu/rng.ts';
import { holmAdjusted } from '../../nlu/statistics.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('holmAdjusted', () => {
  it('steps down as R’s p.adjust does', () => {
    expect(holmAdjusted([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('never exceeds 1, keeps the order of the p-values, and adjusts a single one by nothing', () => {
    expect(holmAdjusted([0.9, 0.8])).toEqual([1, 1]);
    expect(holmAdjusted([0.02])).toEqual([0.02]);
    expect(holmAdjusted([])).toEqual([]);
  });
});

describe('compareIntents', () => {
  it('finds the intent that lost beyond chance among others that did not, and puts it first', () => {
    const actual = [...times(40, 'lost'), ...times(40, 'kept'), ...times(9, 'rare'), ...times(5, null)];
    const champion = actual;
    const candidate = [
      ...times(25, 'lost'),
      ...times(15, 'kept'),
      ...times(40, 'kept'),
      ...times(9, null),
      ...times(5, null),
    ];
    const compared = compareIntents({ actual, candidate, champion });
    // Too few items say nothing, however bad they look.
    expect(compared.map(({ intent }) => intent)).toEqual(['lost', 'kept']);
    expect(compared[0]).toMatchObject({ support: 40, difference: { value: -15 / 40 } });
    // 15 against 0: mid-p is ½^15, and there are two intents.
    expect(compared[0]?.pValue).toBeCloseTo(1 / 2 ** 15, 12);
    expect(compared[0]?.adjustedPValue).toBeCloseTo(2 / 2 ** 15, 12);
    expect(compared[1]?.adjustedPValue).toBe(1);
  });

  it('calls an unchanged intent worse in at most 5 of 100 evaluations, over all intents together', () => {
    const rng = new Rng(5);
    const intents = Array.from({ length: 20 }, (_, k) => `intent_${k}`);
    const actual = intents.flatMap((intent) => times(30, intent));
    const answers = () => actual.map((intent) => (rng.below(100) < 85 ? intent : 'other'));
    let alarms = 0;
    const evaluations = 400;
    for (let e = 0; e < evaluations; e++) {
      const compared = compareIntents({ actual, candidate: answers(), champion: answers() });
      if (compared.some(({ adjustedPValue, difference }) => adjustedPValue < 0.05 && difference.value < 0)) alarms++;
    }
    expect(alarms / evaluations).toBeLessThanOrEqual(0.05);
  });
});
