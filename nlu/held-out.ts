import { OUT_OF_SCOPE } from './calibrate.ts';
import { nearEqualKey } from './near-duplicates.ts';
import { Rng } from './rng.ts';
import type { TrainingRows } from './training-rows.ts';

// N examples, K intents.

// From so many validation rows on they calibrate alone; fewer are joined by cross-validation.
const ENOUGH_VALIDATION = 100;
// Out-of-scope rows from which on no stand-ins are needed.
const ENOUGH_OUT_OF_SCOPE = 20;
// Below, the model of a rehearsal that leaves intents out would have one intent, which claims everything.
const FEWEST_INTENTS_LEFT = 2;

/** Rows that a model of all the other rows is going to predict. */
export type Rehearsal = ReadonlySet<number>;

interface RehearsalOptions {
  readonly folds: number;
  readonly seed: number;
  /** Rehearsals of a kind stop at the one that brings so many predictions; more cost time and move neither temperature nor thresholds. */
  readonly enough: { readonly predictions: number; readonly standIns: number };
}

/**
 * Which models have to be trained beside the real one so that calibration sees margins of rows unknown to the model that made them: the
 * folds of a cross-validation unless the validation rows suffice, and where out-of-scope rows are few, models that leave whole intents
 * out. To such a model the rows of those intents are out-of-scope. Over sets of 4 to 150 intents of CLINC150, its median best margin for
 * them lies up to 0.2 above that for real out-of-scope utterances: a stand-in on the safe side.
 */
export function planRehearsals(
  rows: TrainingRows,
  validation: TrainingRows,
  intentCount: number,
  { folds, seed, enough }: RehearsalOptions,
): Rehearsal[] {
  const rehearsals: Rehearsal[] = [];
  let outOfScopeCount = countOutOfScope(validation);
  if (validation.labels.length - outOfScopeCount < ENOUGH_VALIDATION) {
    rehearsals.push(...untilEnough(foldsOf(rows, folds, seed), folds, enough.predictions));
    outOfScopeCount += countOutOfScope(rows);
  }
  if (outOfScopeCount < ENOUGH_OUT_OF_SCOPE) {
    const groups = Math.min(folds, intentCount);
    const isKnown = intentCount - Math.ceil(intentCount / groups) >= FEWEST_INTENTS_LEFT;
    if (isKnown)
      rehearsals.push(...untilEnough(intentGroupsOf(rows, intentCount, groups, seed), groups, enough.standIns));
  }
  return rehearsals;
}

/**
 * The fold of each row (N), 0 … folds−1. Near-equal utterances share a fold, else the copy of a held-out one would be trained on; the
 * groups of each intent are dealt to the folds in turn, in a seeded order.
 */
export function foldsOf(
  { utterances, labels }: Pick<TrainingRows, 'utterances' | 'labels'>,
  folds: number,
  seed: number,
): Int32Array {
  const groups = new Map<string, number[]>();
  for (const [i, utterance] of utterances.entries()) {
    const key = nearEqualKey(utterance);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  const members = [...groups.values()];
  const order = shuffled(members.length, seed).sort((a, b) => labels[members[a][0]] - labels[members[b][0]]);
  const foldOf = new Int32Array(utterances.length);
  for (const [place, g] of order.entries()) for (const i of members[g]) foldOf[i] = place % folds;
  return foldOf;
}

/** The group of each row's intent (N), 0 … groups−1; −1 of an out-of-scope row. */
function intentGroupsOf({ labels }: TrainingRows, intentCount: number, groups: number, seed: number): Int32Array {
  const places = shuffled(intentCount, seed);
  return labels.map((label) => (label === OUT_OF_SCOPE ? -1 : places[label] % groups));
}

/** The rows of group after group, up to the one that makes enough; groups that hold nothing or everything left out. */
function untilEnough(groupOf: Int32Array, groups: number, enough: number): Rehearsal[] {
  const rehearsals: Rehearsal[] = [];
  let count = 0;
  for (let group = 0; group < groups && count < enough; group++) {
    const rows = new Set<number>();
    for (const [i, own] of groupOf.entries()) if (own === group) rows.add(i);
    if (rows.size === 0 || rows.size === groupOf.length) continue;
    rehearsals.push(rows);
    count += rows.size;
  }
  return rehearsals;
}

function shuffled(length: number, seed: number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  new Rng(seed).shuffle(order);
  return order;
}

function countOutOfScope({ labels }: TrainingRows): number {
  return labels.filter((label) => label === OUT_OF_SCOPE).length;
}
