import { afterAll, describe, expect, it } from 'vitest';
import {
  type Crew,
  DEFAULT_PARAMETERS,
  encodeModel,
  encodeTrainingState,
  type FitTask,
  trainWith,
} from '../../nlu/index.ts';
import { ThreadCrew } from '../../pipeline/crew.ts';
import { helpDesk } from '../nlu/help-desk.ts';

const examples = helpDesk({ withOutOfScope: true }).filter((_, i) => i % 2 === 0);
const unlabelled = helpDesk().filter((_, i) => i % 2 === 1);
/** No thread survives it. */
const DEADLY = { kind: 'svm' } as FitTask;

async function bytesBy(size: number, recipe: 'fast' | 'best') {
  const crew = new ThreadCrew(size);
  const parameters = { ...DEFAULT_PARAMETERS, recipe, folds: 2 };
  const { model, state } = await trainWith({ examples, unlabelled, seed: 3, parameters }, crew);
  await crew.close();
  return [encodeModel(model), encodeTrainingState(state)];
}

it('is one thread alone where the rows are so many that a second would take too much memory', () => {
  expect(ThreadCrew.forRows(15_000).size).toBe(new ThreadCrew().size);
  expect(ThreadCrew.forRows(150_000).size).toBe(1);
});

describe('a crew of threads', () => {
  const opened: ThreadCrew[] = [];
  afterAll(() => Promise.all(opened.map((crew) => crew.close())));
  function open(size: number): ThreadCrew {
    const crew = new ThreadCrew(size);
    opened.push(crew);
    return crew;
  }

  it.each(['fast', 'best'] as const)('gives the same bytes as one thread, in the recipe %s', async (recipe) => {
    expect(await bytesBy(2, recipe)).toEqual(await bytesBy(1, recipe));
  });

  it('rejects the task that its thread died of, does the others, and goes on', async () => {
    const crew = open(2);
    const outcomes = await Promise.allSettled(
      [DEADLY, DEADLY, DEADLY, DEADLY].map((task) => crew.run(task, () => undefined)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    const { model } = await trainWith({ examples, seed: 3, parameters: DEFAULT_PARAMETERS }, crew);
    expect(model.interpret('when does the library open').intent).toBe('library_hours');
  });

  it('fails a training whose thread dies, with what it died of', async () => {
    const crew = open(2);
    const dying: Crew = {
      size: 2,
      run: (task, onStep) => crew.run({ ...task, problem: undefined } as never, onStep),
    };
    await expect(trainWith({ examples, seed: 3, parameters: DEFAULT_PARAMETERS }, dying)).rejects.toThrow(TypeError);
  });

  it('rejects what it had not done when it was closed, and whatever comes later', async () => {
    const crew = open(2);
    const begun = Array.from({ length: 4 }, () => crew.run(DEADLY, () => undefined));
    const outcomes = Promise.allSettled(begun);
    await crew.close();
    expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
    await expect(crew.run(DEADLY, () => undefined)).rejects.toThrow('closed');
  });
});
