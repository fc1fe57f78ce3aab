import { describe, expect, it } from 'vitest';
import { chooseThresholds, type RankedOutcome } from '../../nlu/thresholds.ts';

const COST = { wrongAnswer: 1, falseRejection: 0.5, question: 0.2, outOfScopeShare: 0.2 };

const sure: RankedOutcome = { inScope: 0.95, gap: 0.9, rank: 0 };
const stray: RankedOutcome = { inScope: 0.31, gap: 0.3, rank: Infinity };

/** So many outcomes that the prior has no say. */
function many(...outcomes: RankedOutcome[]): RankedOutcome[] {
  return Array.from({ length: 3_000 }, (_, i) => outcomes[i % outcomes.length]!);
}

describe('chooseThresholds', () => {
  it('sets the least probability just above what out-of-scope utterances reach', () => {
    const { accept, margin } = chooseThresholds(many({ ...sure, inScope: 0.34 }), many(stray), COST);
    expect(accept).toBeGreaterThan(0.31);
    expect(accept).toBeLessThanOrEqual(0.34);
    expect(margin).toBe(0);
  });

  it('rejects no right answer where nothing is gained by it', () => {
    const { accept, margin } = chooseThresholds(many(sure, { ...sure, inScope: 0.2 }), [], COST);
    expect(accept).toBeLessThanOrEqual(0.2);
    expect(margin).toBe(0);
  });

  it('asks where the second best is often the right one', () => {
    const torn: RankedOutcome = { inScope: 0.5, gap: 0.09, rank: 1 };
    const { margin, accept } = chooseThresholds(many(sure, torn, torn), [], COST);
    expect(margin).toBeCloseTo(0.1, 9);
    expect(accept).toBeLessThanOrEqual(0.5);
  });

  it('does not ask where the answer is not among the options', () => {
    const lost: RankedOutcome = { inScope: 0.5, gap: 0.09, rank: 7 };
    expect(chooseThresholds(many(sure, lost, lost), [], COST).margin).toBe(0);
  });

  it('rejects less, the dearer a false rejection is', () => {
    const doubtful: RankedOutcome = { inScope: 0.3, gap: 0.3, rank: 0 };
    const at = (falseRejection: number) =>
      chooseThresholds(many(sure, doubtful), many(stray), { ...COST, falseRejection }).accept;
    expect(at(0.1)).toBeGreaterThan(0.31);
    expect(at(1)).toBeLessThanOrEqual(0.3);
  });

  it('follows the costs alone where nothing was held out', () => {
    expect(chooseThresholds([], [], COST)).toEqual({ accept: 0.66, margin: 0, cost: COST });
  });

  it('stays at what the costs say where the outcomes do not mind', () => {
    expect(chooseThresholds(many(sure), [], COST).accept).toBe(0.66);
  });
});
