const DAY_MS = 86_400_000;

/** The last days as ISO dates in UTC, as the graph groups them; the last is today. */
export function lastDays(days: number, now: Date): string[] {
  return Array.from({ length: days }, (_, i) =>
    new Date(now.getTime() - (days - 1 - i) * DAY_MS).toISOString().slice(0, 10),
  );
}
