import { describe, expect, it } from 'vitest';
import { planInputOf, planValuesOf } from '../../console/routes/policy/canary-plan-values.ts';

const PLAN = {
  steps: [
    { share: 0.07, minimumMinutes: 60, minimumVoices: 10 },
    { share: 0.5, minimumMinutes: 30, minimumVoices: 0 },
    { share: 1, minimumMinutes: 0, minimumVoices: 0 },
  ],
  withShadow: true,
  watchMinutes: 10_080,
};

describe('the plan of a canary', () => {
  it('is shown in per cent and days, without its last step', () => {
    const { steps, watchDays } = planValuesOf(PLAN);
    expect(steps.map(({ percent }) => percent)).toEqual([7, 50]);
    expect(watchDays).toBe(7);
  });

  it('is sent as it was read where nothing changed', () => {
    const { steps, ...rest } = planInputOf(planValuesOf(PLAN));
    expect(steps.map(({ share }) => share)).toEqual([expect.closeTo(0.07, 12), 0.5, 1]);
    expect(rest).toEqual({ withShadow: true, watchMinutes: 10_080 });
  });
});
