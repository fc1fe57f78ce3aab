import { describe, expect, it } from 'vitest';
import { tradeOffOf, type TradeOffItem } from '../../nlu/trade-off.ts';

const COST = { wrongAnswer: 1, falseRejection: 0.5, question: 0.2, outOfScopeShare: 0.2 };

function item(actual: string | null, inScope: number, ...confidences: number[]): TradeOffItem {
  const ranking = confidences.map((confidence, i) => ({ intent: 'abcd'[i]!, confidence }));
  return {
    actual,
    best: {
      intent: 'a',
      confidence: confidences[0]!,
      inScope,
      isOutOfScope: false,
      isCloseCall: false,
      language: 'en',
      ranking,
      entities: [],
    },
  };
}

const items = [
  item('a', 0.9, 0.8, 0.05),
  item('a', 0.5, 0.4, 0.05),
  item('b', 0.9, 0.5, 0.4),
  item('d', 0.9, 0.3, 0.28, 0.2, 0.1),
  item(null, 0.3, 0.25, 0.02),
  item(null, 0.95, 0.9, 0.02),
];

describe('tradeOffOf', () => {
  const { accept, margin } = tradeOffOf(items, { accept: 0, cost: COST });

  it('says what each threshold would have refused, as by hand', () => {
    expect(accept[0]).toEqual({
      threshold: 0,
      accuracy: 0.5,
      falseRejectionRate: 0,
      outOfScopeRecall: 0,
      cost: expect.closeTo(0.8 * 0.5 + 0.2) as number,
    });
    expect(accept.find(({ threshold }) => threshold === 0.6)).toEqual({
      threshold: 0.6,
      accuracy: 0.25,
      falseRejectionRate: 0.25,
      outOfScopeRecall: 0.5,
      cost: expect.closeTo(0.8 * (0.5 + 0.25 * 0.5) + 0.2 * 0.5) as number,
    });
  });

  it('refuses ever more as the threshold rises', () => {
    const recalls = accept.map(({ outOfScopeRecall }) => outOfScopeRecall);
    expect(recalls).toEqual(recalls.toSorted((a, b) => a - b));
  });

  it('says how often a margin would ask, and how often its options hold the answer', () => {
    expect(margin[0]).toMatchObject({ questionRate: 0, answerAccuracy: 0.5 });
    // Asks about the gaps of 0.1 and 0.02: of "b" the options hold the intent, of "d", the fourth, they do not.
    expect(margin.find(({ threshold }) => threshold === 0.2)).toEqual({
      threshold: 0.2,
      questionRate: 0.5,
      helpfulQuestions: 0.5,
      answerAccuracy: 1,
    });
  });
});
