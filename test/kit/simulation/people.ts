import { Rng } from '../../../nlu/rng.ts';

/** 0 ≤ draw < 1, the same stream for the same seed. */
export type Draw = () => number;

/** How somebody deals with an assistant; shares are 0..1. */
export interface Habits {
  /** Of the answers that they say something about. */
  readonly speaks: number;
  /** Of the wrong answers that they speak of, those of which they say what they had meant. */
  readonly corrects: number;
  /** Of the questions back, those that they answer by a click. */
  readonly chooses: number;
  /** Of what they say, what is not what they think or mean. */
  readonly slips: number;
  /** So often they ask in other words before they leave. */
  readonly patience: number;
}

/** Somebody who talks to an assistant. */
export interface Person extends Habits {
  readonly id: string;
  readonly language: string;
}

/** Most people say nothing, a few say a lot: what is heard is no fair sample of who was there. */
const KINDS: readonly { readonly share: number; readonly habits: Habits }[] = [
  { share: 0.45, habits: { speaks: 0.05, corrects: 0.3, chooses: 0.5, slips: 0.02, patience: 0 } },
  { share: 0.35, habits: { speaks: 0.4, corrects: 0.5, chooses: 0.8, slips: 0.03, patience: 1 } },
  { share: 0.2, habits: { speaks: 0.9, corrects: 0.8, chooses: 0.9, slips: 0.05, patience: 2 } },
];

export function drawOf(...seeds: readonly number[]): Draw {
  const rng = new Rng(seeds.reduce((mixed, seed) => Math.imul(mixed, 0x01000193) ^ seed, 0x811c9dc5));
  return () => rng.nextUint32() / 0x1_0000_0000;
}

export function pick<T>(among: readonly T[], draw: Draw): T {
  const picked = among[Math.floor(draw() * among.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}

/** So many people, each of a kind and a language that the seed draws. */
export function drawPeople(
  count: number,
  { seed, languages }: { seed: number; languages: readonly string[] },
): Person[] {
  const draw = drawOf(seed, 1);
  return Array.from({ length: count }, (_, i) => ({
    id: `person-${seed}-${i}`,
    language: pick(languages, draw),
    ...habitsAt(draw()),
  }));
}

function habitsAt(place: number): Habits {
  let upTo = 0;
  for (const { share, habits } of KINDS) if (place < (upTo += share)) return habits;
  return KINDS.at(-1)!.habits;
}
