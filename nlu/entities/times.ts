import { addMinutes, isoDate, padded } from './calendar.ts';
import { COUNT, countOf, full } from './dates.ts';
import { AS_SAID, bounded, meanings, type Recognizer } from './recognizer.ts';

/* Times of day and moments in Portuguese and English, over folded text: ISO 8601 in local time, e.g. `15:30` and `2026-03-05T15:30`. */

const HALVES = meanings([
  ['am', 'manha madrugada morning'],
  ['pm', 'tarde noite afternoon evening'],
] as const);
const HALF = 'da manha|da madrugada|da tarde|da noite|in the morning|in the afternoon|in the evening';
const CLOCK_UNITS = meanings([
  [1, 'minuto minutos min minute minutes'],
  [60, 'hora horas h hour hours'],
]);
const CLOCK_UNIT = 'minutos|minuto|minutes|minute|min|horas|hora|hours|hour|h';

/** Words of which every time or moment without a digit holds one, beside those of dates ("meio-dia"). */
export const TIME_WORDS: readonly string[] = [...CLOCK_UNITS.keys(), 'noite', 'noon', 'midday', 'midnight'];

export const TIMES: readonly Recognizer[] = [
  time(String.raw`(\d{1,2})(?:[:h](\d{2}))? ?([ap])(?:m|\. ?m\.)`, ([, hour, minute, half]) =>
    halved(hour, minute, half === 'p'),
  ),
  time(String.raw`(\d{1,2}):(\d{2})(?: (${HALF}))?`, ([, hour, minute, half]) => inWords(hour, minute, half)),
  time(String.raw`(\d{1,2}) ?h ?(\d{2})?(?:min)?(?: (${HALF}))?`, ([, hour, minute, half]) =>
    inWords(hour, minute, half),
  ),
  time(
    String.raw`(\d{1,2})(?: horas)?(?: e (meia|\d{2}))? (da (?:manha|madrugada|tarde|noite))`,
    ([, hour, minute, half]) => inWords(hour, minute, half),
  ),
  // "demora 8 horas" is a duration; "às 8 horas" is not.
  time(String.raw`(?<=(?<!\p{L})(?:as|a|ate|das|pelas) )(\d{1,2}) horas?(?: e (meia|\d{2}))?`, ([, hour, minute]) =>
    inWords(hour, minute),
  ),
  time(String.raw`(?<=(?<!\p{L})(?:as|das|pelas) )(\d{1,2}) e (meia|15|30|45)(?! \p{L}{3})`, ([, hour, minute]) =>
    inWords(hour, minute),
  ),
  time(String.raw`(\d{1,2}) ?o ?['’]? ?clock`, ([, hour]) => inWords(hour, undefined)),
  time(String.raw`half past (\d{1,2})`, ([, hour]) => inWords(hour, 'meia')),
  time(String.raw`meio[ -]dia(?: e (meia))?|noon|midday`, ([, half]) => (half ? '12:30' : '12:00')),
  time(String.raw`meia[ -]noite|midnight`, () => '00:00'),
];

export const MOMENTS: readonly Recognizer[] = [
  {
    builtIn: 'DATE_TIME',
    pattern: bounded(
      String.raw`(\d{4})-(\d{2})-(\d{2})[t ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?(z|[+-]\d{2}:?\d{2})?`,
    ),
    read([, year, month, day, hour, minute, zone = '']) {
      const [date, clock] = [full(year, month, day), clockTime(Number(hour), minute)];
      return date && clock && `${date}T${clock}${zone.toUpperCase()}`;
    },
  },
  moment(
    String.raw`(?:daqui a|daqui|dentro de|em|in|within) (${COUNT}) ?(${CLOCK_UNIT})|(${COUNT}) ?(${CLOCK_UNIT}) from now`,
    1,
  ),
  moment(String.raw`(?:ha|faz) (${COUNT}) ?(${CLOCK_UNIT})(?: atras)?|(${COUNT}) ?(${CLOCK_UNIT}) (?:atras|ago)`, -1),
];

function time(source: string, read: Recognizer['read']): Recognizer {
  return { builtIn: 'TIME', pattern: bounded(source), read };
}

function moment(source: string, sign: 1 | -1): Recognizer {
  return {
    builtIn: 'DATE_TIME',
    pattern: bounded(source),
    read([, a, b, c, d], { now }) {
      if (!now) return AS_SAID;
      const then = addMinutes(now, sign * countOf(a ?? c) * (CLOCK_UNITS.get(b ?? d) ?? 1));
      return `${isoDate(then)}T${padded(then.hour, 2)}:${padded(then.minute, 2)}`;
    },
  };
}

function inWords(hour: string, minute: string | undefined, half?: string): string | null {
  const minutes = minute === 'meia' ? '30' : minute;
  const which = half === undefined ? undefined : HALVES.get(half.split(' ').at(-1) ?? '');
  if (which === undefined || Number(hour) > 12) return clockTime(Number(hour), minutes);
  // "12 da noite" is midnight and "3 da noite" is said of the small hours nowhere.
  if (half?.endsWith('noite') && Number(hour) === 12) return clockTime(0, minutes);
  return halved(hour, minutes, which === 'pm');
}

function halved(hour: string, minute: string | undefined, isAfternoon: boolean): string | null {
  return Number(hour) > 12 ? null : clockTime((Number(hour) % 12) + (isAfternoon ? 12 : 0), minute);
}

function clockTime(hour: number, minute = '00'): string | null {
  return hour > 23 || Number(minute) > 59 ? null : `${padded(hour, 2)}:${minute}`;
}
