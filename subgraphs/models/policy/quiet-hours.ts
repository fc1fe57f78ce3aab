import type { PolicyRow } from '../store/tables.ts';

const TIME_OF_DAY = /^(?<hours>[01]\d|2[0-3]):(?<minutes>[0-5]\d)$/;

/** Minutes since midnight of a time like `22:30`; null of what is none. */
export function minuteOfDay(time: string): number | null {
  const { hours, minutes } = TIME_OF_DAY.exec(time)?.groups ?? {};
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/**
 * Whether the clock on the wall in the policy's time zone is in its quiet hours, which may go across midnight. By the wall, so an hour that
 * comes twice is quiet twice, and one that daylight saving time leaves out is not waited for.
 */
export function isQuiet({ quietFrom, quietTo, timeZone }: QuietHours, now: Date): boolean {
  const from = quietFrom === null ? null : minuteOfDay(quietFrom);
  const to = quietTo === null ? null : minuteOfDay(quietTo);
  if (from === null || to === null) return false;
  const minute = minuteOfDay(wallClock(timeZone).format(now)) ?? 0;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
export type QuietHours = Pick<PolicyRow, 'quietFrom' | 'quietTo' | 'timeZone'>;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for each time zone: making one costs a thousand times what using it does. */
function wallClock(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}
