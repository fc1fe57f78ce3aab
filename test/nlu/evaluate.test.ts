import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../nlu/evaluate.ts';
import { evaluate, type Interpretation, type Model } from '../../nlu/index.ts';
import { example } from './help-desk.ts';

/** A model that answers what it is told: "intent confidence", refusing below a half. */
const parrot: Model = {
  intents: ['a', 'b', 'c'],
  languages: ['en'],
  learnedEntityTypes: [],
  extractorFor: () => ({ extract: () => [] }),
  encoder: null,
  thresholds: { accept: 0.5, margin: 0, cost: { wrongAnswer: 1, falseRejection: 1, question: 1, outOfScopeShare: 0 } },
  interpret(utterance): Interpretation {
    const [intent = '', figure = '0'] = utterance.split(' ');
    const confidence = Number(figure);
    const ranking = [{ intent, confidence }];
    return {
      intent,
      confidence,
      inScope: confidence,
      isOutOfScope: confidence < 0.5,
      isCloseCall: false,
      language: 'en',
      ranking,
      entities: [],
    };
  },
};

const items = [
  example({ intent: 'a', utterance: 'a 0.9' }),
  example({ intent: 'a', utterance: 'a 0.8' }),
  example({ intent: 'a', utterance: 'b 0.7' }),
  example({ intent: 'b', utterance: 'b 0.6' }),
  example({ intent: 'b', utterance: 'b 0.4' }),
  example({ intent: null, utterance: 'a 0.3' }),
  example({ intent: null, utterance: 'b 0.75' }),
];

describe('evaluate', () => {
  const evaluation = evaluate(parrot, items);

  it('counts a rejection of an in-scope item as wrong', () => {
    expect(evaluation.accuracy.value).toBeCloseTo(3 / 5, 12);
    expect(evaluation.accuracy.low).toBeLessThan(3 / 5);
    expect(evaluation.accuracy.high).toBeGreaterThan(3 / 5);
  });

  it('judges item by item in the order given, a refused out-of-scope item being right', () => {
    expect(evaluation.predictions).toEqual(['a', 'a', 'b', 'b', null, null, 'b']);
    expect(evaluation.correct).toEqual([true, true, false, true, false, true, false]);
    expect(evaluation.support).toBe(7);
  });

  it('has precision, recall and F1 as by hand, false alarms on out-of-scope items included', () => {
    const [a, b] = evaluation.perIntent;
    expect(a).toMatchObject({ intent: 'a', support: 3, precision: 1, recall: 2 / 3, f1: 0.8 });
    expect(b).toMatchObject({ intent: 'b', support: 2, precision: 1 / 3, recall: 1 / 2 });
    expect(b?.f1).toBeCloseTo(0.4, 12);
    expect(evaluation.macroF1).toBeCloseTo(0.6, 12);
  });

  it('says what was taken for what', () => {
    expect(evaluation.confusions).toEqual([
      { actual: 'a', predicted: 'b', count: 1 },
      { actual: 'b', predicted: null, count: 1 },
      { actual: null, predicted: 'b', count: 1 },
    ]);
  });

  it('reports how out-of-scope items fared', () => {
    // In-scope confidences .9 .8 .7 .6 .4 against .3 and .75: 5 of 5 above .3, 2 of 5 above .75.
    expect(evaluation.outOfScope).toEqual({ support: 2, recall: 0.5, falseRejectionRate: 0.2, auroc: 0.7 });
  });

  it('measures how far confidence is from the truth', () => {
    // Five bins of one item: |.9 − 1| + |.8 − 1| + |.7 − 0| + |.6 − 1| + |.4 − 1| over 5.
    expect(evaluation.calibrationError).toBeCloseTo((0.1 + 0.2 + 0.7 + 0.4 + 0.6) / 5, 9);
  });

  it('stays sound over nothing', () => {
    const empty = evaluate(parrot, []);
    expect(empty).toMatchObject({ support: 0, macroF1: 0, calibrationError: 0, perIntent: [], correct: [] });
    expect(empty.accuracy).toEqual({ value: 0, low: 0, high: 1 });
    expect(empty.outOfScope.auroc).toBeNull();
  });
});

describe('auroc', () => {
  it('equals the share of pairs in the right order, a tie counting half', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        let won = 0;
        for (const p of positives) for (const n of negatives) won += p > n ? 1 : p === n ? 0.5 : 0;
        expect(auroc(positives, negatives)).toBeCloseTo(won / (positives.length * negatives.length), 12);
      }),
    );
  });
});
