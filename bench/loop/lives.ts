import type { Life } from '../../test/kit/simulation/life.ts';

export const CONVERSATIONS_A_DAY = 70;
export const PEOPLE = 200;
export const TAUGHT_AN_INTENT = 3;
export const SLIPPED_DAY = 12;
const SLIPPED_FEEDBACKS = 200;

/** With some twenty-five voices a day; the default plan is for assistants that thousands talk to. */
export const PATIENT_STEPS = [
  { share: 0.5, minimumMinutes: 60, minimumVoices: 40 },
  { share: 1, minimumMinutes: 0, minimumVoices: 0 },
] as const;

export const ARMS = ['gate', 'canary', 'at once'] as const;
export type Arm = (typeof ARMS)[number];

/** A life of 30 days under the gate; with the gate off, some days more than the slip takes to show. */
const DAYS: Readonly<Record<Arm, number>> = { gate: 30, canary: 26, 'at once': 20 };

export function lifeOf(arm: Arm, seed: number): Life {
  return {
    seed,
    days: DAYS[arm],
    conversationsADay: CONVERSATIONS_A_DAY,
    waves: 6,
    taughtAnIntent: TAUGHT_AN_INTENT,
    people: PEOPLE,
    slip: { day: SLIPPED_DAY, feedbacks: SLIPPED_FEEDBACKS },
    ...(arm === 'canary' && { canary: PATIENT_STEPS }),
    isGateOff: arm !== 'gate',
  };
}
