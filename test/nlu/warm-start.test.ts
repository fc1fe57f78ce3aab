import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Crew,
  decodeTrainingState,
  DEFAULT_PARAMETERS,
  encodeModel,
  encodeTrainingState,
  type Example,
  type Model,
  runFit,
  train,
  type TrainingState,
  trainWith,
} from '../../nlu/index.ts';
import { example, helpDesk } from './help-desk.ts';
import { codeOf } from './promises.ts';

/** The largest distance of confidences between two models over utterances that neither was taught. */
function distanceOf(one: Model, other: Model): number {
  const asked = ['opening times', 'minha senha nova', 'scholarship deadline', 'boletim de notas', 'pizza', 'card'];
  return Math.max(
    ...asked.map((utterance) => Math.abs(one.interpret(utterance).confidence - other.interpret(utterance).confidence)),
  );
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

interface StoredState {
  examples: number;
  intents: { intent: string | null; rows: number; first: number; sum: number }[];
}

describe('a warm start', () => {
  const all = helpDesk({ withOutOfScope: true });
  const warmly = { ...DEFAULT_PARAMETERS, parentVersion: 'version_1' };
  const here: Crew = { size: 1, run: (task, onStep) => Promise.resolve(runFit(task, onStep)) };

  async function trained(examples: readonly Example[], parent?: TrainingState) {
    const parameters = parent ? warmly : DEFAULT_PARAMETERS;
    return trainWith({ examples, seed: 1, parameters, ...(parent && { parent }) }, here);
  }

  // The solver stops within 0.1 of the optimum's gradients; confidences then lie within 0.08 of each other.
  const TOLERANCE = 0.08;

  it('comes to the same model after examples were added, with an intent among them', async () => {
    const before = await trained(all.filter(({ intent }, i) => intent !== 'grades' && i % 7 !== 0));
    const cold = await trained(all);
    const warm = await trained(all, before.state);
    expect(warm.model.intents).toEqual(cold.model.intents);
    expect(distanceOf(cold.model, warm.model)).toBeLessThan(TOLERANCE);
  });

  it('lets nothing retracted live on, nor what an example said before', async () => {
    const lie = example({ id: 'lie', utterance: 'turnstile card', intent: 'library_hours' });
    const corrected = { ...lie, intent: 'reset_password' };
    const before = await trained([...all, lie]);
    const without = [await trained(all), await trained(all, before.state)] as const;
    expect(distanceOf(without[0].model, without[1].model)).toBeLessThan(TOLERANCE);
    const mended = [await trained([...all, corrected]), await trained([...all, corrected], before.state)] as const;
    expect(distanceOf(mended[0].model, mended[1].model)).toBeLessThan(TOLERANCE);
    expect(mended[1].model.interpret('turnstile card').intent).toBe('reset_password');
  });

  it('needs fewer passes than a start from nothing', async () => {
    const parent = (await trained(all)).state;
    const passesOf = async (given?: TrainingState) => {
      let passes = 0;
      await trainWith(
        {
          examples: all,
          seed: 1,
          parameters: given ? warmly : DEFAULT_PARAMETERS,
          ...(given && { parent: given }),
          onProgress: ({ phase, epoch }) => (passes = phase === 'fit' ? epoch : passes),
        },
        here,
      );
      return passes;
    };
    expect(await passesOf(parent)).toBeLessThan(await passesOf());
  });

  it('keeps its state as bytes, equal ones for equal states', async () => {
    const { model, state } = await trained(all);
    const bytes = encodeTrainingState(state);
    const back = decodeTrainingState(bytes);
    expect(back).toEqual(state);
    expect(encodeTrainingState(back)).toEqual(bytes);
    expect(codeOf(() => decodeTrainingState(bytes.slice(0, -1)))).toBe('CORRUPT_MODEL');
    expect(codeOf(() => decodeTrainingState(encodeModel(model)))).toBe('CORRUPT_MODEL');
  });

  it('still reads a state of version 1, and starts from it', async () => {
    const old = decodeTrainingState(fixture('training-state-v1.malha'));
    const stored = JSON.parse(fixture('training-state-v1.json').toString('utf8')) as StoredState;
    expect(old.examples).toHaveLength(2 * stored.examples);
    for (const [k, { intent, rows, first, sum }] of stored.intents.entries()) {
      const own = old.intents[k]!;
      expect([own.intent, own.rows.length, own.rows[0]]).toEqual([intent, rows, first]);
      expect(own.values.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 5);
    }
    const [cold, warm] = [await trained(all), await trained(all, old)];
    expect(distanceOf(cold.model, warm.model)).toBeLessThan(TOLERANCE);
  });

  it('refuses a parent that is not named, and a name without a parent', async () => {
    const { state } = await trained(all);
    const input = { examples: all, seed: 1 };
    expect(codeOf(() => train({ ...input, parameters: DEFAULT_PARAMETERS, parent: state }))).toBe('BAD_PARAMETERS');
    expect(codeOf(() => train({ ...input, parameters: warmly }))).toBe('BAD_PARAMETERS');
  });
});
