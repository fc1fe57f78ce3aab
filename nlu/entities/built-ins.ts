import type { CountryCode } from 'libphonenumber-js/max';
import { MONEY, NUMBERS } from './amounts.ts';
import { momentIn } from './calendar.ts';
import { DATE_WORDS, DATES } from './dates.ts';
import { FoldedText } from './folded-text.ts';
import { emailsIn, phonesIn, type ReadSpan, REGISTERS, urlsIn } from './identifiers.ts';
import { AS_SAID, type Reading, type Recognizer } from './recognizer.ts';
import { MOMENTS, TIME_WORDS, TIMES } from './times.ts';
import type { BuiltIn, ExtractionContext } from './types.ts';
import type { Word } from './words.ts';

export interface BuiltInSpan extends ReadSpan {
  readonly builtIn: BuiltIn;
}

/** A span in the making: `from` and `to` are its place in the folded text, −1 where it was not found there. */
interface Found {
  readonly builtIn: BuiltIn;
  readonly value: string | typeof AS_SAID;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly isPeriod?: true | undefined;
}

const DATES_AND_TIMES = [...MOMENTS, ...DATES, ...TIMES];
const CALENDAR_WORDS: ReadonlySet<string> = new Set([...DATE_WORDS, ...TIME_WORDS]);
const DIGIT = /\d/;
const DATE_TO_TIME = /^,? ?(?:(?:as|a|a partir d[ae]s?|ate as|por volta d[ae]s?|la pelas|pelas|ao|at|by|around) )?$/;
const TIME_TO_DATE = /^,? ?(?:(?:de|do|da|on|no|na|em|n?est[ae]|this) )?$/;
// Where people put the month first; all others put the day first.
const MONTH_FIRST = /^en(?:$|-(?:[A-Za-z]{4}-)?(?:US|PH|CA)\b)/i;

/**
 * All built-ins of a text by place, without overlap; the earlier in `BUILT_INS` goes first. Which words they are found in does not depend
 * on `now`; what they are worth may.
 */
export function builtInsIn(
  text: string,
  words: readonly Word[],
  context: ExtractionContext,
  countries: readonly CountryCode[],
): BuiltInSpan[] {
  const taken: Found[] = [];
  takeRead(taken, 'EMAIL', emailsIn(text));
  takeRead(taken, 'URL', urlsIn(text));
  // Most of what people say holds neither a digit nor a word of the calendar, and the rest would look for both in vain.
  const hasDigit = words.some((word) => DIGIT.test(word.text));
  if (hasDigit || words.some((word) => CALENDAR_WORDS.has(word.text))) {
    const folded = new FoldedText(text, words);
    const reading = readingOf(context);
    const takeAll = (recognizers: readonly Recognizer[]) => {
      for (const recognizer of recognizers) takeFolded(taken, recognizer, folded, reading);
    };
    if (hasDigit) takeAll(REGISTERS);
    takeAll(DATES_AND_TIMES);
    joinDatesAndTimes(taken, folded.text);
    if (hasDigit) {
      takeAll(MONEY);
      takeRead(taken, 'PHONE', phonesIn(text, countries));
      takeAll(NUMBERS);
    }
  }
  return taken
    .map(({ builtIn, value, start, end }) => ({
      builtIn,
      value: value === AS_SAID ? text.slice(start, end) : value,
      start,
      end,
    }))
    .sort((a, b) => a.start - b.start);
}

function readingOf({ language, now, timeZone = 'UTC' }: ExtractionContext): Reading {
  const isEnglish = /^en\b/i.test(language);
  return {
    isDayFirst: !MONTH_FIRST.test(language),
    decimalSign: isEnglish ? '.' : ',',
    now: now ? momentIn(timeZone, now) : null,
  };
}

function takeRead(taken: Found[], builtIn: BuiltIn, spans: readonly ReadSpan[]): void {
  for (const span of spans) if (isFree(taken, span)) taken.push({ builtIn, from: -1, to: -1, ...span });
}

function takeFolded(taken: Found[], recognizer: Recognizer, folded: FoldedText, reading: Reading): void {
  for (const match of folded.text.matchAll(recognizer.pattern)) {
    const [from, to] = [match.index, match.index + match[0].length];
    const place = folded.placeOf(from, to);
    if (!place || !isFree(taken, place)) continue;
    const value = recognizer.read(match, reading);
    if (value !== null) {
      taken.push({ builtIn: recognizer.builtIn, value, ...place, from, to, isPeriod: recognizer.isPeriod });
    }
  }
}

function isFree(taken: readonly Found[], { start, end }: { readonly start: number; readonly end: number }): boolean {
  return !taken.some((span) => start < span.end && span.start < end);
}

/** "amanhã às 15h" and "15h de amanhã" are one moment. */
function joinDatesAndTimes(taken: Found[], folded: string): void {
  const parts = taken
    .filter(({ builtIn, isPeriod }) => (builtIn === 'DATE' || builtIn === 'TIME') && !isPeriod)
    .sort((a, b) => a.start - b.start);
  for (let p = 0; p + 1 < parts.length; p++) {
    const [first, second] = [parts[p], parts[p + 1]];
    const between = folded.slice(first.to, second.from);
    const isPair =
      first.builtIn === 'DATE'
        ? second.builtIn === 'TIME' && DATE_TO_TIME.test(between)
        : second.builtIn === 'DATE' && TIME_TO_DATE.test(between);
    if (!isPair) continue;
    const [date, time] = first.builtIn === 'DATE' ? [first, second] : [second, first];
    const isWhole = date.value !== AS_SAID && time.value !== AS_SAID && !date.value.startsWith('-');
    const value = isWhole ? `${date.value}T${time.value}` : AS_SAID;
    taken.splice(taken.indexOf(second), 1);
    taken.splice(taken.indexOf(first), 1, {
      builtIn: 'DATE_TIME',
      value,
      start: first.start,
      end: second.end,
      from: first.from,
      to: second.to,
    });
    p++;
  }
}
