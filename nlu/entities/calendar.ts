/** A day of the proleptic Gregorian calendar, `month` 1..12. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What clock and calendar show somewhere. */
export interface CivilMoment extends CivilDate {
  readonly hour: number;
  readonly minute: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

// Making one costs more than reading an utterance; there are no more than the time zones of the world.
const formats = new Map<string, Intl.DateTimeFormat>();

/** Clock and calendar of a time zone at a moment. Throws RangeError where IANA knows no such zone. */
export function momentIn(timeZone: string, now: Date): CivilMoment {
  let format = formats.get(timeZone);
  if (!format) {
    const shown = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', hourCycle: 'h23', ...shown });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

/** Whether the calendar has such a day: not 30 February, nor 29 in a common year. */
export function isDate({ year, month, day }: CivilDate): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month);
}

/** How many days a month has, `month` 1..12. */
export function lastDayOf(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}

/** So many days later, or earlier where `days` is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromUtc(toUtc(date) + days * DAY_MS);
}

/** The same day of another month, or its last one where it has no such day. */
export function addMonths({ year, month, day }: CivilDate, months: number): CivilDate {
  const count = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  return { ...target, day: Math.min(day, lastDayOf(target.year, target.month)) };
}

/** So many minutes later on a clock that is never put forward or back. */
export function addMinutes(moment: CivilMoment, minutes: number): CivilMoment {
  const at = new Date(toUtc(moment) + (moment.hour * 60 + moment.minute + minutes) * MINUTE_MS);
  return { ...fromUtc(at.getTime()), hour: at.getUTCHours(), minute: at.getUTCMinutes() };
}

/** Day of the week, 0..6; 0 is Sunday. */
export function weekdayOf(date: CivilDate): number {
  return new Date(toUtc(date)).getUTCDay();
}

/** Negative where `a` comes first, 0 where both are one day: for `sort`. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return toUtc(a) - toUtc(b);
}

/** ISO 8601, e.g. `2026-03-05`. */
export function isoDate({ year, month, day }: CivilDate): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** ISO 8601, e.g. `2026-W10`: weeks begin on Monday and belong to the year of their Thursday. */
export function isoWeek(date: CivilDate): string {
  const thursday = addDays(date, 4 - (weekdayOf(date) || 7));
  const dayOfYear = (toUtc(thursday) - toUtc({ year: thursday.year, month: 1, day: 1 })) / DAY_MS;
  return `${padded(thursday.year, 4)}-W${padded(Math.floor(dayOfYear / 7) + 1, 2)}`;
}

/** In decimal digits, at least `width` of them. */
export function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function toUtc({ year, month, day }: CivilDate): number {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function fromUtc(time: number): CivilDate {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
