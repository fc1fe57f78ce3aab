export interface ServingVersion {
  readonly id: string;
  readonly number: number;
  readonly state: string;
}

/** The version that answers where no canary takes the conversation. */
export function liveOf<T extends ServingVersion>(versions: readonly T[]): T | undefined {
  return versions.find(({ state }) => state === 'LIVE');
}

/** The version that takes over step by step; at first it may be a shadow, which answers nobody. */
export function canaryOf<T extends ServingVersion>(versions: readonly T[]): T | undefined {
  return versions.find(({ state }) => state === 'CANARY' || state === 'SHADOW');
}

/** A way back: from which version to which. */
export interface RollBackPlan<T extends ServingVersion = ServingVersion> {
  readonly from: T;
  readonly to: T;
  readonly isCanary: boolean;
}

/** What a roll back leaves, and what then answers: a canary just ends, else the latest former champion that was not itself rolled back. */
export function rollBackPlan<T extends ServingVersion>(versions: readonly T[]): RollBackPlan<T> | null {
  const live = liveOf(versions);
  const canary = canaryOf(versions);
  if (canary && live) return { from: canary, to: live, isCanary: true };
  const former = versions
    .filter(({ state }) => state === 'SUPERSEDED')
    .toSorted((a, b) => b.number - a.number)
    .at(0);
  return live && former ? { from: live, to: former, isCanary: false } : null;
}

/** The latest first. */
export function inOrder<T extends { readonly createdAt: string }>(deployments: readonly T[]): T[] {
  return deployments.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}
