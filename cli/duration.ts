import { CliError } from './errors.ts';

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of "90s", "30m", "2h". @throws CliError BAD_DURATION */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = match && UNIT_MS[match[2] ?? ''];
  if (!match || !unit) throw new CliError('BAD_DURATION', `"${text}" is not a duration; write 90s, 30m or 2h.`);
  return Number(match[1]) * unit;
}
