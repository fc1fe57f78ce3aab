const MINUTES_OF_DAY = 24 * 60;

/** A step as the form holds it, but for the last, which is all conversations. */
export interface StepValues {
  readonly key: number;
  readonly percent: number | '';
  readonly minutes: number | '';
  readonly voices: number | '';
}

export interface PlanValues {
  readonly steps: readonly StepValues[];
  readonly withShadow: boolean;
  readonly watchDays: number | '';
}

interface Plan {
  readonly steps: readonly {
    readonly share: number;
    readonly minimumMinutes: number;
    readonly minimumVoices: number;
  }[];
  readonly withShadow: boolean;
  readonly watchMinutes: number;
}

export function planValuesOf({ steps, withShadow, watchMinutes }: Plan): PlanValues {
  return {
    steps: steps
      .filter(({ share }) => share < 1)
      .map(({ share, minimumMinutes, minimumVoices }, key) => ({
        key,
        // 0.07 · 100 is 7.000000000000001.
        percent: Number((share * 100).toPrecision(6)),
        minutes: minimumMinutes,
        voices: minimumVoices,
      })),
    withShadow,
    watchDays: Number((watchMinutes / MINUTES_OF_DAY).toPrecision(6)),
  };
}

/** The whole plan as the mutation takes it. */
export function planInputOf({ steps, withShadow, watchDays }: PlanValues) {
  return {
    steps: [
      ...steps.map(({ percent, minutes, voices }) => ({
        share: Number(percent) / 100,
        minimumMinutes: Number(minutes),
        minimumVoices: Number(voices),
      })),
      { share: 1 },
    ],
    withShadow,
    watchMinutes: Math.round(Number(watchDays) * MINUTES_OF_DAY),
  };
}
