import { OPTIONS_OFFERED } from './thresholds.ts';
import type { Interpretation, ThresholdCost, TradeOff } from './types.ts';

const STEPS = 50;

/** One item as the model answered it; `actual` null is out-of-scope. */
export interface TradeOffItem {
  readonly actual: string | null;
  readonly best: Interpretation;
}

/**
 * What other thresholds would have done on the same items: `accept` moved with the questions left out, then `margin` moved with `accept` as
 * it is. Costs are means over traffic with the stated share of out-of-scope utterances.
 */
export function tradeOffOf(
  items: readonly TradeOffItem[],
  { accept, cost }: { readonly accept: number; readonly cost: ThresholdCost },
): TradeOff {
  const inScope = items.filter(({ actual }) => actual !== null);
  const outOfScope = items.filter(({ actual }) => actual === null);
  const share = cost.outOfScopeShare;
  const grid = Array.from({ length: STEPS }, (_, step) => step / STEPS);
  return {
    accept: grid.map((threshold) => {
      const refused = (item: TradeOffItem) => item.best.inScope < threshold;
      const accuracy = shareOf(inScope, (item) => !refused(item) && item.best.intent === item.actual);
      const falseRejectionRate = shareOf(inScope, refused);
      const outOfScopeRecall = shareOf(outOfScope, refused);
      const wrong = 1 - accuracy - falseRejectionRate;
      return {
        threshold,
        accuracy,
        falseRejectionRate,
        outOfScopeRecall,
        cost:
          (1 - share) * (wrong * cost.wrongAnswer + falseRejectionRate * cost.falseRejection) +
          share * (1 - outOfScopeRecall) * cost.wrongAnswer,
      };
    }),
    margin: grid.slice(0, STEPS / 2 + 1).map((threshold) => {
      const answered = inScope.filter(({ best }) => best.inScope >= accept);
      const asked = answered.filter(({ best }) => gapOf(best) < threshold);
      const told = answered.filter(({ best }) => gapOf(best) >= threshold);
      return {
        threshold,
        questionRate: ratio(asked.length, inScope.length),
        helpfulQuestions: shareOf(asked, ({ actual, best }) =>
          best.ranking.slice(0, OPTIONS_OFFERED).some(({ intent }) => intent === actual),
        ),
        answerAccuracy: shareOf(told, ({ actual, best }) => best.intent === actual),
      };
    }),
  };
}

function gapOf({ ranking, confidence }: Interpretation): number {
  return confidence - (ranking[1]?.confidence ?? 0);
}

function shareOf(items: readonly TradeOffItem[], is: (item: TradeOffItem) => boolean): number {
  return ratio(items.filter(is).length, items.length);
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
