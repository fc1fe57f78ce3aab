import { describe, expect, it } from 'vitest';
import { foldsOf, planRehearsals } from '../../nlu/held-out.ts';
import { prepareExamples, type TrainingRows } from '../../nlu/training-rows.ts';
import type { Example } from '../../nlu/types.ts';
import { example, helpDesk } from './help-desk.ts';

const PLAN = { folds: 5, seed: 1, enough: { predictions: 1_000, standIns: 300 } };
const NOTHING = prepareExamples([example({})]).validation;

function rowsOf(examples: readonly Example[]): { rows: TrainingRows; intentCount: number } {
  const { train, intents } = prepareExamples(examples);
  return { rows: train, intentCount: intents.length };
}

/** The help desk with as many out-of-scope rows as asked for. */
function withOutOfScope(count: number): Example[] {
  const outOfScope = Array.from({ length: count }, (_, i) =>
    example({ id: `oos_${i}`, utterance: `topic ${i} of nobody`, intent: null }),
  );
  return [...helpDesk(), ...outOfScope];
}

describe('prepareExamples', () => {
  it('leaves out validation rows that near-equal a training row, and those of unknown intents', () => {
    const { validation } = prepareExamples([
      example({ id: '1', utterance: 'good morning' }),
      example({ id: '2', utterance: 'Good MORNING!', split: 'validation' }),
      example({ id: '3', utterance: 'boarding pass', intent: 'flights', split: 'validation' }),
      example({ id: '4', utterance: 'rain tomorrow', intent: null, split: 'validation' }),
      example({ id: '5', utterance: 'good evening', split: 'validation' }),
    ]);
    expect(validation.utterances).toEqual(['rain tomorrow', 'good evening']);
  });
});

describe('foldsOf', () => {
  it('keeps near-equal utterances in one fold', () => {
    const loud = helpDesk().map((row) => ({
      ...row,
      id: `${row.id}_loud`,
      utterance: `${row.utterance.toUpperCase()} ?!`,
    }));
    const { rows } = rowsOf([...helpDesk(), ...loud]);
    const folds = foldsOf(rows, 5, 3);
    // In the order of their ids, each row is followed by its loud twin.
    expect(folds.filter((_, i) => i % 2 === 0)).toEqual(folds.filter((_, i) => i % 2 === 1));
  });

  it('deals each intent evenly, in an order that the seed decides', () => {
    const { rows, intentCount } = rowsOf(helpDesk());
    const folds = foldsOf(rows, 5, 3);
    for (let intent = 0; intent < intentCount; intent++) {
      const own = folds.filter((_, i) => rows.labels[i] === intent);
      const sizes = [0, 1, 2, 3, 4].map((fold) => own.filter((of) => of === fold).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
    expect(foldsOf(rows, 5, 3)).toEqual(folds);
    expect(foldsOf(rows, 5, 4)).not.toEqual(folds);
  });
});

describe('planRehearsals', () => {
  it('holds out every row once where out-of-scope rows are many', () => {
    const { rows, intentCount } = rowsOf(withOutOfScope(20));
    const plan = planRehearsals(rows, NOTHING, intentCount, PLAN);
    expect(plan).toHaveLength(5);
    expect(plan.flatMap((rehearsal) => [...rehearsal]).sort((a, b) => a - b)).toEqual([...rows.labels.keys()]);
  });

  it('also leaves each intent out as a whole where they are few', () => {
    const { rows, intentCount } = rowsOf(withOutOfScope(19));
    const plan = planRehearsals(rows, NOTHING, intentCount, PLAN).slice(5);
    const leftOut = plan.map((rehearsal) => [...new Set([...rehearsal].map((i) => rows.labels[i]))]);
    expect(new Set(leftOut.flat())).toEqual(new Set([0, 1, 2, 3]));
    expect(plan.flatMap((rehearsal) => [...rehearsal])).toHaveLength(helpDesk().length);
  });

  it('never trains a rehearsal on fewer than two intents', () => {
    const two = helpDesk().filter(({ intent }) => intent === 'grades' || intent === 'scholarship');
    const { rows, intentCount } = rowsOf(two);
    expect(planRehearsals(rows, NOTHING, intentCount, PLAN)).toHaveLength(5);
  });

  it('rehearses nothing where the validation rows suffice', () => {
    const training = helpDesk();
    const validation = Array.from({ length: 120 }, (_, i) =>
      example({
        id: `v_${i}`,
        utterance: `grade of course ${i}`,
        intent: i < 100 ? 'grades' : null,
        split: 'validation',
      }),
    );
    const { train, validation: rows, intents } = prepareExamples([...training, ...validation]);
    expect(planRehearsals(train, rows, intents.length, PLAN)).toEqual([]);
  });

  it('stops cross-validating when it has predictions enough', () => {
    const many = Array.from({ length: 6_000 }, (_, i) =>
      example({ id: `r_${i}`, utterance: `word${i}`, intent: i % 50 === 0 ? null : `intent ${i % 7}` }),
    );
    const { rows, intentCount } = rowsOf(many);
    const plan = planRehearsals(rows, NOTHING, intentCount, PLAN);
    expect(plan.map((rehearsal) => rehearsal.size)).toEqual([1_200]);
  });
});
