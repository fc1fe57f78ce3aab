import type { EntitySpan } from './entities/types.ts';
import { UTTERANCE_UNITS_READ } from './tokenize.ts';

/** How one kind of span is seen and read. `read` gives its normal form, or null where the shape deceived. */
interface Recognizer {
  readonly type: string;
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, isPortuguese: boolean) => string | null;
}

// Nothing may begin or end inside a word or a longer number. The look-behind also keeps every pattern linear in the text.
const BEGIN = String.raw`(?<![\p{L}\p{N}_@]|\d[.,:/-])`;
const END = String.raw`(?![\p{L}\p{N}_]|[.,:/-]\d)`;
const AMOUNT = String.raw`\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,15}(?:[.,]\d{1,6})?`;

/** First three letters of each month in both languages, with its number. */
const MONTHS = wordsOf([
  ['1', 'jan'],
  ['2', 'feb fev'],
  ['3', 'mar'],
  ['4', 'apr abr'],
  ['5', 'may mai'],
  ['6', 'jun'],
  ['7', 'jul'],
  ['8', 'aug ago'],
  ['9', 'sep set'],
  ['10', 'oct out'],
  ['11', 'nov'],
  ['12', 'dec dez'],
]);
const MONTH = [
  'january|february|march|april|may|june|july|august|september|october|november|december',
  'janeiro|fevereiro|março|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro',
].join('|');

const CURRENCIES = wordsOf([
  ['BRL', 'r$ real reais brl'],
  ['USD', '$ us$ usd dollar dollars dólar dólares'],
  ['EUR', '€ eur euro euros'],
  ['GBP', '£ gbp pound pounds'],
]);
const CURRENCY_WORD = 'reais|real|brl|dollars?|dólares|dólar|usd|euros?|eur|pounds?|gbp';

// Relative to the day on which it is read, which this folder cannot know: an ISO 8601 duration from then.
const RELATIVE_DAYS: ReadonlyMap<string, string> = new Map([
  ['depois de amanhã', 'P2D'],
  ['day after tomorrow', 'P2D'],
  ['amanhã', 'P1D'],
  ['tomorrow', 'P1D'],
  ['hoje', 'P0D'],
  ['today', 'P0D'],
  ['ontem', '-P1D'],
  ['yesterday', '-P1D'],
  ['anteontem', '-P2D'],
]);

/** In order of precedence: a span that an earlier one took is not taken again. */
const RECOGNIZERS: readonly Recognizer[] = [
  {
    type: 'email',
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/giu,
    read: ([text]) => text.toLowerCase(),
  },
  {
    type: 'url',
    pattern: /(?<![\p{L}\p{N}@])(?:https?:\/\/|www\.)[^\s<>"']{1,2000}(?<![.,;:!?)\]])/giu,
    read: ([text]) => text,
  },
  { type: 'date', pattern: pattern(String.raw`(\d{4})-(\d{2})-(\d{2})`), read: ([, y, m, d]) => isoDate(y, m, d) },
  {
    type: 'date',
    pattern: pattern(String.raw`(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))`),
    read: ([, a, b, year], isPortuguese) => (isPortuguese ? isoDate(year, b, a) : isoDate(year, a, b)),
  },
  {
    type: 'date',
    pattern: pattern(String.raw`(\d{1,2})/(\d{1,2})`),
    read: ([, a, b], isPortuguese) => (isPortuguese ? isoDate(undefined, b, a) : isoDate(undefined, a, b)),
  },
  {
    type: 'date',
    pattern: pattern(String.raw`(\d{1,2})(?:º|st|nd|rd|th)?\s(?:de\s|of\s)?(${MONTH})(?:,?\s(?:de\s)?(\d{4}))?`),
    read: ([, day, month, year]) => isoDate(year, monthOf(month), day),
  },
  {
    type: 'date',
    pattern: pattern(String.raw`(${MONTH})\s(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4}))?`),
    read: ([, month, day, year]) => isoDate(year, monthOf(month), day),
  },
  {
    type: 'date',
    pattern: pattern([...RELATIVE_DAYS.keys()].join('|').replaceAll('ã', '[ãa]')),
    read: ([text]) => RELATIVE_DAYS.get(text.toLowerCase().replace('amanha', 'amanhã')) ?? null,
  },
  {
    type: 'time',
    pattern: pattern(String.raw`(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\.?`),
    read: ([, hour, minute, half]) =>
      Number(hour) > 12 ? null : time((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0), minute),
  },
  {
    type: 'time',
    pattern: pattern(String.raw`(\d{1,2}):(\d{2})`),
    read: ([, hour, minute]) => time(Number(hour), minute),
  },
  {
    type: 'time',
    pattern: pattern(String.raw`(\d{1,2})\s?(?:h|horas?)(?:\s?(\d{2}))?`),
    read: ([, hour, minute]) => time(Number(hour), minute),
  },
  {
    type: 'money',
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}$])(r\$|us\$|[$€£])\s?(${AMOUNT})${END}`, 'giu'),
    read: ([, sign, amount], isPortuguese) => money(sign, amount, isPortuguese),
  },
  {
    type: 'money',
    pattern: pattern(String.raw`(${AMOUNT})\s?(${CURRENCY_WORD}|[€£])`),
    read: ([, amount, word], isPortuguese) => money(word, amount, isPortuguese),
  },
  {
    type: 'number',
    pattern: pattern(AMOUNT),
    read: ([amount], isPortuguese) => decimal(amount, isPortuguese),
  },
];

/**
 * E-mail addresses, URLs, dates, times, money and numbers of obvious shapes in Portuguese and English, by place, without overlap. Dates
 * read as ISO 8601 ("--MM-DD" without a year, a duration where relative to today), money as "BRL 1234.50", times as "15:30". A date
 * in figures is day first in Portuguese and month first in English. Reads the first 4,096 UTF-16 code units.
 */
export function findEntities(utterance: string, language: string): EntitySpan[] {
  const text = utterance.slice(0, UTTERANCE_UNITS_READ);
  const isPortuguese = language.toLowerCase().startsWith('pt');
  const spans: EntitySpan[] = [];
  for (const { type, pattern: shape, read } of RECOGNIZERS) {
    for (const match of text.matchAll(shape)) {
      const start = match.index;
      const end = start + match[0].length;
      if (spans.some((span) => start < span.end && span.start < end)) continue;
      const value = read(match, isPortuguese);
      if (value !== null) spans.push({ type, value, start, end, confidence: null });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Each word of the lists, with the meaning in front of its list. */
function wordsOf(lists: readonly (readonly [meaning: string, words: string])[]): ReadonlyMap<string, string> {
  return new Map(lists.flatMap(([meaning, words]) => words.split(' ').map((word) => [word, meaning] as const)));
}

function pattern(source: string): RegExp {
  return new RegExp(`${BEGIN}(?:${source})${END}`, 'giu');
}

function monthOf(name: string): string {
  return MONTHS.get(name.toLowerCase().slice(0, 3)) ?? '';
}

function isoDate(year: string | undefined, month: string, day: string): string | null {
  const m = Number(month);
  const d = Number(day);
  if (m < 1 || m > 12 || d < 1 || d > lastDayOf(m, year)) return null;
  return `${year ?? '-'}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

function lastDayOf(month: number, year: string | undefined): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const y = Number(year ?? 2000); // unknown: the 29th is possible
  return (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28;
}

function time(hour: number, minute = '00'): string | null {
  if (hour > 23 || Number(minute) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minute}`;
}

function money(currency: string, amount: string, isPortuguese: boolean): string | null {
  const code = CURRENCIES.get(currency.toLowerCase());
  const value = decimal(amount, isPortuguese);
  return code === undefined || value === null ? null : `${code} ${value}`;
}

/** A plain decimal from "1.234,5" or "1,234.5": the last of two different separators is the decimal one, a lone one as the language has it. */
function decimal(amount: string, isPortuguese: boolean): string | null {
  const dots = amount.split('.').length - 1;
  const commas = amount.split(',').length - 1;
  let decimalSign = isPortuguese ? ',' : '.';
  if (dots > 0 && commas > 0) decimalSign = amount.lastIndexOf(',') > amount.lastIndexOf('.') ? ',' : '.';
  else if (dots + commas === 1 && !/[.,]\d{3}$/.test(amount)) decimalSign = dots === 1 ? '.' : ',';
  const [whole, fraction, more] = amount.split(decimalSign);
  if (more !== undefined) return null;
  const digits = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}
