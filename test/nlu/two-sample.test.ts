import { describe, expect, it } from 'vitest';
import { loadHelpDesk } from '../../demo/help-desk.ts';
import { Rng } from '../../nlu/rng.ts';
import { twoSampleTest } from '../../nlu/two-sample.ts';

const english = loadHelpDesk().examples.filter(({ language }) => language === 'en');
const everything = english.map(({ utterance }) => utterance);
const intents = [...new Set(english.flatMap(({ intent }) => intent ?? []))];

function about(some: readonly string[]): string[] {
  return english.flatMap(({ utterance, intent }) => (intent !== null && some.includes(intent) ? [utterance] : []));
}

/** So many turns of users who say any of these, some much oftener than others. */
function said(pool: readonly string[], count: number, rng: Rng): string[] {
  return Array.from({ length: count }, () => {
    const place = (rng.below(pool.length) / pool.length) ** 1.5;
    return pool[Math.floor(place * pool.length)] ?? '';
  });
}

/** Of pairs of samples, one a seed: the shares that are told apart at 5 % and beyond the bound of 1 %. */
function toldApart(runs: number, samplesOf: (rng: Rng) => [string[], string[]]) {
  let [significant, beyondChance] = [0, 0];
  for (let seed = 1; seed <= runs; seed++) {
    const found = twoSampleTest(...samplesOf(new Rng(seed)), { seed });
    if (!found) continue;
    if (found.pValue <= 0.05) significant++;
    if (found.accuracy > found.chance) beyondChance++;
  }
  return { significant: significant / runs, beyondChance: beyondChance / runs };
}

describe('the classifier two-sample test', () => {
  it('makes a false alarm of at most 5 % of samples that are alike, whatever their sizes', () => {
    // 300 runs of a true 5 % bring more than 24 once in a hundred times, 300 of 1 % more than 8 less often.
    for (const [first, second] of [
      [400, 400],
      [1_200, 300],
    ] as const) {
      const alike = toldApart(300, (rng) => [said(everything, first, rng), said(everything, second, rng)]);
      expect(alike.significant).toBeLessThanOrEqual(24 / 300);
      expect(alike.beyondChance).toBeLessThanOrEqual(8 / 300);
    }
  }, 120_000);

  it('sees that a third of what users say comes to be about other intents', () => {
    const [former, newcomers] = [about(intents.slice(0, -10)), about(intents.slice(-10))];
    const shifted = toldApart(50, (rng) => [
      said(former, 600, rng),
      [...said(former, 400, rng), ...said(newcomers, 200, rng)],
    ]);
    expect(shifted.significant).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  it('is not fooled by one user who says the same a thousand times', () => {
    const rng = new Rng(11);
    const flooded = [...said(everything, 300, rng), ...Array<string>(1_000).fill('where is my card?')];
    const found = twoSampleTest(said(everything, 1_300, rng), flooded, { seed: 1 });
    expect(found?.pValue).toBeGreaterThan(0.05);
  });

  it('calls what is wholly other 1, what is alike ½, and says how many texts it judged by', () => {
    const [a, b] = [about(intents.slice(0, 20)), about(intents.slice(20))];
    const halves = [a.map((text) => `${text} alpha`), b.map((text) => `${text} omega`)] as const;
    expect(twoSampleTest(...halves, { seed: 1 })?.accuracy).toBeGreaterThan(0.95);
    const rng = new Rng(5);
    const own = (word: string) => said(everything, 60, rng).map((text, i) => `${text} ${word}${i}`);
    // What both say counts half right: sixty texts of each are told apart, and 150 are not.
    const both = everything.slice(0, 150);
    const found = twoSampleTest([...both, ...own('x')], [...both, ...own('y')], { seed: 1 });
    expect(found?.accuracy).toBeLessThan(0.7);
    expect(found?.texts).toBeGreaterThan(150);
  });

  it('gives the same for the same seed, and nothing of too few texts', () => {
    const rng = new Rng(3);
    const samples = [said(everything, 300, rng), said(everything, 300, rng)] as const;
    expect(twoSampleTest(...samples, { seed: 9 })).toEqual(twoSampleTest(...samples, { seed: 9 }));
    expect(twoSampleTest(everything.slice(0, 900), everything.slice(0, 900), { seed: 1 })).toBeNull();
    expect(twoSampleTest(everything.slice(0, 39), everything.slice(50), { seed: 1 })).toBeNull();
    expect(twoSampleTest(['', ' '], everything, { seed: 1 })).toBeNull();
  });
});
