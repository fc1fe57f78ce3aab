import type { Life } from '../../test/kit/simulation/life.ts';

export const CONVERSATIONS_A_DAY = 70;
export const PEOPLE = 200;
export const TAUGHT_AN_INTENT = 3;
export const SLIPPED_DAY = 12;
const SLIPPED_FEEDBACKS = 200;

/** Of some twenty-five voices a day; the default plan is for assistants that thousands talk to. */
export const CANARY_STEPS = [
  { share: 0.2, minimumMinutes: 60, minimumVoices: 5 },
  { share: 0.5, minimumMinutes: 60, minimumVoices: 15 },
  { share: 1, minimumMinutes: 0, minimumVoices: 0 },
] as const;

export const ARMS = ['gate', 'canary', 'at once'] as const;
export type Arm = (typeof ARMS)[number];

/** A life of 30 days under the gate; with the gate off, some days more than the slip takes to show. */
export function lifeOf(arm: Arm, seed: number): Life {
  return {
    seed,
    days: arm === 'gate' ? 30 : 18,
    conversationsADay: CONVERSATIONS_A_DAY,
    waves: 6,
    taughtAnIntent: TAUGHT_AN_INTENT,
    people: PEOPLE,
    slip: { day: SLIPPED_DAY, feedbacks: SLIPPED_FEEDBACKS },
    ...(arm === 'canary' && { canary: CANARY_STEPS }),
    isGateOff: arm !== 'gate',
  };
}
