import type { AnsweredItems } from './bootstrap.ts';
import { holmAdjusted, mcNemarMidP, pairedDifference } from './statistics.ts';
import type { IntentComparison } from './types.ts';

/**
 * Compares a candidate with a champion intent by intent, on the items that are of the intent: whether it is recognised more seldom. Intents
 * with fewer items than `minimumSupport` (10) are left out, since nothing could be concluded about them, and do not weigh on the others.
 * The p-values of the rest are adjusted by Holm's method, so that among any number of unchanged intents the chance to call one worse stays
 * below alpha. The least favourable difference first.
 */
export function compareIntents(
  { actual, candidate, champion }: AnsweredItems & { champion: readonly (string | null)[] },
  { alpha = 0.05, minimumSupport = 10 } = {},
): IntentComparison[] {
  const itemsOf = Map.groupBy(actual.keys(), (i) => actual[i]);
  itemsOf.delete(null);
  const compared = [...itemsOf]
    .filter(([, items]) => items.length >= minimumSupport)
    .map(([intent, items]) => {
      const counts = { both: 0, firstOnly: 0, secondOnly: 0, neither: 0 };
      for (const i of items) {
        const isRight = candidate[i] === intent;
        if (champion[i] === intent) counts[isRight ? 'both' : 'secondOnly']++;
        else counts[isRight ? 'firstOnly' : 'neither']++;
      }
      return {
        intent: intent as string,
        support: items.length,
        difference: pairedDifference(counts, alpha),
        pValue: mcNemarMidP(counts),
      };
    });
  const adjusted = holmAdjusted(compared.map(({ pValue }) => pValue));
  return compared
    .map((one, i) => ({ ...one, adjustedPValue: adjusted[i] }))
    .sort((a, b) => a.difference.value - b.difference.value || (a.intent < b.intent ? -1 : 1));
}
