interface Ordered {
  readonly id: string;
  readonly index: number;
}

/** One list of turns in their order. Of a turn that is in both, `settled` (asked for last) is right: it knows the feedback. */
export function mergeTurns<T extends Ordered>(settled: readonly T[], heard: readonly T[]): T[] {
  const byId = new Map([...heard, ...settled].map((turn) => [turn.id, turn]));
  return [...byId.values()].sort((a, b) => a.index - b.index);
}
