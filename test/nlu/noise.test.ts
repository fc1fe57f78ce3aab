import { beforeAll, describe, expect, it } from 'vitest';
import { loadHelpDesk } from '../../demo/help-desk.ts';
import { DEFAULT_PARAMETERS, evaluate, type Example, type Model, train } from '../../nlu/index.ts';
import { Rng } from '../../nlu/rng.ts';
import { anyNoise, type Noise, NOISES } from './noise.ts';

const POINTS_LOST_AT_MOST = 3;
// Every utterance of the test split is spoilt this many times, since one typing error more or less is a matter of luck.
const COPIES = 5;

const examples = loadHelpDesk().examples.map((row, i): Example => ({
  ...row,
  id: `ex_${String(i).padStart(5, '0')}`,
  weight: 1,
}));
const heldOut = examples.filter(({ split, intent }) => split === 'test' && intent !== null);

/** In per cent; a refused utterance counts as wrong. */
function accuracyOf(model: Model, items: readonly Example[]): number {
  return 100 * evaluate(model, items).accuracy.value;
}

function spoilt(noise: Noise): Example[] {
  const rng = new Rng(20_261_123);
  return Array.from({ length: COPIES }, () =>
    heldOut.map((row) => ({ ...row, utterance: noise(row.utterance, rng) })),
  ).flat();
}

describe('the demo assistant hears through noise', () => {
  let model: Model;
  let clean: number;
  beforeAll(() => {
    model = train({
      examples: examples.filter(({ split }) => split === 'train'),
      seed: 1,
      parameters: DEFAULT_PARAMETERS,
    });
    clean = accuracyOf(model, heldOut);
  }, 300_000);

  it('is worth listening to without noise', () => {
    expect(heldOut.length).toBeGreaterThan(300);
    expect(clean).toBeGreaterThan(85);
  });

  it.each(Object.entries({ ...NOISES, 'one of all kinds': anyNoise }))('loses little to %s', (kind, noise) => {
    const items = spoilt(noise);
    const accuracy = accuracyOf(model, items);
    process.stdout.write(`${kind}: ${accuracy.toFixed(2)} % of ${items.length}, clean ${clean.toFixed(2)} %\n`);
    expect(clean - accuracy).toBeLessThanOrEqual(POINTS_LOST_AT_MOST);
  });
});
