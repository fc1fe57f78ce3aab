import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelsRoom } from './models-room.ts';

interface TrialAnswer {
  number: number;
  parameters: { name: string; value: number }[];
  state: string;
  score: number | null;
  curve: { step: number; value: number }[];
  isChosen: boolean;
  startedAt: string | null;
  finishedAt: string | null;
}

const parametersWith = (C: number) => [
  { name: 'C', value: C },
  { name: 'pairWeight', value: 0.7 },
];

describe('the trials of a run', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  /** A run that works on so many trials. */
  async function running(assistantId: string, count = 3): Promise<string> {
    const { trainingRun } = await room.request(assistantId);
    const runId = trainingRun?.id ?? '';
    await room.models.recorder.begin(runId);
    const drawn = Array.from({ length: count }, (_, i) => ({ pairWeight: 0.7, C: i + 1 }));
    await room.models.trials.plan(runId, drawn, { stage: 'trials', progress: 0.1 });
    return runId;
  }
  const trialsOf = async (runId: string) =>
    (
      await room.ask<{ trainingRun: { sequence: number; stages: { name: string }[]; trials: TrialAnswer[] } }>(
        `query($id: ID!) { trainingRun(id: $id) { sequence stages { name }
          trials { number parameters { name value } state score curve { step value } isChosen startedAt finishedAt } } }`,
        { id: runId },
      )
    ).trainingRun;

  it('are told with their parameters by name, their curves and their times', async () => {
    const { trials } = room.models;
    const runId = await running('asst_told');
    await trials.begin(runId, 2);
    await trials.score(runId, 2, { step: 1, score: 0.5 });
    await trials.score(runId, 2, { step: 2, score: 0.6 });
    await trials.rest(runId, 2);
    const { trials: told, stages } = await trialsOf(runId);
    const waiting = { state: 'WAITING', score: null, curve: [], isChosen: false, startedAt: null, finishedAt: null };
    expect(told).toEqual([
      { ...waiting, number: 1, parameters: parametersWith(1) },
      {
        ...waiting,
        number: 2,
        parameters: parametersWith(2),
        score: 0.6,
        curve: [
          { step: 1, value: 0.5 },
          { step: 2, value: 0.6 },
        ],
        startedAt: room.clock.now().toISOString(),
      },
      { ...waiting, number: 3, parameters: parametersWith(3) },
    ]);
    expect(stages.map(({ name }) => name)).toContain('trials');
  });

  it('are written again without a trace by a step that is done again', async () => {
    const { trials } = room.models;
    const runId = await running('asst_again');
    const step = async () => {
      await trials.begin(runId, 1);
      await trials.score(runId, 1, { step: 1, score: 0.5 });
      await trials.end(runId, [1], 'STOPPED');
    };
    await step();
    const once = (await trialsOf(runId)).trials;
    room.clock.advance(1_000);
    await trials.plan(runId, [{ C: 9 }], {});
    await step();
    expect((await trialsOf(runId)).trials).toEqual(once);
  });

  it('end with the search, and one of them is chosen', async () => {
    const { trials } = room.models;
    const runId = await running('asst_chosen');
    await trials.end(runId, [2], 'OUT_OF_TIME');
    const { sequence } = await trialsOf(runId);
    await trials.choose(runId, 3, { lines: ['trial 3 chosen'] });
    const after = await trialsOf(runId);
    expect(after.sequence).toBe(sequence + 1);
    expect(after.trials.map(({ state, isChosen }) => [state, isChosen])).toEqual([
      ['FINISHED', false],
      ['OUT_OF_TIME', false],
      ['FINISHED', true],
    ]);
    expect((await room.run(runId))?.log.at(-1)).toContain('trial 3 chosen');
  });

  it('end with their run, and nothing more is written of them', async () => {
    const { trials, recorder } = room.models;
    const runId = await running('asst_failed');
    await trials.begin(runId, 1);
    await recorder.fail(runId, 'The disk is full.');
    const ended = await trialsOf(runId);
    expect(ended.trials.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    await expect(trials.begin(runId, 2)).rejects.toMatchObject({ name: 'RunIsOver' });
    await expect(trials.score(runId, 1, { step: 1, score: 1 })).rejects.toMatchObject({ name: 'RunIsOver' });
    expect(await trialsOf(runId)).toEqual(ended);
  });

  it('are none, and no stage, of a run that tries nothing', async () => {
    const { trainingRun } = await room.request('asst_none');
    const { trials, stages } = await trialsOf(trainingRun?.id ?? '');
    expect(trials).toEqual([]);
    expect(stages.map(({ name }) => name)).toEqual(['snapshot', 'train', 'evaluate', 'register', 'gate']);
  });
});

describe('the budget of trials', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const searchOf = async (assistantId: string) => (await room.models.registry.trainingPlan(assistantId)).search;
  const shown = async (assistantId: string) =>
    (
      await room.ask<{ retrainPolicy: object }>(
        `{ retrainPolicy(assistantId: "${assistantId}") { trialCount trialBudgetSeconds } }`,
      )
    ).retrainPolicy;

  it('is nothing unless the policy says how many or for how long', async () => {
    expect(await searchOf('asst_budget')).toBeNull();
    await room.setPolicy('asst_budget', { trialCount: 9 });
    expect(await searchOf('asst_budget')).toEqual({ trialCount: 9, budgetSeconds: null });
    await room.setPolicy('asst_budget', { trialCount: null, trialBudgetSeconds: 60 });
    expect(await shown('asst_budget')).toEqual({ trialCount: null, trialBudgetSeconds: 60 });
    expect(await searchOf('asst_budget')).toEqual({ trialCount: null, budgetSeconds: 60 });
    await room.setPolicy('asst_budget', { trialBudgetSeconds: null });
    expect(await searchOf('asst_budget')).toBeNull();
  });

  it.each([
    ['trialCount', 1],
    ['trialCount', 101],
    ['trialBudgetSeconds', 0],
    ['trialBudgetSeconds', 86_401],
  ])('is refused with a code where %s is %d, and nothing changes', async (name, value) => {
    const { errors } = await room.setPolicy('asst_refused', { [name]: value, warmStart: false });
    expect(errors).toEqual([{ code: 'INVALID_POLICY', path: ['input', name] }]);
    expect(await shown('asst_refused')).toEqual({ trialCount: null, trialBudgetSeconds: null });
  });
});
