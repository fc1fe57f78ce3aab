import { describe, expect, it } from 'vitest';
import { calibrate, confidencesOf, type HeldOut, OUT_OF_SCOPE } from '../../nlu/calibrate.ts';
import { Rng } from '../../nlu/rng.ts';

const INTENTS = 4;

/** Standard normal draws (Box–Muller) from a seeded stream. */
function normals(seed: number): () => number {
  const rng = new Rng(seed);
  const uniform = () => (rng.nextUint32() + 0.5) / 0x1_0000_0000;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Rows whose labels are drawn from softmax(margins / temperature): a world in which that temperature is the truth. */
function drawInScope(count: number, temperature: number, seed: number): HeldOut[] {
  const normal = normals(seed);
  const rng = new Rng(seed + 1);
  return Array.from({ length: count }, () => {
    const margins = Float64Array.from({ length: INTENTS }, () => normal() * 0.5);
    const powers = [...margins].map((margin) => Math.exp(margin / temperature));
    let left = (rng.nextUint32() / 0x1_0000_0000) * powers.reduce((sum, power) => sum + power, 0);
    let label = 0;
    while (label < INTENTS - 1 && left > powers[label]!) left -= powers[label++]!;
    return { margins, label };
  });
}

const options = (intentCount: number, outOfScopeShare: number) => ({
  intentCount,
  outOfScopeShare,
  prior: { temperature: 1 / 6, scope: { slope: 4.5, offset: -2.3 } },
});

describe('calibrate', () => {
  it.each([0.1, 0.3, 0.8])('finds the temperature %f that made the labels', (temperature) => {
    const rows = drawInScope(4_000, temperature, 11);
    const found = calibrate(rows, [], options(INTENTS, 0.1)).temperature;
    expect(found / temperature).toBeGreaterThan(0.9);
    expect(found / temperature).toBeLessThan(1.1);
  });

  it('finds the least log loss: no temperature nearby does better', () => {
    const rows = drawInScope(500, 0.25, 3);
    const { temperature, scope } = calibrate(rows, [], options(INTENTS, 0.1));
    const lossAt = (t: number) => {
      let loss = (1 / t - 6) ** 2 / 32;
      for (const { margins, label } of rows) {
        const confidences = confidencesOf(margins, INTENTS, { temperature: t, scope });
        loss -= Math.log(confidences[label]! / confidences.reduce((sum, p) => sum + p, 0));
      }
      return loss;
    };
    expect(lossAt(temperature)).toBeLessThan(lossAt(temperature * 1.02));
    expect(lossAt(temperature)).toBeLessThan(lossAt(temperature / 1.02));
  });

  it('finds the curve that parted in-scope from out-of-scope', () => {
    // Leads of both sides normal with equal spread: the true log odds are linear, slope Δμ / σ² = 0.8 / 0.16 = 5.
    const normal = normals(5);
    const draw = (mean: number, label: number) => (): HeldOut => ({
      margins: Float64Array.of(mean + 0.4 * normal(), -9),
      label,
    });
    const inScope = Array.from({ length: 6_000 }, draw(0.4, 0));
    const outOfScope = Array.from({ length: 6_000 }, draw(-0.4, OUT_OF_SCOPE));
    const { slope, offset } = calibrate(inScope, outOfScope, options(2, 0.5)).scope;
    expect(slope).toBeGreaterThan(4.6);
    expect(slope).toBeLessThan(5.4);
    // Half way between the means, at a margin of 0 and hence a lead of 1 over −1, both are as likely.
    expect(Math.abs(slope + offset)).toBeLessThan(0.15);
  });

  it('expects out-of-scope utterances as often as it is told', () => {
    const normal = normals(6);
    const draw = (mean: number, label: number) => (): HeldOut => ({
      margins: Float64Array.of(mean + 0.4 * normal(), -9),
      label,
    });
    const inScope = Array.from({ length: 500 }, draw(0.4, 0));
    const outOfScope = Array.from({ length: 500 }, draw(-0.4, OUT_OF_SCOPE));
    const meanAt = (share: number) => {
      const calibration = calibrate(inScope, outOfScope, options(2, share));
      return confidencesOf(Float64Array.of(0, -9), 2, calibration)[0]!;
    };
    expect(meanAt(0.1)).toBeGreaterThan(meanAt(0.5));
    expect(meanAt(0.5)).toBeGreaterThan(meanAt(0.9));
  });

  it('stays sound where every row is right, wrong, or missing', () => {
    const right: HeldOut[] = Array.from({ length: 200 }, () => ({ margins: Float64Array.of(1, -1), label: 0 }));
    const wrong = right.map(({ margins }) => ({ margins, label: 1 }));
    for (const rows of [right, wrong, []]) {
      const calibration = calibrate(rows, wrong, options(2, 0.1));
      expect(calibration.temperature).toBeGreaterThan(0);
      expect(calibration.temperature).toBeLessThan(Infinity);
      const confidences = confidencesOf(Float64Array.of(1e3, -1e3), 2, calibration);
      expect(confidences.every((p) => p >= 0 && p <= 1)).toBe(true);
    }
  });
});

describe('confidencesOf', () => {
  const calibration = { temperature: 0.5, scope: { slope: 2, offset: -1 } };

  it('is P(in-scope) times a softmax, as by hand', () => {
    // Lead 1 − (−1) = 2 gives σ(2 · 2 − 1) = 0.952574; the softmax of (1, 0) / 0.5 gives 0.880797 and 0.119203.
    const [first, second] = confidencesOf(Float64Array.of(1, 0), 2, calibration);
    expect(first).toBeCloseTo(0.952574 * 0.880797, 5);
    expect(second).toBeCloseTo(0.952574 * 0.119203, 5);
  });

  it('takes the lead over the out-of-scope class where there is one, and gives that class no confidence', () => {
    // Lead 1 − 0.5 = 0.5 gives σ(0) = 0.5.
    const confidences = confidencesOf(Float64Array.of(1, 0, 0.5), 2, calibration);
    expect(confidences).toHaveLength(2);
    expect(confidences[0]! + confidences[1]!).toBeCloseTo(0.5, 12);
  });

  it('leaves the margins as they were', () => {
    const margins = Float64Array.of(1, 0);
    confidencesOf(margins, 2, calibration);
    expect([...margins]).toEqual([1, 0]);
  });
});
