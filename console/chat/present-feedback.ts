interface GivenFeedback {
  readonly at: string;
  readonly source: string;
  readonly status: string;
  readonly supersededBy?: string | null | undefined;
}

/** What the user says of a turn now: the latest of their own words that was neither taken back nor said anew. */
export function presentFeedback<T extends GivenFeedback>(feedback: readonly T[]): T | undefined {
  return feedback
    .filter(({ source, status, supersededBy }) => source === 'EXPLICIT' && status !== 'RETRACTED' && !supersededBy)
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .at(0);
}
