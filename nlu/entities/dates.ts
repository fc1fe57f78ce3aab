import {
  addDays,
  addMonths,
  type CivilDate,
  compareDates,
  isDate,
  isoDate,
  isoWeek,
  padded,
  weekdayOf,
} from './calendar.ts';
import { anyOf, AS_SAID, bounded, meanings, type Reading, type Recognizer } from './recognizer.ts';

/*
 * Dates in Portuguese and English, over folded text. Both grammars read every utterance: people mix. What is relative is resolved against
 * `now`; where custom leaves a choice:
 *
 *   sexta, on friday               the first one after today
 *   esta sexta, this friday        the first one from today on
 *   próxima sexta, sexta que vem   the first one after today; "next friday" is the Friday of next week
 *   sexta passada, last friday     the last one before today
 *   5 de março, dia 5              the first one from today on
 *
 * Without `now`, "5 de março" is `--03-05` and "dia 5" is `---05` (ISO 8601:2000).
 */

const MONTHS = meanings([
  [1, 'janeiro january'],
  [2, 'fevereiro february'],
  [3, 'marco march'],
  [4, 'abril april'],
  [5, 'maio may'],
  [6, 'junho june'],
  [7, 'julho july'],
  [8, 'agosto august'],
  [9, 'setembro september'],
  [10, 'outubro october'],
  [11, 'novembro november'],
  [12, 'dezembro december'],
]);
const SHORT_MONTHS = meanings([
  [1, 'jan'],
  [2, 'fev feb'],
  [3, 'mar'],
  [4, 'abr apr'],
  [5, 'mai may'],
  [6, 'jun'],
  [7, 'jul'],
  [8, 'ago aug'],
  [9, 'set sep sept'],
  [10, 'out oct'],
  [11, 'nov'],
  [12, 'dez dec'],
]);
const MONTH = anyOf(MONTHS.keys());
const SHORT_MONTH = anyOf(SHORT_MONTHS.keys());
const YEAR = String.raw`(\d{4})`;
const ORDINAL = String.raw`(\d{1,2})(?:o|st|nd|rd|th)?`;

const DAYS_FROM_TODAY = new Map([
  ['depois de amanha', 2],
  ['the day after tomorrow', 2],
  ['day after tomorrow', 2],
  ['amanha', 1],
  ['tomorrow', 1],
  ['hoje', 0],
  ['today', 0],
  ['ontem', -1],
  ['yesterday', -1],
  ['antes de ontem', -2],
  ['anteontem', -2],
  ['the day before yesterday', -2],
  ['day before yesterday', -2],
]);

const WEEKDAYS = meanings([
  [0, 'domingo sunday'],
  [1, 'segunda monday'],
  [2, 'terca tuesday'],
  [3, 'quarta wednesday'],
  [4, 'quinta thursday'],
  [5, 'sexta friday'],
  [6, 'sabado saturday'],
]);
const FAIR = String.raw`(?:[ -]feira)?`;
const PT_DAY = 'domingo|segunda|terca|quarta|quinta|sexta|sabado';
const EN_DAY = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday';
// Alone, these are ordinals as well ("a segunda via"): they need "-feira", or company that only a day of the week has.
const CLEAR_DAY = `(?:segunda|terca|quarta|quinta|sexta)[ -]feira|sabado|domingo|${EN_DAY}`;
const AFTER_A_DAY = String.raw`(?=\s*$|\s*[^\p{L}\p{N}\s]|\s(?:as|a (?:tarde|noite|partir)|ao|de (?:manha|tarde|noite)|e|ou|eu|pela|por|ate|cedo|que|nao|posso|pode|da|tem)(?!\p{L}))`;
const UNCLEAR_DAY = String.raw`(?<=(?<!\p{L})(?:na|nesta|nessa|ate|desde) )(?:segunda|terca|quarta|quinta|sexta)${AFTER_A_DAY}`;

const SMALL_NUMBERS = meanings([
  [1, 'um uma a an one'],
  [2, 'dois duas two'],
  [3, 'tres three'],
  [4, 'quatro four'],
  [5, 'cinco five'],
  [6, 'seis six'],
  [7, 'sete seven'],
  [8, 'oito eight'],
  [9, 'nove nine'],
  [10, 'dez ten'],
  [15, 'quinze fifteen'],
]);
/** A number in figures or in one word. */
export const COUNT = String.raw`\d{1,3}|${anyOf(SMALL_NUMBERS.keys())}`;
const UNITS = meanings([
  ['day', 'dia dias day days'],
  ['week', 'semana semanas week weeks'],
  ['month', 'mes meses month months'],
  ['year', 'ano anos year years'],
] as const);
const UNIT = anyOf(UNITS.keys());

/** Words of which every date without a digit holds one. */
export const DATE_WORDS: readonly string[] = [
  ...'hoje amanha ontem anteontem today tomorrow yesterday'.split(' '),
  ...WEEKDAYS.keys(),
  ...MONTHS.keys(),
  ...UNITS.keys(),
];

export const DATES: readonly Recognizer[] = [
  date(String.raw`(\d{4})-(\d{2})-(\d{2})`, ([, year, month, day]) => full(year, month, day)),
  date(String.raw`(\d{1,2})([/.-])(\d{1,2})\2${YEAR}`, ([, a, , b, year], { isDayFirst }) =>
    inFigures(a, b, year, isDayFirst),
  ),
  date(String.raw`(\d{1,2})/(\d{1,2})/(\d{2})`, ([, a, b, year], { isDayFirst }) =>
    inFigures(a, b, `20${year}`, isDayFirst),
  ),
  // "24/7", "1/2" and "9/10" are no dates: both parts have two digits, or "dia" says what they are.
  date(String.raw`dia (\d{1,2})/(\d{1,2})|(\d{2})/(\d{2})`, ([, day, month, a, b], reading) =>
    day === undefined ? inFigures(a, b, undefined, reading.isDayFirst, reading) : yearless(month, day, reading),
  ),
  date(
    String.raw`(?:${ORDINAL}|primeiro) (?:de |of )?(${MONTH})(?:,? (?:de |of )?${YEAR})?`,
    ([, day = '1', month, year], reading) => named(day, MONTHS.get(month), year, reading),
  ),
  date(String.raw`(\d{1,2})(?:/|-| de )(${SHORT_MONTH})(?:(?:/|-| de | )${YEAR})?`, ([, day, month, year], reading) =>
    named(day, SHORT_MONTHS.get(month), year, reading),
  ),
  date(String.raw`(${MONTH}) (?:the )?${ORDINAL}(?:,? ${YEAR})?`, ([, month, day, year], reading) =>
    named(day, MONTHS.get(month), year, reading),
  ),
  date(anyOf(DAYS_FROM_TODAY.keys()), ([said], reading) =>
    relative(reading, (today) => isoDate(addDays(today, DAYS_FROM_TODAY.get(said) ?? 0))),
  ),

  date(
    String.raw`(${PT_DAY})${FAIR} (?:da|na) (?:semana que vem|proxima semana)|(?:(${EN_DAY}) (?:of )?next week|next (${EN_DAY}))`,
    ([, a, b, c], reading) =>
      relative(reading, (today) => isoDate(addDays(monday(today), 7 + ((dayNumber(a ?? b ?? c) + 6) % 7)))),
  ),
  date(String.raw`(?:proxim[oa] (${PT_DAY})${FAIR}|(${PT_DAY})${FAIR} que vem)`, ([, a, b], reading) =>
    relative(reading, (today) => isoDate(after(today, dayNumber(a ?? b)))),
  ),
  // Periods, before their words could be read as offsets or days.
  period(String.raw`(semana|mes|ano) que vem|proxim[oa] (semana|mes|ano)|next (week|month|year)`, 1),
  period(String.raw`(semana|mes|ano) passad[oa]|last (week|month|year)`, -1),
  period(String.raw`(?:n?est[ae]|n?ess[ae]) (semana|mes|ano)|this (week|month|year)`, 0),
  date(
    String.raw`ultim[oa] (${PT_DAY})${FAIR}|(${PT_DAY})${FAIR} passad[oa]|last (${EN_DAY})`,
    ([, a, b, c], reading) => relative(reading, (today) => isoDate(before(today, dayNumber(a ?? b ?? c)))),
  ),
  date(String.raw`(?:(?:n?est[ae]|n?ess[ae]) (${PT_DAY})${FAIR}|this (${EN_DAY}))`, ([, a, b], reading) =>
    relative(reading, (today) => isoDate(after(addDays(today, -1), dayNumber(a ?? b)))),
  ),
  date(String.raw`${CLEAR_DAY}|${UNCLEAR_DAY}`, ([said], reading) =>
    relative(reading, (today) => isoDate(after(today, dayNumber(said.split(/[ -]/, 1)[0])))),
  ),

  date(
    String.raw`(?:daqui a|daqui|dentro de|em|in|within) (${COUNT}) (${UNIT})|(${COUNT}) (${UNIT}) from (?:now|today)`,
    ([, a, b, c, d], reading) => offset(a ?? c, b ?? d, 1, reading),
  ),
  date(
    String.raw`(?:ha|faz) (${COUNT}) (${UNIT})(?: atras)?|(${COUNT}) (${UNIT}) (?:atras|ago)`,
    ([, a, b, c, d], reading) => offset(a ?? c, b ?? d, -1, reading),
  ),

  date(String.raw`dia (\d{1,2}|primeiro)o?`, ([, day], reading) =>
    dayOfMonth(day === 'primeiro' ? 1 : Number(day), reading),
  ),
];

/** What a `COUNT` says. */
export function countOf(said: string): number {
  return SMALL_NUMBERS.get(said) ?? Number(said);
}

/** The ISO 8601 form of a full date, or null. */
export function full(year: string, month: string, day: string): string | null {
  const said = { year: Number(year), month: Number(month), day: Number(day) };
  return isDate(said) ? isoDate(said) : null;
}

function date(source: string, read: Recognizer['read']): Recognizer {
  return { builtIn: 'DATE', pattern: bounded(source), read };
}

/** In the order of the language, else in the other one where only that makes a date. */
function inFigures(a: string, b: string, year: string | undefined, isDayFirst: boolean, reading?: Reading) {
  const [day, month] = isDayFirst ? [a, b] : [b, a];
  if (year !== undefined) return full(year, month, day) ?? full(year, day, month);
  return reading ? yearless(month, day, reading) : null;
}

function named(day: string, month: number | undefined, year: string | undefined, reading: Reading) {
  return year === undefined ? yearless(String(month), day, reading) : full(year, String(month), day);
}

function yearless(month: string, day: string, { now }: Reading): string | null {
  const said = { month: Number(month), day: Number(day) };
  if (!isDate({ year: 2000, ...said })) return null; // a leap year: February 29 may be meant
  if (!now) return `--${padded(said.month, 2)}-${padded(said.day, 2)}`;
  for (let year = now.year; year <= now.year + 8; year++) {
    const found = { year, ...said };
    if (isDate(found) && compareDates(found, now) >= 0) return isoDate(found);
  }
  return null;
}

function dayOfMonth(day: number, { now }: Reading): string | null {
  if (day < 1 || day > 31) return null;
  if (!now) return `---${padded(day, 2)}`;
  for (let months = 0; ; months++) {
    const found = { ...addMonths({ ...now, day: 1 }, months), day };
    if (isDate(found) && compareDates(found, now) >= 0) return isoDate(found);
  }
}

function relative({ now }: Reading, resolve: (today: CivilDate) => string): string | typeof AS_SAID {
  return now ? resolve(now) : AS_SAID;
}

/** "próxima semana" and the like, as precise as they are: `2026-W49`, `2026-12`, `2027`. */
function period(source: string, steps: number): Recognizer {
  const read: Recognizer['read'] = ([, ...units], reading) =>
    relative(reading, (today) => {
      const unit = UNITS.get(units.find((said) => said !== undefined) ?? '');
      if (unit === 'week') return isoWeek(addDays(today, 7 * steps));
      const then = isoDate(addMonths({ ...today, day: 1 }, unit === 'year' ? 12 * steps : steps));
      return then.slice(0, unit === 'year' ? 4 : 7);
    });
  return { ...date(source, read), isPeriod: true };
}

function offset(count: string, unit: string, sign: 1 | -1, reading: Reading) {
  return relative(reading, (today) => {
    const steps = sign * countOf(count);
    const kind = UNITS.get(unit);
    if (kind === 'day' || kind === 'week') return isoDate(addDays(today, kind === 'week' ? 7 * steps : steps));
    return isoDate(addMonths(today, kind === 'year' ? 12 * steps : steps));
  });
}

function dayNumber(name: string): number {
  return WEEKDAYS.get(name) ?? 0;
}

function monday(day: CivilDate): CivilDate {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

function after(day: CivilDate, weekday: number): CivilDate {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7 || 7);
}

function before(day: CivilDate, weekday: number): CivilDate {
  return addDays(day, -((weekdayOf(day) - weekday + 7) % 7 || 7));
}
