import type { Rng } from '../rng.ts';

/** Turns an input into P numbers, none below 0 where they say "absent", and learns from what the layer above asks of them. */
export interface Encoder<Input> {
  /** P */
  readonly width: number;
  /** Chance that a number is left out of one lesson. */
  readonly dropout: number;
  /** (P) What `encode` wrote last. */
  readonly out: Float32Array;
  /** `rng` makes the noise of a lesson; without it there is none. */
  encode(input: Input, rng?: Rng): void;
  /** Takes a step against the gradient (P) of what `encode` wrote last; `pace` 0..1 scales the encoder's own rate. */
  learn(gradient: Float32Array, pace: number): void;
}

// So small that a parameter's first step is as long as the rate, and no division by 0.
export const FIRST_SQUARE = 1e-8;
