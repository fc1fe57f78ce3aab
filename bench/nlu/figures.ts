/** A figure that was not measured yet. */
export const MISSING = '–';

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the mean; 0 of a single value. */
export function standardError(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

/** Mean ± standard error; of one value that value. */
export function spread(values: readonly number[], digits = 1): string {
  if (values.length === 0) return MISSING;
  const middle = mean(values).toFixed(digits);
  return values.length < 2 ? middle : `${middle} ± ${standardError(values).toFixed(digits)}`;
}

export function shown(value: number | undefined, digits = 1): string {
  return value === undefined ? MISSING : value.toFixed(digits);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}
