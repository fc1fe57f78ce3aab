import type { ThresholdCost, Thresholds } from './types.ts';

/** How many intents a "did you mean …" offers. */
export const OPTIONS_OFFERED = 3;

/** A wrong answer misleads; a refusal still leads to cited passages or a person; a question costs one more turn. */
export const DEFAULT_COST: ThresholdCost = {
  wrongAnswer: 1,
  falseRejection: 0.7,
  question: 0.3,
  outOfScopeShare: 0.1,
};

/** What a held-out prediction looked like. */
export interface RankedOutcome {
  /** Probability that there is an intent for it. */
  readonly inScope: number;
  /** To the second best; the whole confidence where there is none. */
  readonly gap: number;
  /** Place of the right intent, 0 for the best; Infinity for an out-of-scope utterance. */
  readonly rank: number;
}

const STEPS = 50;
// How many outcomes the prior is worth: enough to keep a handful of them from setting a threshold at 0.
const PRIOR_OUTCOMES = 10;

/**
 * The two thresholds with the least mean cost over the held-out outcomes, sought on a grid of 0.02; of equal ones the lowest. Few outcomes
 * are drawn towards what the costs say of a calibrated probability: an utterance is better refused where its chance of being in-scope
 * is below wrongAnswer / (wrongAnswer + falseRejection). Without any that is the threshold.
 */
export function chooseThresholds(
  inScope: readonly RankedOutcome[],
  outOfScope: readonly RankedOutcome[],
  cost: ThresholdCost,
): Thresholds {
  const prior = cost.wrongAnswer / (cost.wrongAnswer + cost.falseRejection);
  const pull = PRIOR_OUTCOMES / (PRIOR_OUTCOMES + inScope.length);
  let best = { accept: 0, margin: 0, cost };
  let leastCost = Infinity;
  // Above a half hardly anything would be answered without a question.
  for (let m = 0; m <= STEPS / 2; m++) {
    const margin = m / STEPS;
    for (let a = 0; a < STEPS; a++) {
      const accept = a / STEPS;
      const total =
        (1 - cost.outOfScopeShare) * meanCost(inScope, accept, margin, cost) +
        cost.outOfScopeShare * meanCost(outOfScope, accept, margin, cost) +
        pull * (accept - prior) ** 2;
      // A gain has to be more than rounding, else the order of the sum would choose.
      if (total < leastCost - 1e-12) {
        leastCost = total;
        best = { accept, margin, cost };
      }
    }
  }
  return best;
}

function meanCost(outcomes: readonly RankedOutcome[], accept: number, margin: number, cost: ThresholdCost): number {
  let sum = 0;
  for (const outcome of outcomes) sum += costOf(outcome, accept, margin, cost);
  return outcomes.length > 0 ? sum / outcomes.length : 0;
}

function costOf({ inScope, gap, rank }: RankedOutcome, accept: number, margin: number, cost: ThresholdCost): number {
  const isInScope = rank !== Infinity;
  if (inScope < accept) return isInScope ? cost.falseRejection : 0;
  if (gap < margin) return rank < OPTIONS_OFFERED || !isInScope ? cost.question : cost.wrongAnswer;
  return rank === 0 ? 0 : cost.wrongAnswer;
}
