import { anyOf, bounded, meanings, type Recognizer } from './recognizer.ts';

/* Amounts of money and numbers, over folded text: `BRL 1234.50` (ISO 4217 and a decimal), and a plain decimal. */

const AMOUNT = String.raw`\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,15}(?:[.,]\d{1,6})?`;
const ZEROS = meanings([
  [3, 'mil k thousand'],
  [6, 'milhao milhoes mi million millions'],
  [9, 'bilhao bilhoes bi billion billions'],
]);
const LARGE = String.raw`(?: ?(${anyOf(ZEROS.keys())})(?! ?\d))?`;

const CURRENCIES = meanings([
  ['BRL', 'r$ real reais brl'],
  ['USD', '$ us$ usd dollar dollars dolar dolares'],
  ['EUR', '€ eur euro euros'],
  ['GBP', '£ gbp libra libras pound pounds'],
]);
const CURRENCY_WORD = anyOf([...CURRENCIES.keys()].filter((word) => /^[a-z]/.test(word) && !word.endsWith('$')));
const HUNDREDTHS = new Map([
  ['centavo', 'BRL'],
  ['centavos', 'BRL'],
  ['cent', 'USD'],
  ['cents', 'USD'],
]);

export const MONEY: readonly Recognizer[] = [
  {
    builtIn: 'MONEY',
    pattern: bounded(String.raw`(r\$|us\$|[$€£]) ?(${AMOUNT})${LARGE}`),
    read: ([, sign, amount, large], { decimalSign }) => money(sign, decimal(amount, decimalSign, large)),
  },
  {
    builtIn: 'MONEY',
    pattern: bounded(
      String.raw`(${AMOUNT})${LARGE}(?: de)? ?(${CURRENCY_WORD}|[€£])(?: (?:e|and) (\d{1,2}) (?:centavos?|cents?))?`,
    ),
    read: ([, amount, large, word, cents], { decimalSign }) => {
      const whole = decimal(amount, decimalSign, large);
      if (cents === undefined) return money(word, whole);
      return whole?.includes('.') ? null : money(word, `${whole}.${cents.padStart(2, '0')}`);
    },
  },
  {
    builtIn: 'MONEY',
    pattern: bounded(String.raw`(\d{1,2}) (${anyOf(HUNDREDTHS.keys())})`),
    read: ([, cents, word]) => `${HUNDREDTHS.get(word)} 0.${cents.padStart(2, '0')}`,
  },
];

export const NUMBERS: readonly Recognizer[] = [
  {
    builtIn: 'NUMBER',
    pattern: bounded(String.raw`(-?)(${AMOUNT})${LARGE}`),
    read([, minus, amount, large], { decimalSign }) {
      const value = decimal(amount, decimalSign, large);
      return value && minus + value;
    },
  },
];

function money(currency: string, value: string | null): string | null {
  const code = CURRENCIES.get(currency);
  return code === undefined || value === null ? null : `${code} ${value}`;
}

/**
 * A plain decimal of "1.234,5" or "1,234.5": the last of two different separators is the decimal one, a lone one as the language has it.
 * "1,5 milhão" is 1500000.
 */
function decimal(amount: string, languageSign: ',' | '.', large?: string): string | null {
  const dots = amount.split('.').length - 1;
  const commas = amount.split(',').length - 1;
  let sign: ',' | '.' = languageSign;
  if (dots > 0 && commas > 0) sign = amount.lastIndexOf(',') > amount.lastIndexOf('.') ? ',' : '.';
  else if (dots + commas === 1 && !/[.,]\d{3}$/.test(amount)) sign = dots === 1 ? '.' : ',';
  const [whole, fraction = '', more] = amount.split(sign);
  if (more !== undefined) return null;
  const zeros = large === undefined ? 0 : (ZEROS.get(large) ?? 0);
  if (zeros > 0 && fraction.length > zeros) return null;
  const digits = whole.replace(/[.,]/g, '') + (zeros > 0 ? fraction.padEnd(zeros, '0') : '');
  const plain = digits.replace(/^0+(?=\d)/, '');
  return zeros > 0 || fraction === '' ? plain : `${plain}.${fraction}`;
}
