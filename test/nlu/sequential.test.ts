import { describe, expect, it } from 'vitest';
import { anytimePValue, evidenceOfLoss, type Stratum } from '../../nlu/index.ts';
import { Rng } from '../../nlu/rng.ts';
import { logMixture } from '../../nlu/sequential.ts';

const ALPHA = 0.05;
const stratum = (hits: number, trials: number, championHits: number, championTrials: number): Stratum => ({
  challenger: { hits, trials },
  champion: { hits: championHits, trials: championTrials },
});

describe('Robbins’ mixture', () => {
  it('is 71.7 in all for the 18 of 21 pairs of Freireich et al. 1963', () => {
    // Robbins 1970, (9): with both sides weighed together, 1 / ((n + 1) b(n, s; p0)), here 2²¹ / (22 · C(21, 18)).
    const [below, above] = [logMixture({ hits: 18, trials: 21 }, 0.5), logMixture({ hits: 3, trials: 21 }, 0.5)];
    expect((Math.exp(below) + Math.exp(above)) / 2).toBeCloseTo(2 ** 21 / (22 * 1_330), 8);
    expect(Math.exp(below)).toBeLessThan(1);
  });

  it('is (2ⁿ⁺¹ − 1) / (n + 1) for n tails of a coin called fair', () => {
    for (const n of [0, 1, 5, 40])
      expect(Math.exp(logMixture({ hits: 0, trials: n }, 0.5)) / ((2 ** (n + 1) - 1) / (n + 1))).toBeCloseTo(1, 9);
  });
});

describe('the evidence that a challenger helps less often', () => {
  it('is what quadrature gives', () => {
    for (const [s, n, c, m] of [
      [60, 100, 80, 100],
      [3, 10, 70, 90],
      [80, 100, 60, 100],
    ] as const)
      for (const tolerated of [0, 0.1])
        expect(evidenceOfLoss([stratum(s, n, c, m)], tolerated)).toBeCloseTo(
          byQuadrature(s, n - s, c, m - c, tolerated),
          2,
        );
  });

  it('is none without voices, none without one of the two, and grows without bound or overflow', () => {
    expect(anytimePValue(evidenceOfLoss([]))).toBe(1);
    expect(anytimePValue(evidenceOfLoss([stratum(0, 0, 0, 0), stratum(0, 50, 0, 0)]))).toBeCloseTo(1, 3);
    expect(evidenceOfLoss([stratum(0, 20_000, 20_000, 20_000)])).toBeGreaterThan(10_000);
    expect(evidenceOfLoss([stratum(20_000, 20_000, 0, 20_000)])).toBeLessThan(-10);
  });

  it.each([
    [0.5, 0.8],
    [0.1, 0.6],
    [0.02, 0.95],
  ])(
    'gives a false alarm to at most one in twenty, looked at after every voice, with a share of %f and a rate of %f',
    (share, rate) => {
      const alarms = seeds(240).filter((seed) => voicesUntilAlarm(seed, { share, rates: [rate, rate], most: 250 }));
      expect(alarms.length / 240).toBeLessThanOrEqual(ALPHA);
    },
  );

  it('does not take a rate that falls while the share grows for a difference', () => {
    const steps = [
      { share: 0.1, rate: 0.9 },
      { share: 0.5, rate: 0.6 },
      { share: 0.9, rate: 0.3 },
    ];
    const alarms = seeds(200).filter((seed) => {
      const random = new Rng(seed);
      const strata = steps.map(({ share, rate }) => drawn(random, { share, rates: [rate, rate], voices: 200 }));
      return anytimePValue(evidenceOfLoss(strata)) <= ALPHA;
    });
    expect(alarms.length / 200).toBeLessThanOrEqual(ALPHA);
  });

  it('gives a false alarm to at most one in twenty where the challenger is as much worse as it may be', () => {
    for (const rate of [0.15, 0.5, 1]) {
      const draw = { share: 0.5, rates: [rate - 0.1, rate], most: 150, tolerated: 0.1 } as const;
      const alarms = seeds(240).filter((seed) => voicesUntilAlarm(seed, draw));
      expect(alarms.length / 240).toBeLessThanOrEqual(ALPHA);
    }
  });

  it('catches a loss beyond what is tolerated', () => {
    const found = seeds(60).flatMap(
      (seed) => voicesUntilAlarm(seed, { share: 0.5, rates: [0.3, 0.7], most: 300, tolerated: 0.1 }) ?? [],
    );
    expect(found.length).toBeGreaterThanOrEqual(54);
  });

  it('catches a loss of 20 points in half of all cases within 250 conversations with a verdict, and in nine of ten within 600', () => {
    const found = seeds(60).flatMap(
      (seed) => voicesUntilAlarm(seed, { share: 0.5, rates: [0.6, 0.8], most: 600 }) ?? [],
    );
    expect(found.filter((voices) => voices <= 250).length).toBeGreaterThanOrEqual(30);
    expect(found.length).toBeGreaterThanOrEqual(54);
  });
});

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

interface Draw {
  share: number;
  /** Of the challenger and of the champion. */
  rates: readonly [number, number];
  tolerated?: number;
}

/** How many voices it took; undefined where there was no alarm. */
function voicesUntilAlarm(seed: number, { most, ...draw }: Draw & { most: number }): number | undefined {
  const random = new Rng(seed);
  let seen = stratum(0, 0, 0, 0);
  for (let voices = 1; voices <= most; voices++) {
    seen = oneMore(seen, random, draw);
    if (anytimePValue(evidenceOfLoss([seen], draw.tolerated)) <= ALPHA) return voices;
  }
  return undefined;
}

function drawn(random: Rng, { voices, ...draw }: Draw & { voices: number }): Stratum {
  let seen = stratum(0, 0, 0, 0);
  for (let i = 0; i < voices; i++) seen = oneMore(seen, random, draw);
  return seen;
}

function oneMore({ challenger, champion }: Stratum, random: Rng, { share, rates }: Draw): Stratum {
  const isChallenger = random.below(1_000) / 1_000 < share;
  const hit = random.below(1_000) / 1_000 < rates[isChallenger ? 0 : 1] ? 1 : 0;
  const more = (of: Stratum['champion']) => ({ hits: of.hits + hit, trials: of.trials + 1 });
  return isChallenger ? { challenger: more(challenger), champion } : { challenger, champion: more(champion) };
}

/** Both mixtures by the midpoint rule, and the least of their product over a grid. */
function byQuadrature(s: number, f: number, c: number, d: number, tolerated: number): number {
  const points = 2_000;
  let least = Infinity;
  for (let step = 1 + 400 * tolerated; step < 400; step++) {
    const p0 = step / 400;
    const lower = p0 - tolerated;
    let [below, above] = [0, 0];
    for (let i = 0; i < points; i++) {
      const q = ((i + 0.5) / points) * lower;
      below += Math.exp(s * Math.log(q / lower) + f * Math.log((1 - q) / (1 - lower)));
      const r = p0 + ((i + 0.5) / points) * (1 - p0);
      above += Math.exp(c * Math.log(r / p0) + d * Math.log((1 - r) / (1 - p0)));
    }
    least = Math.min(least, Math.log(below / points) + Math.log(above / points));
  }
  return least;
}
