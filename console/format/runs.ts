/** What a run goes through, in this order. */
const STAGES = ['snapshot', 'trials', 'train', 'evaluate', 'register', 'gate'] as const;
type Stage = (typeof STAGES)[number];

/** True once nothing more happens to the run. */
export function isOver(state: string): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

interface StagedRun {
  readonly state: string;
  readonly stage: string;
  readonly stages: readonly { readonly name: string }[];
}

/** The stages that this run goes through: not every run tries parameters. */
export function stagesOf({ stages }: Pick<StagedRun, 'stages'>): Stage[] {
  return STAGES.filter((stage) => stages.some(({ name }) => name === stage));
}

/** How many of its stages are behind a run: all of them once it succeeded or was refused, none of an unknown stage. */
export function stagesDone(run: StagedRun): number {
  const stages = stagesOf(run);
  if (run.state === 'SUCCEEDED' || run.state === 'GATE_REFUSED') return stages.length;
  return Math.max(0, stages.indexOf(run.stage as Stage));
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
