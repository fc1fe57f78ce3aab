import type { ActFact } from '../../kit/index.ts';
import { InvalidGateRules } from '../errors.ts';
import type { GateVerdict, RuleVerdict } from '../vocabulary.ts';

/** What a version must not be, and how that is found out. Changing them makes all evidence stale. */
export interface GateRules {
  /** Chance of each test to see a difference where there is none; Holm's method keeps it over all intents together. */
  alpha: number;
  /** What the paired test must not say; SIGNIFICANTLY_WORSE is always among them. */
  refuses: GateVerdict[];
  /** Test items that an intent must have before anything is concluded about it. */
  minimumSupport: number;
  /** Recall that an intent may lose, 0..1, before its significant loss is a reason to refuse. */
  intentMargin: number;
  /** Each null where nothing is demanded. */
  minimumAccuracy: number | null;
  minimumOutOfScopeRecall: number | null;
  maximumCalibrationError: number | null;
  maximumLatencyMs: number | null;
  /** So many of the last real turns are answered by a candidate once more. */
  replayedTurns: number;
}

/** What one rule of the gate says of a version. */
export interface RuleOutcome {
  name: string;
  verdict: RuleVerdict;
  /** The figure that it looked at, and its interval where it has one; null where there was nothing to look at. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** What the figure is held against; null for a rule that asks for significance. */
  threshold: number | null;
  /** Intents that it is about. */
  intents: string[];
}

/** What may be set of the rules: null takes a demand away, undefined leaves it as it is. */
export type GateRulesChange = { [K in keyof GateRules]?: GateRules[K] | null | undefined };

export const DEFAULT_GATE_RULES: GateRules = {
  alpha: 0.05,
  refuses: ['SIGNIFICANTLY_WORSE'],
  minimumSupport: 10,
  intentMargin: 0,
  minimumAccuracy: null,
  minimumOutOfScopeRecall: null,
  maximumCalibrationError: null,
  maximumLatencyMs: null,
  replayedTurns: 2_000,
};

/** Whatever else is demanded, what is worse beyond chance goes into service by a person's override alone. */
const ALWAYS_REFUSED: GateVerdict = 'SIGNIFICANTLY_WORSE';
const VERDICTS: readonly GateVerdict[] = [
  'IMPROVED',
  'NO_MEASURABLE_CHANGE',
  'WORSE_WITHIN_NOISE',
  'SIGNIFICANTLY_WORSE',
];

/** The rules with the change made; what may not be null stays as it is. @throws InvalidGateRules for values that mean nothing. */
export function changedRules(rules: GateRules, change: GateRulesChange): GateRules {
  const demanded = (
    name: 'minimumAccuracy' | 'minimumOutOfScopeRecall' | 'maximumCalibrationError' | 'maximumLatencyMs',
  ) => (change[name] === undefined ? rules[name] : change[name]);
  const refused = new Set([...(change.refuses ?? rules.refuses), ALWAYS_REFUSED]);
  const next: GateRules = {
    alpha: change.alpha ?? rules.alpha,
    refuses: VERDICTS.filter((verdict) => refused.has(verdict)),
    minimumSupport: change.minimumSupport ?? rules.minimumSupport,
    intentMargin: change.intentMargin ?? rules.intentMargin,
    minimumAccuracy: demanded('minimumAccuracy'),
    minimumOutOfScopeRecall: demanded('minimumOutOfScopeRecall'),
    maximumCalibrationError: demanded('maximumCalibrationError'),
    maximumLatencyMs: demanded('maximumLatencyMs'),
    replayedTurns: change.replayedTurns ?? rules.replayedTurns,
  };
  if (next.refuses.includes('IMPROVED'))
    throw new InvalidGateRules('A gate that refuses what is better lets nothing pass.', 'refuses');
  checkRange(next.alpha, { from: 0.001, to: 0.5, argument: 'alpha' });
  checkRange(next.minimumSupport, { from: 1, to: 10_000, argument: 'minimumSupport' });
  checkRange(next.intentMargin, { from: 0, to: 1, argument: 'intentMargin' });
  for (const name of ['minimumAccuracy', 'minimumOutOfScopeRecall', 'maximumCalibrationError'] as const)
    checkRange(next[name] ?? 0, { from: 0, to: 1, argument: name });
  checkRange(next.maximumLatencyMs ?? 1, { from: 0.001, to: 10_000, argument: 'maximumLatencyMs' });
  checkRange(next.replayedTurns, { from: 0, to: 20_000, argument: 'replayedTurns' });
  return next;
}

/** What differs between two sets of rules, by the names of the rules. */
export function ruleFacts(before: GateRules, after: GateRules): ActFact[] {
  return (Object.keys(after) as (keyof GateRules)[]).flatMap((name) => {
    const [value, former] = [after[name], before[name]].map((one) => (one === null ? null : JSON.stringify(one)));
    return value === former ? [] : [{ name, value: value ?? null, before: former ?? null }];
  });
}

function checkRange(value: number, { from, to, argument }: { from: number; to: number; argument: string }): void {
  if (!(value >= from && value <= to))
    throw new InvalidGateRules(`${argument} must be between ${from} and ${to}.`, argument);
}
