import { TWO_SAMPLE_UTTERANCES, type TwoSampleTest, twoSampleTest } from '../../../nlu/index.ts';
import { chanceIndex, stabilityIndex } from './drift.ts';

/** What a user said, and how sure the version was of it. */
export interface SaidTurn {
  utterance: string;
  confidence: number | null;
}

/** Turns of one version: of its first days, and of the period that is looked at. */
export interface SaidTurns {
  former: SaidTurn[];
  recent: SaidTurn[];
  /** When the first days began and ended. */
  formerFrom: Date;
  formerTo: Date;
}

/** How what users say differs between two periods. */
export interface InputDrift extends Pick<SaidTurns, 'formerFrom' | 'formerTo'> {
  /** Compared, of either period. */
  turns: number;
  formerTurns: number;
  /** Stability index of the confidence, and what chance alone makes of it once in a hundred times. */
  index: number;
  chance: number;
  /** Null with too few texts that only one of the periods holds. */
  test: TwoSampleTest | null;
}

/** Of either period, drawn by a hash of their ids. */
export const TURNS_COMPARED = TWO_SAMPLE_UTTERANCES;
/** Of either period: a tenth of fewer is no bin. */
const FEWEST_TURNS = 50;
const DECILES = 10;
const SEED = 1;

/**
 * Measures how what users say in a period differs from what they said in a version's first days, in two ways: the stability index of the confidence
 * over the deciles that it had at first (Siddiqi 2006 of a scorecard's score: one model on both sides, so that it is a function of the
 * utterance alone), and the classifier two-sample test on the utterances themselves, which also sees what the model is equally sure of.
 * Null with too few turns in either.
 */
export function measureInputDrift({ former, recent, formerFrom, formerTo }: SaidTurns): InputDrift | null {
  if (Math.min(former.length, recent.length) < FEWEST_TURNS) return null;
  const edges = decileEdges(former.flatMap(({ confidence }) => confidence ?? []));
  const [before, now] = [binned(former, edges), binned(recent, edges)];
  const categories = new Set([...before.keys(), ...now.keys()]).size;
  return {
    formerFrom,
    formerTo,
    turns: recent.length,
    formerTurns: former.length,
    index: stabilityIndex(before, now),
    chance: chanceIndex(categories, former.length, recent.length),
    test: twoSampleTest(
      former.map(({ utterance }) => utterance),
      recent.map(({ utterance }) => utterance),
      { seed: SEED },
    ),
  };
}

/** Lower bounds of all tenths but the lowest; where many values are equal there are fewer. */
function decileEdges(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const edges = Array.from({ length: DECILES - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / DECILES)]);
  return [...new Set(edges)].filter((edge) => edge !== undefined);
}

/** Turns by the tenth that their confidence falls into; those without one are a bin of their own. */
function binned(turns: readonly SaidTurn[], edges: readonly number[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { confidence } of turns) {
    const bin = confidence === null ? null : String(edges.filter((edge) => edge <= confidence).length);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return counts;
}
