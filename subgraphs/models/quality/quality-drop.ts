import { fisherExactLower } from '../../../nlu/index.ts';
import type { Firing, RuleAt } from '../policy/rules.ts';

/** What somebody said of a turn that a version answered. */
export interface VersionVoice {
  /** When it was said. */
  at: Date;
  isHelpful: boolean;
}

/** Chance that the rule asks after a block of voices although nothing has changed. */
const QUALITY_ALPHA = 0.01;

/**
 * Tells whether users like a version less than before. Its voices, oldest first, fall into blocks of `size`, and the last whole block is
 * held against all before it by Fisher's exact test, one-sided. A block is judged once, however often it is looked at: so asking every
 * minute makes no more false alarms than one in a hundred blocks. Null where it is not significantly worse, and for a block that began before `since`,
 * which a run that was asked for then has learned from.
 */
export function judgeQuality(voices: readonly VersionVoice[], size: number): RuleAt {
  const known = new Map<number, Firing | null>();
  let seen = 0;
  return (now, since) => {
    for (let next = voices[seen]; next && next.at <= now; next = voices[seen]) seen++;
    const blocks = Math.floor(seen / size);
    const first = voices[(blocks - 1) * size];
    if (blocks < 2 || !first || (since !== null && first.at <= since)) return null;
    if (!known.has(blocks)) known.set(blocks, judgeBlock(voices.slice(0, blocks * size), size));
    return known.get(blocks) ?? null;
  };
}

function judgeBlock(voices: readonly VersionVoice[], size: number): Firing | null {
  const [last, before] = [helpfulOf(voices.slice(-size)), helpfulOf(voices.slice(0, -size))];
  const pValue = fisherExactLower(last, before);
  if (pValue >= QUALITY_ALPHA) return null;
  const rate = last.hits / last.trials;
  const former = before.hits / before.trials;
  return {
    trigger: 'QUALITY',
    rule: 'quality',
    figures: [
      { name: 'helpfulRate', value: rate, threshold: null },
      { name: 'formerHelpfulRate', value: former, threshold: null },
      { name: 'pValue', value: pValue, threshold: QUALITY_ALPHA },
    ],
    reason: `${percent(rate)} of the last ${size} voices are helpful, of those before ${percent(former)}`,
  };
}

function helpfulOf(voices: readonly VersionVoice[]): { hits: number; trials: number } {
  return { hits: voices.filter(({ isHelpful }) => isHelpful).length, trials: voices.length };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
