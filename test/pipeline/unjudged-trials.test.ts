import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchParameters } from '../../pipeline/trials.ts';
import { encodersIn } from '../../platform/encoder/index.ts';
import { createLogger } from '../../platform/log/index.ts';
import { ModelsRoom } from '../subgraphs/models/models-room.ts';
import { ASSISTANT, facesOver, libraryExamples } from './small-assistant.ts';

describe('a trial that nobody has judged', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  it.each([
    ['has failed where nothing ends the search', null, 'FAILED'],
    ['has failed where time was left: every process that tried it died', 3_600, 'FAILED'],
    ['is out of time where that is over', 0, 'OUT_OF_TIME'],
  ])('%s', async (_, budgetSeconds, state) => {
    const runId = (await room.request(ASSISTANT)).trainingRun?.id ?? '';
    await room.models.recorder.begin(runId);
    const { objects, models } = room;
    const context = {
      ...facesOver({ examples: libraryExamples(), labels: [] }),
      models,
      objects,
      encoders: encodersIn(undefined),
      log: createLogger({ level: 'silent', name: 'test' }),
    };
    await searchParameters(
      context,
      {
        step: (_name, work) => work(new AbortController().signal),
        judgeTrials: (parts) =>
          Promise.resolve(parts.map(({ number }) => (number === 2 ? null : { right: 5, judged: 10 }))),
      },
      {
        runId,
        assistantId: ASSISTANT,
        snapshotId: 'snapshot_1',
        recipe: 'FAST',
        search: { trialCount: 2, budgetSeconds },
      },
    );
    const { trainingRun } = await room.ask<{ trainingRun: { trials: object[] } }>(
      'query($id: ID!) { trainingRun(id: $id) { trials { number state isChosen } } }',
      { id: runId },
    );
    expect(trainingRun.trials).toEqual([
      { number: 1, state: 'FINISHED', isChosen: true },
      { number: 2, state, isChosen: false },
    ]);
    await models.recorder.fail(runId, 'a test that goes no further');
  });
});
