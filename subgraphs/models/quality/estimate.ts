import { type Interval, wilsonInterval } from '../../../nlu/index.ts';
import type { Cell } from './cells.ts';

/** Turns that somebody spoke about, below which a stratum says too little of those that nobody spoke about. */
const LEAST_VOICES = 5;

/** By what turns are corrected. */
type Stratified = Pick<Cell, 'replyKind' | 'bin'>;

/** How many turns each turn of a cell stands for, itself included. */
export type Weight = (cell: Stratified) => number;

/**
 * Corrects for who gives feedback by post-stratification (Holt & Smith 1979, "Post stratification", JRSS A 142): turns fall into strata by
 * the kind of their reply and the model's confidence, and within a stratum the turns that somebody spoke about stand for all. It is right
 * where feedback within a stratum does not depend on what it says. A stratum with fewer than five voices joins the next one of its reply
 * kind, a reply kind with fewer joins the others.
 */
export function postStratified(cells: readonly Cell[], speaks: (cell: Cell) => boolean): Weight {
  const weights = new Map<string, number>();
  const strata = [...Map.groupBy(cells, keyOf)].map(([key, of]) => stratumOf(key, of, speaks));
  const pooled: Stratum[] = [];
  for (const ofKind of Map.groupBy(strata, ({ replyKind }) => replyKind).values())
    pooled.push(...merged(ofKind.toSorted((a, b) => a.bin - b.bin)));
  const few = pooled.filter(({ voices }) => voices < LEAST_VOICES);
  const groups = [
    ...pooled.filter(({ voices }) => voices >= LEAST_VOICES),
    ...(few.length > 0 ? [few.reduce(join)] : []),
  ];
  for (const { keys, turns, voices } of groups)
    for (const key of keys) weights.set(key, voices > 0 ? turns / voices : 0);
  return (cell) => weights.get(keyOf(cell)) ?? 0;
}

/**
 * The weighted share of the turns that hit, with Wilson's interval at Kish's effective number of turns (Kish 1965, "Survey Sampling",
 * §11.7). Null where none has a weight.
 */
export function weightedShare<T extends Stratified & Pick<Cell, 'turns'>>(
  cells: readonly T[],
  weight: Weight,
  isHit: (cell: T) => boolean,
): Interval | null {
  let [sum, squares, hits] = [0, 0, 0];
  for (const cell of cells) {
    const each = weight(cell);
    sum += cell.turns * each;
    squares += cell.turns * each * each;
    if (isHit(cell)) hits += cell.turns * each;
  }
  if (sum === 0) return null;
  const effective = (sum * sum) / squares;
  return wilsonInterval((hits / sum) * effective, effective);
}

/** The first minus the second of two independent shares (Newcombe 1998, "Interval estimation for the difference", method 10). */
export function differenceOf(first: Interval, second: Interval): Interval {
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}

interface Stratum {
  keys: string[];
  replyKind: string;
  bin: number;
  turns: number;
  voices: number;
}

function keyOf({ replyKind, bin }: Stratified): string {
  return `${replyKind} ${bin}`;
}

function stratumOf(key: string, [first, ...rest]: readonly Cell[], speaks: (cell: Cell) => boolean): Stratum {
  const cells = first ? [first, ...rest] : rest;
  return {
    keys: [key],
    replyKind: first?.replyKind ?? '',
    bin: first?.bin ?? 0,
    turns: turnsOf(cells),
    voices: turnsOf(cells.filter(speaks)),
  };
}

/** Neighbours joined from the least confident on until each has voices enough; what is left over joins the last. */
function merged(ordered: readonly Stratum[]): Stratum[] {
  const done: Stratum[] = [];
  let open: Stratum | undefined;
  for (const stratum of ordered) {
    open = open ? join(open, stratum) : stratum;
    if (open.voices < LEAST_VOICES) continue;
    done.push(open);
    open = undefined;
  }
  if (!open) return done;
  const last = done.pop();
  return [...done, last ? join(last, open) : open];
}

function join(a: Stratum, b: Stratum): Stratum {
  return { ...a, keys: [...a.keys, ...b.keys], turns: a.turns + b.turns, voices: a.voices + b.voices };
}

export function turnsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { turns }) => sum + turns, 0);
}
