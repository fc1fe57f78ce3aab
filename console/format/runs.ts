/** What a run goes through, in this order. */
export const STAGES = ['snapshot', 'train', 'evaluate', 'register', 'gate'] as const;
export type Stage = (typeof STAGES)[number];

/** True once nothing more happens to the run. */
export function isOver(state: string): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

/** How many stages are behind a run: all of them once it succeeded or was refused, none of an unknown stage. */
export function stagesDone(run: { state: string; stage: string }): number {
  if (run.state === 'SUCCEEDED' || run.state === 'GATE_REFUSED') return STAGES.length;
  return Math.max(0, STAGES.indexOf(run.stage as Stage));
}

interface Sequenced {
  readonly id: string;
  readonly sequence: number;
}

/** The later of two sights of one thing. */
export function later<T extends Sequenced>(one: T, other: T | undefined): T {
  return other && other.sequence > one.sequence ? other : one;
}

/** A listed page of runs, newest first, as it is after the changes heard since: new ones before, known ones renewed. */
export function withChanges<T extends Sequenced>(listed: readonly T[], changed: ReadonlyMap<string, T>): T[] {
  const known = new Set(listed.map(({ id }) => id));
  const added = [...changed.values()].filter(({ id }) => !known.has(id)).toReversed();
  return [...added, ...listed.map((run) => later(run, changed.get(run.id)))];
}
