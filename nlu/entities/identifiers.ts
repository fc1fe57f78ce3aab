import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import { bounded, type Recognizer } from './recognizer.ts';

/** A span with its value; UTF-16 code units of the original text. */
export interface ReadSpan {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu;
const URL = /(?<![\p{L}\p{N}@])(?:https?:\/\/|www\.)[^\s<>"']{1,2000}(?<![.,;:!?)\]])/giu;

/** E-mail addresses in the original text, lower case: no accent or width may be folded away. */
export function emailsIn(text: string): ReadSpan[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(EMAIL)].map(({ 0: said, index }) => spanOf(said, index, said.toLowerCase()));
}

/** URLs in the original text, as they are. */
export function urlsIn(text: string): ReadSpan[] {
  return [...text.matchAll(URL)].map(({ 0: said, index }) => spanOf(said, index, said));
}

// Fewer digits make no number that libphonenumber holds valid in these countries.
const ENOUGH_DIGITS = /(?:\d\D{0,3}){7}/;
// What looks like a CPF and is none is a mistyped CPF, though some country would dial it.
const CPF_SHAPE = /^\d{3}\.\d{3}\.\d{3}-\d{2}$/;
const COUNTRY_OF = new Map<string, CountryCode>([
  ['pt', 'BR'],
  ['en', 'US'],
]);

/** Valid telephone numbers in the original text, as E.164; those without a country code are read as of the given countries, in turn. */
export function phonesIn(text: string, countries: readonly CountryCode[]): ReadSpan[] {
  if (!ENOUGH_DIGITS.test(text)) return [];
  const spans: ReadSpan[] = [];
  for (const defaultCountry of countries) {
    for (const { number, startsAt, endsAt } of findPhoneNumbersInText(text, defaultCountry)) {
      const isTaken = spans.some(({ start, end }) => startsAt < end && start < endsAt);
      if (!isTaken && !CPF_SHAPE.test(text.slice(startsAt, endsAt)))
        spans.push({ value: number.number, start: startsAt, end: endsAt });
    }
  }
  return spans;
}

/** The countries meant by language tags: of the region named, else of most speakers among ours. */
export function countriesOf(languages: readonly string[]): CountryCode[] {
  const countries = languages.flatMap((tag) => {
    const [language, ...subtags] = tag.split('-');
    const region = subtags.find((subtag) => /^[A-Za-z]{2}$/.test(subtag))?.toUpperCase();
    if (region !== undefined && isSupportedCountry(region)) return region;
    return COUNTRY_OF.get(language.toLowerCase()) ?? [];
  });
  return [...new Set(countries)];
}

/** Numbers of the Brazilian registers of persons and of companies, over folded text: without punctuation. */
export const REGISTERS: readonly Recognizer[] = [
  {
    builtIn: 'CNPJ',
    pattern: bounded(String.raw`[\da-z]{2}\.?[\da-z]{3}\.?[\da-z]{3}/?[\da-z]{4}-?\d{2}`),
    read: ([said]) => checked(said, CNPJ_WEIGHTS),
  },
  {
    builtIn: 'CPF',
    pattern: bounded(String.raw`\d{3}\.?\d{3}\.?\d{3}-?\d{2}`),
    read: ([said]) => checked(said, CPF_WEIGHTS),
  },
];

// Of the second check digit; the first takes them without the first weight.
const CPF_WEIGHTS = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * The characters of a register number whose two check digits, modulo 11, are right; else null. Letters, which the CNPJ has since
 * Instrução Normativa RFB 2.229/2024, count as their ASCII code less 48, as digits do. All characters equal are right by arithmetic and
 * given to nobody.
 */
function checked(said: string, weights: readonly number[]): string | null {
  const number = said.replace(/[./-]/g, '').toUpperCase();
  const values = Array.from(number, (character) => character.charCodeAt(0) - 48);
  if (values.every((value) => value === values[0])) return null;
  const body = weights.length - 1;
  const isRight = [body, body + 1].every((length) => {
    const own = weights.slice(weights.length - length);
    const rest = own.reduce((sum, weight, i) => sum + weight * values[i], 0) % 11;
    return values[length] === (rest < 2 ? 0 : 11 - rest);
  });
  return isRight ? number : null;
}

function spanOf(said: string, start: number, value: string): ReadSpan {
  return { value, start, end: start + said.length };
}
