import type { AlertRuleSettings } from '../store/alert-tables.ts';
import type { Measurement } from './measurement.ts';

/** What one look makes of a rule. */
export interface Look {
  /** Looks in a row that ask for the other state, this one included. */
  streak: number;
  /** What they ask for, once they are enough. */
  change: 'RAISE' | 'CLEAR' | null;
}

type Thresholds = Pick<
  AlertRuleSettings,
  'direction' | 'raiseAt' | 'clearAt' | 'raiseAfter' | 'clearAfter' | 'minimumSample'
>;

/**
 * A Schmitt trigger over looks: raised after `raiseAfter` looks in a row beyond `raiseAt`, cleared after `clearAfter` in a row that are back
 * at `clearAt`. Between the two thresholds nothing changes, and what was counted towards a change starts anew. A look that finds too few
 * turns says nothing: it neither counts nor interrupts. What lies within chance is not beyond.
 */
export function judgeLook(
  rule: Thresholds,
  { isRaised, streak }: { isRaised: boolean; streak: number },
  found: Measurement | null,
): Look {
  if (!found || (found.sample !== null && found.sample < rule.minimumSample)) return { streak, change: null };
  const asks = isRaised ? isBack(rule, found.value) : isBeyond(rule, found);
  const next = asks ? streak + 1 : 0;
  const needed = isRaised ? rule.clearAfter : rule.raiseAfter;
  return next >= needed ? { streak: 0, change: isRaised ? 'CLEAR' : 'RAISE' } : { streak: next, change: null };
}

function isBeyond({ direction, raiseAt }: Thresholds, { value, chance }: Measurement): boolean {
  return direction === 'ABOVE' ? value > raiseAt && value > (chance ?? -Infinity) : value < raiseAt;
}

function isBack({ direction, clearAt }: Thresholds, value: number): boolean {
  return direction === 'ABOVE' ? value <= clearAt : value >= clearAt;
}
