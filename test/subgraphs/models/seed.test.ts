import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../../platform/auth/index.ts';
import { eventually } from '../../kit/loop.ts';
import { ModelsRoom } from './models-room.ts';

const SEED: Identity = { id: 'seed', roles: ['service'] };

describe('the first version of a seeded assistant', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const runsOf = async (assistantId: string) => {
    const { trainingRuns } = await room.ask<{ trainingRuns: { edges: { node: { id: string; state: string } }[] } }>(
      `{ trainingRuns(assistantId: "${assistantId}", first: 10) { edges { node { id state } } } }`,
    );
    return trainingRuns.edges.map(({ node }) => node);
  };
  const seed = (assistantId: string, signal: AbortSignal) =>
    room.models.seedFirstVersion({ assistantId, reason: 'first start', signal });

  it('is approved once its run has succeeded, and not asked for again', async () => {
    const version = await room.version('asst_seeded', { requestedBy: SEED });
    for (let start = 0; start < 2; start++) await seed('asst_seeded', new AbortController().signal);
    expect(await room.stateOf(version.id)).toBe('APPROVED');
    expect(await runsOf('asst_seeded')).toHaveLength(1);
  });

  it.each(['FAILED', 'CANCELLED'])(
    'is trained anew where the run before was %s after registering it',
    async (ending) => {
      const assistantId = `asst_${ending}`;
      const { recorder, registry } = room.models;
      const { trainingRun } = await room.request(assistantId, { identity: SEED });
      const runId = trainingRun?.id ?? '';
      await recorder.begin(runId);
      const { id: snapshotId } = await registry.recordSnapshot({
        runId,
        assistantId,
        sha256: 'd'.repeat(64),
        uri: 's3://bucket/rows',
        lineageUri: 's3://bucket/lineage',
        unlabelledUri: null,
        unlabelledCount: 0,
        exampleCount: 1,
        counts: [],
        taught: [],
        reviewIds: [],
      });
      const reportId = await registry.recordReport(runId, await room.report(assistantId, snapshotId, 'IMPROVED'));
      const artifact = { uri: 's3://bucket/model', sha256: 'a'.repeat(64), bytes: 1 };
      await registry.register({
        runId,
        snapshotId,
        reportId,
        artifact,
        trainingStateUri: 's3://bucket/state',
        parameters: '{}',
        seed: 1,
      });
      if (ending === 'FAILED') await recorder.fail(runId, 'all that tried it died');
      else await room.ask(`mutation { cancelTrainingRun(input: { runId: "${runId}" }) { errors { code } } }`);
      room.clock.advance(1_000);

      const stopping = new AbortController();
      const seeding = seed(assistantId, stopping.signal);
      await eventually(async () => ((await runsOf(assistantId)).length === 2 ? true : undefined), {
        what: 'a new run',
      });
      stopping.abort(new Error('enough'));
      await expect(seeding).rejects.toThrow(/enough|abort/i);
      expect((await runsOf(assistantId)).map(({ state }) => state)).toEqual(['QUEUED', ending]);
    },
  );

  it('is left alone where another person trained last', async () => {
    const version = await room.version('asst_others');
    await seed('asst_others', new AbortController().signal);
    expect(await room.stateOf(version.id)).toBe('PENDING_APPROVAL');
  });
});
