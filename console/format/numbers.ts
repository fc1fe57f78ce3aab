/** `0.931` → `93.1 %` in the language's own writing. */
export function percent(share: number, language: string, digits = 1): string {
  return new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

/** A difference of shares in percentage points, always signed: `+1.2 pp`. A true zero has no sign. */
export function points(difference: number, language: string): string {
  const value = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(difference * 100);
  return `${value} ${language.startsWith('pt') ? 'p.p.' : 'pp'}`;
}

/** A score between 0 and 1 with two decimals. */
export function score(value: number, language: string): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

export function count(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A metric of any size, to four significant digits. */
export function metric(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 4 }).format(value);
}
