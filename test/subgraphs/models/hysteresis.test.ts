import { describe, expect, it } from 'vitest';
import { judgeLook } from '../../../subgraphs/models/alerts/hysteresis.ts';
import type { Measurement } from '../../../subgraphs/models/alerts/measurement.ts';

const RULE = {
  direction: 'ABOVE',
  raiseAt: 0.2,
  clearAt: 0.1,
  raiseAfter: 2,
  clearAfter: 3,
  minimumSample: 10,
} as const;

function found(value: number, more: Partial<Measurement> = {}): Measurement {
  return { value, low: null, high: null, chance: null, sample: 100, ...more };
}

/** What becomes of a rule look by look: `R` raised, `C` cleared, `.` nothing. */
function story(rule: Parameters<typeof judgeLook>[0], looks: readonly (Measurement | null)[]): string {
  let state = { isRaised: false, streak: 0 };
  return looks
    .map((look) => {
      const { streak, change } = judgeLook(rule, state, look);
      state = { isRaised: change === null ? state.isRaised : change === 'RAISE', streak };
      return change === null ? '.' : change.charAt(0);
    })
    .join('');
}

describe('a rule with hysteresis', () => {
  it('raises after so many looks in a row beyond one threshold, and clears after so many back at the other', () => {
    const values = [0.3, 0.15, 0.3, 0.3, 0.05, 0.05, 0.15, 0.1, 0.1, 0.1, 0.3];
    expect(
      story(
        RULE,
        values.map((value) => found(value)),
      ),
    ).toBe('...R.....C.');
  });

  it('looks downwards as it looks upwards', () => {
    const below = { ...RULE, direction: 'BELOW', raiseAt: 0.5, clearAt: 0.7 } as const;
    const values = [0.49, 0.49, 0.6, 0.7, 0.7, 0.7, 0.5];
    expect(
      story(
        below,
        values.map((value) => found(value)),
      ),
    ).toBe('.R...C.');
  });

  it('takes a figure on the threshold for not beyond it', () => {
    expect(story(RULE, [found(0.2), found(0.2), found(0.2)])).toBe('...');
  });

  it('lets a look that found too little neither count nor interrupt', () => {
    expect(story(RULE, [found(0.3), found(0.9, { sample: 9 }), null, found(0.3)])).toBe('...R');
    expect(story(RULE, [found(0.3), found(0, { sample: 9 }), found(0.3, { sample: 10 })])).toBe('..R');
  });

  it('takes what chance alone makes for not beyond', () => {
    expect(story(RULE, [found(0.3, { chance: 0.31 }), found(0.3, { chance: 0.31 }), found(0.3, { chance: 0.3 })])).toBe(
      '...',
    );
    expect(story(RULE, [found(0.3, { chance: 0.29 }), found(0.3, { chance: 0.29 })])).toBe('.R');
  });

  it('makes far fewer alerts of a figure that trembles about its threshold than one threshold would', () => {
    // A helpful rate of 0.5 counted from 50 voices anew at each look: seeded, 2,000 looks (Park & Miller 1988).
    let state = 4_711;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const rate = () => Array.from({ length: 50 }, random).filter((one) => one < 0.5).length / 50;
    const looks = Array.from({ length: 2_000 }, () => found(rate()));
    const count = (rule: Parameters<typeof judgeLook>[0]) => story(rule, looks).replaceAll(/[^R]/g, '').length;
    const [bare, damped] = [
      { ...RULE, direction: 'BELOW', raiseAt: 0.5, clearAt: 0.5, raiseAfter: 1, clearAfter: 1 } as const,
      { ...RULE, direction: 'BELOW', raiseAt: 0.5, clearAt: 0.6, raiseAfter: 3, clearAfter: 3 } as const,
    ];
    expect(count(bare)).toBeGreaterThan(400);
    expect(count(damped)).toBeLessThan(10);
  });
});
