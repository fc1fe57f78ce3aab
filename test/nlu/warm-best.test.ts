import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Crew,
  decodeTrainingState,
  DEFAULT_PARAMETERS,
  encodeModel,
  encodeTrainingState,
  type Example,
  type FitTask,
  runFit,
  type Trained,
  trainWith,
} from '../../nlu/index.ts';
import type { TrainedModel } from '../../nlu/model.ts';
import { example, helpDesk } from './help-desk.ts';
import { codeOf } from './promises.ts';

const BEST = { ...DEFAULT_PARAMETERS, recipe: 'best', folds: 2 } as const;

/** Does tasks here and now, and remembers what they were. */
class Watched implements Crew {
  readonly size: number;
  readonly tasks: FitTask[] = [];
  constructor(size = 1) {
    this.size = size;
  }
  async run(task: FitTask, onStep: Parameters<Crew['run']>[1]) {
    this.tasks.push(task);
    return Promise.resolve(structuredClone(runFit(structuredClone(task), onStep)));
  }
  /** Networks that started from those of the parent. */
  get warm(): number {
    return this.tasks.filter((task) => task.kind === 'network' && task.problem.start).length;
  }
}

const networksOf = ({ model }: Trained) => (model as TrainedModel).parts.scorer.mixture?.parts;

describe('a warm start of the recipe best', () => {
  const all = helpDesk({ withOutOfScope: true });
  // As many as calibrate alone: no model has to be trained beside the real one.
  const validation = all
    .flatMap((row) => [row, row, row])
    .map((row, i): Example => ({
      ...row,
      id: `held_${i}`,
      utterance: `${row.utterance} now ${i % 3}`,
      split: 'validation',
    }));
  const some = all.filter(({ intent }, i) => intent !== 'grades' && i % 7 !== 0);
  let parent: Trained;
  let cold: Trained;

  async function trained(examples: readonly Example[], from?: Trained, crew: Crew = new Watched()) {
    const parameters = from ? { ...BEST, parentVersion: 'version_1' } : BEST;
    const input = { examples: [...examples, ...validation], seed: 1, parameters };
    return trainWith({ ...input, ...(from && { parent: from.state }) }, crew);
  }
  function rightShare({ model }: Trained): number {
    const known = validation.filter(({ intent }) => model.intents.includes(intent ?? ''));
    return known.filter(({ utterance, intent }) => model.interpret(utterance).intent === intent).length / known.length;
  }

  beforeAll(async () => {
    [parent, cold] = [await trained(some), await trained(all)];
  }, 120_000);

  it('knows what was added as well as a start from nothing, an intent among it, in a third of the epochs', async () => {
    const crew = new Watched();
    let epochs = 0;
    const parameters = { ...BEST, parentVersion: 'version_1' };
    const warm = await trainWith(
      {
        examples: [...all, ...validation],
        seed: 1,
        parameters,
        parent: parent.state,
        onProgress: ({ phase, part, epoch }) => (epochs = phase === 'fit' && part === 'text' ? epoch : epochs),
      },
      crew,
    );
    expect(crew.warm).toBe(3);
    expect(epochs).toBe(13);
    expect(warm.model.intents).toEqual(cold.model.intents);
    expect(warm.model.intents).toContain('grades');
    expect(rightShare(warm)).toBeGreaterThanOrEqual(rightShare(cold) - 0.02);
  });

  it('starts its networks from nothing where an example is gone, says something else or counts for less', async () => {
    const [first, ...rest] = some;
    const today: [string, Example[]][] = [
      ['gone', rest],
      ['corrected', [{ ...first!, intent: 'reset_password' }, ...rest]],
      ['counts for less', [{ ...first!, weight: 0.5 }, ...rest]],
      ['not for training any more', [{ ...first!, split: 'validation' }, ...rest]],
    ];
    for (const [, examples] of today) {
      const crew = new Watched();
      const warm = await trained(examples, parent, crew);
      expect(crew.warm).toBe(0);
      expect(networksOf(warm)).toEqual(networksOf(await trained(examples)));
    }
  });

  it('lets no start be a start for rows that judge it', async () => {
    // Cross-validated: the model of a fold is of fewer examples than the parent's.
    const crew = new Watched();
    const parameters = { ...BEST, parentVersion: 'version_1' };
    await trainWith({ examples: all, seed: 1, parameters, parent: parent.state }, crew);
    const networks = crew.tasks.filter(({ kind }) => kind === 'network').length;
    expect(networks).toBeGreaterThan(3);
    expect(crew.warm).toBe(3);
  });

  it('is the same bytes whoever does its tasks, and whether its parent was kept as bytes', async () => {
    const one = await trained(all, parent);
    const kept = { ...parent, state: decodeTrainingState(encodeTrainingState(parent.state)) };
    expect(kept.state).toEqual(parent.state);
    const other = await trained(all, kept, new Watched(2));
    expect(encodeModel(other.model)).toEqual(encodeModel(one.model));
    expect(encodeTrainingState(other.state)).toEqual(encodeTrainingState(one.state));
    expect(codeOf(() => decodeTrainingState(encodeTrainingState(parent.state).slice(0, -8)))).toBe('CORRUPT_MODEL');
  });

  it('takes a parent of the other recipe, either way round', async () => {
    const fast = await trainWith(
      { examples: [...some, ...validation], seed: 1, parameters: DEFAULT_PARAMETERS },
      new Watched(),
    );
    const crew = new Watched();
    const warm = await trained(all, fast, crew);
    expect(crew.warm).toBe(0);
    expect(networksOf(warm)).toEqual(networksOf(cold));
    const parameters = { ...DEFAULT_PARAMETERS, parentVersion: 'version_1' };
    const input = { examples: [...all, ...validation], seed: 1, parameters, parent: parent.state };
    expect((await trainWith(input, new Watched())).state.networks).toBeUndefined();
  });

  it('hears what is new after many starts, one from the other', async () => {
    let last = parent;
    for (let round = 0; round < 6; round++) last = await trained(some, last);
    const word = ['zebra', 'quagga', 'okapi', 'gnu'].map((utterance, i) =>
      example({ id: `new_${i}`, utterance: `${utterance} sighted`, intent: 'zoo' }),
    );
    const warm = await trained([...all, ...word], last);
    expect(rightShare(warm)).toBeGreaterThanOrEqual(rightShare(cold) - 0.02);
    expect(warm.model.interpret('an okapi was sighted').intent).toBe('zoo');
  });
});
