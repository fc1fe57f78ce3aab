/** The policy as the form holds it: what may be empty is text. */
export interface PolicyValues {
  readonly cron: string;
  readonly timeZone: string;
  readonly volume: number | '';
  readonly debounceMinutes: number | '';
  readonly approval: 'PERSON' | 'AUTOMATIC_WHEN_IMPROVED';
  readonly rollout: 'IMMEDIATE' | 'CANARY';
  readonly acceptance: 'AUTO' | 'REVIEW';
  readonly twoPersons: boolean;
  readonly recipe: 'FAST' | 'BEST';
  /** Empty without one. */
  readonly encoder: string;
  readonly warmStart: boolean;
  readonly trialCount: number | '';
  readonly trialBudgetSeconds: number | '';
}

export type PolicyField = keyof PolicyValues;

export interface Policy extends Omit<
  PolicyValues,
  'encoder' | 'cron' | 'volume' | 'debounceMinutes' | 'trialCount' | 'trialBudgetSeconds'
> {
  readonly cron?: string | null | undefined;
  readonly encoder?: string | null | undefined;
  readonly volume?: number | null | undefined;
  readonly debounceMinutes: number;
  readonly trialCount?: number | null | undefined;
  readonly trialBudgetSeconds?: number | null | undefined;
}

export function valuesOf(policy: Policy): PolicyValues {
  const { timeZone, approval, rollout, acceptance, twoPersons, recipe, warmStart, debounceMinutes } = policy;
  return {
    cron: policy.cron ?? '',
    timeZone,
    volume: policy.volume ?? '',
    debounceMinutes,
    approval,
    rollout,
    acceptance,
    twoPersons,
    recipe,
    encoder: policy.encoder ?? '',
    warmStart,
    trialCount: policy.trialCount ?? '',
    trialBudgetSeconds: policy.trialBudgetSeconds ?? '',
  };
}

/** What changed, as the mutation takes it: an emptied field is null, which switches that trigger off. */
export function changesOf(before: PolicyValues, after: PolicyValues) {
  const changed = <K extends PolicyField>(field: K) => before[field] !== after[field];
  return {
    ...(changed('cron') && { cron: after.cron.trim() || null }),
    ...(changed('timeZone') && { timeZone: after.timeZone }),
    ...(changed('volume') && { volume: after.volume === '' ? null : after.volume }),
    ...(changed('debounceMinutes') && { debounceMinutes: after.debounceMinutes === '' ? 0 : after.debounceMinutes }),
    ...(changed('approval') && { approval: after.approval }),
    ...(changed('rollout') && { rollout: after.rollout }),
    ...(changed('acceptance') && { acceptance: after.acceptance }),
    ...(changed('twoPersons') && { twoPersons: after.twoPersons }),
    ...(changed('recipe') && { recipe: after.recipe }),
    ...(changed('encoder') && { encoder: after.encoder.trim() || null }),
    ...(changed('warmStart') && { warmStart: after.warmStart }),
    ...(changed('trialCount') && { trialCount: after.trialCount === '' ? null : after.trialCount }),
    ...(changed('trialBudgetSeconds') && {
      trialBudgetSeconds: after.trialBudgetSeconds === '' ? null : after.trialBudgetSeconds,
    }),
  };
}
