import { normalQuantile } from './statistics.ts';
import type { Interval } from './types.ts';

/** What two people said of one item. */
export type Judgement = readonly [first: string, second: string];

export interface Agreement {
  /** N. */
  readonly items: number;
  /** Of which both said the same. */
  readonly agreed: number;
  /** Null where there is no item, or where chance alone would agree about every one. */
  readonly kappa: Interval | null;
}

/**
 * Cohen's kappa (Cohen 1960, "A coefficient of agreement for nominal scales"): how much of the agreement that chance leaves open two people
 * reach; 1 for always, 0 for as much as by chance. Its interval is by the large-sample variance of Fleiss, Cohen & Everitt 1969, "Large
 * sample standard errors of kappa and weighted kappa", equation 13, cut at −1 and 1; it is too narrow for a handful of items.
 */
export function cohenKappa(judgements: readonly Judgement[], alpha = 0.05): Agreement {
  const items = judgements.length;
  const first = sharesOf(judgements.map(([said]) => said));
  const second = sharesOf(judgements.map(([, said]) => said));
  const agreed = judgements.filter(([a, b]) => a === b).length;
  let byChance = 0;
  for (const [category, share] of first) byChance += share * (second.get(category) ?? 0);
  // Who always says one thing agrees by chance with whoever always says the same.
  if (items === 0 || (agreed === items && first.size === 1)) return { items, agreed, kappa: null };

  const value = (agreed / items - byChance) / (1 - byChance);
  const open = 1 - value;
  let spread = 0;
  for (const [a, b] of judgements) {
    const ofA = first.get(a) ?? 0;
    const ofB = second.get(b) ?? 0;
    const mixed = (first.get(b) ?? 0) + (second.get(a) ?? 0);
    spread += (a === b ? (1 - (ofA + ofB) * open) ** 2 : (mixed * open) ** 2) / items;
  }
  const variance = (spread - (value - byChance * open) ** 2) / (items * (1 - byChance) ** 2);
  const reach = normalQuantile(1 - alpha / 2) * Math.sqrt(Math.max(variance, 0));
  return { items, agreed, kappa: { value, low: Math.max(value - reach, -1), high: Math.min(value + reach, 1) } };
}

function sharesOf(said: readonly string[]): Map<string, number> {
  const counts = [...Map.groupBy(said, (category) => category)];
  return new Map(counts.map(([category, { length }]) => [category, length / said.length]));
}
