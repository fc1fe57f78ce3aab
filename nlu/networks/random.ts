import type { Rng } from '../rng.ts';

/** Fills with even chances in −bound … bound. */
export function fillEvenly(values: Float32Array, bound: number, rng: Rng): void {
  for (let i = 0; i < values.length; i++) values[i] = (rng.nextUint32() / 0x8000_0000 - 1) * bound;
}

/** True with the chance given, 0..1. */
export function happens(chance: number, rng: Rng): boolean {
  return rng.nextUint32() < chance * 0x1_0000_0000;
}
