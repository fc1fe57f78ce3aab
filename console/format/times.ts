const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const A_MONTH_S = 30 * 86_400;

/** "5 minutes ago" within a month of `nowMs`, the date beyond. */
export function relativeTime(at: string, nowMs: number, language: string): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1000);
  if (Math.abs(seconds) >= A_MONTH_S) return fullDate(at, language);
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

export function fullDate(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));
}

export function fullTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** `64 s` → `1 min 4 s`; at most two units. */
export function duration(durationMs: number, language: string): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const parts: [number, 'hour' | 'minute' | 'second'][] = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(([value], i) => value > 0 || i === 0)
    .map(([value, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
    .join(' ');
}

/** The instants where a day begins and ends for whoever looks: an ISO day to the bounds of a filter. */
export function dayBounds(from: string | null, to: string | null): { from?: string; to?: string } {
  return {
    ...(from && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
  };
}

/** The instant so many whole days before today began, so that a page asks the same within a day. */
export function daysAgo(days: number, now: Date): string {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - days);
  return start.toISOString();
}
