/** A row that Malha left out. */
export interface RefusedRow {
  /** `file:line` */
  place: string;
  code: string;
  text: string;
  intent: string | null;
}

const REASONS: Record<string, string> = {
  NEAR_TEST_EXAMPLE: 'nearly equal to a test utterance: a model would train on what judges it',
  NEAR_TRAINING_EXAMPLE: 'nearly equal to a training utterance: a model would be judged on what it learned',
  OTHER_INTENT: 'known under another intent',
};
const SHOWN_PER_REASON = 10;
const SHOWN_CHARACTERS = 60;

/** Lines for the terminal: how many rows were left out for which reason, and the first of them; nothing where none was. */
export function describeRefused(refused: readonly RefusedRow[]): string[] {
  const byCode = Map.groupBy(refused, ({ code }) => code);
  return [...byCode].flatMap(([code, rows]) => [
    `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} refused: ${REASONS[code] ?? 'for a reason newer than this program'} (${code})`,
    ...rows
      .slice(0, SHOWN_PER_REASON)
      .map(({ place, text, intent }) => `  ${place}: ${shortened(text)} → ${intent ?? 'out of scope'}`),
    ...(rows.length > SHOWN_PER_REASON
      ? [`  … and ${rows.length - SHOWN_PER_REASON} more; --json lists them all`]
      : []),
  ]);
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}
