import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearEqualKey, splitOf } from '../../nlu/index.ts';

describe('nearEqualKey', () => {
  it.each([
    ['Não consigo entrar!', 'nao  consigo entrar'],
    ['When does it open?', 'when does it open'],
    ['"Olá", tudo bem…', 'ola tudo bem'],
    ['ＷＩＦＩ', 'wifi'],
  ])('groups %j with %j', (one, other) => {
    expect(nearEqualKey(one)).toBe(nearEqualKey(other));
  });

  it.each([
    ['what is c', 'what is c++'],
    ['desconto de 50', 'desconto de 50%'],
    ['👍', '👎'],
    ['a b', 'ab'],
  ])('keeps %j apart from %j', (one, other) => {
    expect(nearEqualKey(one)).not.toBe(nearEqualKey(other));
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(nearEqualKey(nearEqualKey(text))).toBe(nearEqualKey(text));
      }),
    );
  });
});

describe('splitOf', () => {
  const utterances = Array.from({ length: 4_000 }, (_, i) => `utterance number ${i}`);
  const splitsAt = (testShare: number, assistantId = 'asst_1') =>
    utterances.map((utterance) => splitOf({ assistantId, utterance, testShare }));
  const testPlaces = (testShare: number) => splitsAt(testShare).flatMap((split, i) => (split === 'test' ? [i] : []));

  it.each([0, 0.1, 0.2, 0.5, 1])('puts a share of %f to the test split', (testShare) => {
    expect(Math.abs(testPlaces(testShare).length / utterances.length - testShare)).toBeLessThan(0.025);
  });

  it('puts near-equal utterances in the same split', () => {
    const loud = utterances.map((utterance) => `  ${utterance.toUpperCase()} ?!`);
    expect(loud.map((utterance) => splitOf({ assistantId: 'asst_1', utterance, testShare: 0.3 }))).toEqual(
      splitsAt(0.3),
    );
  });

  it('never takes an utterance back from the test split as the share grows', () => {
    const large = new Set(testPlaces(0.3));
    expect(testPlaces(0.1).filter((i) => !large.has(i))).toEqual([]);
  });

  it('splits each assistant in its own way', () => {
    expect(splitsAt(0.2, 'asst_1')).not.toEqual(splitsAt(0.2, 'asst_2'));
  });

  it('says tomorrow what it says today', () => {
    expect(testPlaces(0.2).slice(0, 10)).toMatchInlineSnapshot(`
      [
        1,
        10,
        11,
        14,
        26,
        28,
        34,
        43,
        49,
        53,
      ]
    `);
  });
});
