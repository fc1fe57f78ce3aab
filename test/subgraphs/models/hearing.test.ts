import { describe, expect, it } from 'vitest';
import type { Stratum } from '../../../nlu/index.ts';
import { Rng } from '../../../nlu/rng.ts';
import {
  type Evidence,
  FALSE_ALARM_RATE,
  heardIn,
  isAlarming,
  UNHEARD,
} from '../../../subgraphs/models/rollout/hearing.ts';

const NOTHING: Stratum = { challenger: { hits: 0, trials: 0 }, champion: { hits: 0, trials: 0 } };
const ofChampion = (hits: number, trials: number): Stratum => ({ ...NOTHING, champion: { hits, trials } });
const worse: Stratum = { challenger: { hits: 12, trials: 30 }, champion: { hits: 88, trials: 110 } };
const hear = (strata: readonly Stratum[], before: Evidence = UNHEARD) =>
  heardIn(
    strata.map((stratum) => ({ helped: stratum, answered: stratum })),
    before,
  );

describe('what is heard of a version step by step', () => {
  it('weighs the same whether or not the champion alone was heard in the steps before', () => {
    const alone = hear([worse]);
    expect(isAlarming(alone)).toBe(true);
    for (const before of [ofChampion(800, 1_000), ofChampion(0, 5), NOTHING])
      expect(hear([before, worse])).toMatchObject({
        evidence: alone.evidence,
        answerEvidence: alone.answerEvidence,
        championVoices: before.champion.trials + 110,
      });
  });

  it('counts all that the champion did in a step from the first that the version does in it', () => {
    const both: Stratum = { challenger: { hits: 1, trials: 1 }, champion: { hits: 800, trials: 1_000 } };
    expect(hear([both, worse]).evidence).toBeLessThan(hear([worse]).evidence);
  });

  it.each([0.3, 0.8, 0.97])(
    'gives a false alarm to at most one in twenty, looked at after every voice, through steps that the version may go through unheard; at a rate of %f',
    (rate) => {
      const seeds = Array.from({ length: 120 }, (_, i) => i + 1);
      const alarms = seeds.filter((seed) => alarmsThrough(seed, rate));
      expect(alarms.length / seeds.length).toBeLessThanOrEqual(FALSE_ALARM_RATE);
    },
  );
});

/** Whether there is an alarm over voices of which a hundredth, a fiftieth and then half are on a version that helps as often as the champion. */
function alarmsThrough(seed: number, rate: number): boolean {
  const random = new Rng(seed);
  const isHit = (share: number) => random.below(1_000) < 1_000 * share;
  const passed: Stratum[] = [];
  let evidence: Evidence = UNHEARD;
  for (const { share, voices } of [
    { share: 0.01, voices: 50 },
    { share: 0.02, voices: 50 },
    { share: 0.5, voices: 100 },
  ]) {
    let { challenger, champion } = NOTHING;
    for (let i = 0; i < voices; i++) {
      const isChallenger = isHit(share);
      const hit = isHit(rate) ? 1 : 0;
      if (isChallenger) challenger = { hits: challenger.hits + hit, trials: challenger.trials + 1 };
      else champion = { hits: champion.hits + hit, trials: champion.trials + 1 };
      evidence = hear([...passed, { challenger, champion }], evidence);
      if (isAlarming(evidence)) return true;
    }
    passed.push({ challenger, champion });
  }
  return false;
}
