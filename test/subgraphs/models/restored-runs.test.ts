import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ModelsRoom } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

const MINUTE = 60_000;

describe('how a run that restores a snapshot ends', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  /** The first snapshot of an assistant that every new label retrains. */
  async function snapshotOf(assistantId: string): Promise<string> {
    const { datasetSnapshotId } = await room.version(assistantId);
    await room.setPolicy(assistantId, { volume: 1, debounceMinutes: 0 });
    return datasetSnapshotId;
  }
  async function restore(assistantId: string, snapshotId: string): Promise<string> {
    const { restoreDatasetSnapshot } = await room.ask<{ restoreDatasetSnapshot: { trainingRun: { id: string } } }>(
      'mutation($input: RestoreDatasetSnapshotInput!) { restoreDatasetSnapshot(input: $input) { trainingRun { id } } }',
      { input: { assistantId, snapshotId, reason: 'a look back' } },
    );
    return restoreDatasetSnapshot.trainingRun.id;
  }
  async function label(assistantId: string, name: string): Promise<void> {
    const message = feedbackChanged({ assistantId, feedbackId: `feedback_${name}`, correctedIntent: 'reserve' });
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, [message]));
  }
  const cancel = (runId: string) =>
    room.ask('mutation($input: CancelTrainingRunInput!) { cancelTrainingRun(input: $input) { errors { code } } }', {
      input: { runId, reason: 'changed my mind' },
    });

  it.each([
    ['failed', (runId: string) => room.models.recorder.fail(runId, 'no')],
    ['cancelled', cancel],
  ])('holds no run back that learns new labels, where it %s', async (how, end) => {
    const assistantId = `asst_${how}`;
    const runId = await restore(assistantId, await snapshotOf(assistantId));
    await room.models.recorder.begin(runId);
    await end(runId);
    await label(assistantId, how);
    const [asked, ...others] = await room.models.recorder.unfinished();
    expect(others).toEqual([]);
    expect(await room.run(asked ?? '')).toMatchObject({ trigger: 'VOLUME', state: 'QUEUED' });
    await room.models.recorder.begin(asked ?? '');
    await room.models.recorder.fail(asked ?? '', 'no');
  });

  it('lets no run try again before its time that failed to learn new labels', async () => {
    const assistantId = 'asst_succeeds';
    const snapshotId = await snapshotOf(assistantId);
    await label(assistantId, 'waits');
    const [failing = ''] = await room.models.recorder.unfinished();
    await room.models.recorder.begin(failing);
    await room.models.recorder.fail(failing, 'no');
    const runId = await restore(assistantId, snapshotId);
    await room.version(assistantId, { runId });
    expect(await room.run(runId)).toMatchObject({ state: 'SUCCEEDED' });
    const waiting = async () =>
      (
        await room.ask<{ trainingRuns: { edges: { node: { trigger: string; state: string } }[] } }>(
          `{ trainingRuns(assistantId: "${assistantId}", first: 10) { edges { node { trigger state } } } }`,
        )
      ).trainingRuns.edges.flatMap(({ node: { trigger, state } }) => (state === 'QUEUED' ? [trigger] : []));
    room.clock.advance(3 * MINUTE);
    await room.models.triggerDue();
    expect(await waiting()).toEqual([]);
    room.clock.advance(2 * MINUTE);
    await room.models.triggerDue();
    expect(await waiting()).toEqual(['VOLUME']);
  });
});
