import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ModelsRoom, OTHER_ADMIN } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

let room: ModelsRoom;
beforeAll(async () => {
  room = await ModelsRoom.open();
});
afterAll(() => room.close());

interface FateAnswer {
  datasetSnapshotId: string | null;
  modelVersion: { number: number } | null;
  removedFromSnapshotId: string | null;
  removedInVersion: { number: number } | null;
}
const FATE = 'datasetSnapshotId modelVersion { number } removedFromSnapshotId removedInVersion { number }';
const NOTHING: FateAnswer = {
  datasetSnapshotId: null,
  modelVersion: null,
  removedFromSnapshotId: null,
  removedInVersion: null,
};

async function fateOf(id: string): Promise<FateAnswer | undefined> {
  const { _entities } = await room.ask<{ _entities: { fate: FateAnswer }[] }>(
    `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Feedback { fate { ${FATE} } } } }`,
    { representations: [{ __typename: 'Feedback', id }] },
  );
  return _entities[0]?.fate;
}
const consume = (...messages: unknown[]) =>
  transaction(room.database.db, (tx) => room.models.consumeBatch(tx, messages));
const accept = (assistantId: string, feedbackId: string) =>
  consume(feedbackChanged({ assistantId, feedbackId, correctedIntent: 'reserve' }));
const retract = (assistantId: string, feedbackId: string) =>
  consume(feedbackChanged({ assistantId, feedbackId, sequence: 2, change: 'RETRACTED', status: 'RETRACTED' }));

describe('a feedback that is taken back', () => {
  it('before any dataset holds it has taught nothing, and never will', async () => {
    await accept('asst_early', 'feedback_early');
    await retract('asst_early', 'feedback_early');
    await room.bringLive(await room.version('asst_early'));
    expect(await fateOf('feedback_early')).toEqual(NOTHING);
  });

  it('while a run trains on it makes that version’s evidence stale, and is gone from the next dataset and version', async () => {
    const assistantId = 'asst_running';
    await accept(assistantId, 'feedback_running');
    const version = await room.version(assistantId, { feedbackIds: ['feedback_running'] });
    await retract(assistantId, 'feedback_running');
    const learned = { datasetSnapshotId: version.datasetSnapshotId, modelVersion: null };
    expect(await fateOf('feedback_running')).toEqual({ ...NOTHING, ...learned });
    expect(await room.approve(version)).toMatchObject({ __typename: 'EvidenceStale' });

    const next = await room.version(assistantId);
    const removed = { ...learned, removedFromSnapshotId: next.datasetSnapshotId };
    expect(await fateOf('feedback_running')).toEqual({ ...removed, removedInVersion: null });
    await room.bringLive(next);
    expect(await fateOf('feedback_running')).toEqual({ ...removed, removedInVersion: { number: next.number } });
  });

  it('once its version is approved goes into service with it, and out with the next', async () => {
    const assistantId = 'asst_approved';
    await accept(assistantId, 'feedback_approved');
    const version = await room.version(assistantId, { feedbackIds: ['feedback_approved'] });
    expect(await room.approve(version)).toMatchObject({ __typename: 'ApproveModelVersionSuccess' });
    await retract(assistantId, 'feedback_approved');
    expect(await fateOf('feedback_approved')).toMatchObject({ modelVersion: null, removedInVersion: null });
    await room.models.deployments.begin(version.id, OTHER_ADMIN.id);
    room.clock.advance(1_000);
    await room.serve(assistantId);
    const served = { datasetSnapshotId: version.datasetSnapshotId, modelVersion: { number: version.number } };
    expect(await fateOf('feedback_approved')).toEqual({ ...NOTHING, ...served });

    const next = await room.version(assistantId);
    await room.bringLive(next);
    expect(await fateOf('feedback_approved')).toEqual({
      ...served,
      removedFromSnapshotId: next.datasetSnapshotId,
      removedInVersion: { number: next.number },
    });
  });

  it('once its version is live is removed in the next that is served, not in one that was refused', async () => {
    const assistantId = 'asst_live';
    await accept(assistantId, 'feedback_live');
    const ids = ['feedback_live'];
    const first = await room.version(assistantId, { feedbackIds: ids });
    await room.bringLive(first);
    await room.bringLive(await room.version(assistantId, { feedbackIds: ids }));
    await retract(assistantId, 'feedback_live');
    const learned = { datasetSnapshotId: first.datasetSnapshotId, modelVersion: { number: first.number } };
    expect(await fateOf('feedback_live')).toEqual({ ...NOTHING, ...learned });

    const refused = await room.version(assistantId, { verdict: 'SIGNIFICANTLY_WORSE' });
    const removed = { ...learned, removedFromSnapshotId: refused.datasetSnapshotId };
    expect(await fateOf('feedback_live')).toEqual({ ...removed, removedInVersion: null });
    const next = await room.version(assistantId);
    await room.bringLive(next);
    await room.bringLive(await room.version(assistantId));
    expect(await fateOf('feedback_live')).toEqual({ ...removed, removedInVersion: { number: next.number } });
  });
});

it('a feedback that only a shadow has learned from, or gone without, has reached no version that served', async () => {
  const assistantId = 'asst_unseen';
  await room.bringLive(await room.version(assistantId));
  await room.setPolicy(assistantId, { rollout: 'CANARY' });
  await room.ask('mutation($input: SetCanaryPlanInput!) { setCanaryPlan(input: $input) { errors { code } } }', {
    input: { assistantId, withShadow: true },
  });
  await accept(assistantId, 'feedback_unseen');
  const version = await room.version(assistantId, { feedbackIds: ['feedback_unseen'] });
  await room.approve(version);
  await room.models.deployments.begin(version.id, OTHER_ADMIN.id);
  const learned = { ...NOTHING, datasetSnapshotId: version.datasetSnapshotId };
  expect(await fateOf('feedback_unseen')).toEqual(learned);
  await room.rollBack(assistantId);
  expect(await fateOf('feedback_unseen')).toEqual(learned);
});

it('a feedback that a canary has learned from has reached the version that served, in its last step too', async () => {
  const assistantId = 'asst_canary';
  await room.bringLive(await room.version(assistantId));
  await room.setPolicy(assistantId, { rollout: 'CANARY' });
  await room.setCanaryPlan(assistantId, { steps: [{ share: 0.1, minimumMinutes: 1 }, { share: 1 }] });
  await accept(assistantId, 'feedback_canary');
  const version = await room.version(assistantId, { feedbackIds: ['feedback_canary'] });
  await room.approve(version);
  await room.models.deployments.begin(version.id, OTHER_ADMIN.id);
  const served = { datasetSnapshotId: version.datasetSnapshotId, modelVersion: { number: version.number } };
  expect(await fateOf('feedback_canary')).toEqual({ ...NOTHING, ...served });
  room.clock.advance(60_000);
  await room.models.triggerDue();
  expect((await room.allDesired(assistantId)).map(({ modelVersionId }) => modelVersionId)).toEqual([version.id]);
  expect(await room.stateOf(version.id)).toBe('CANARY');
  expect(await fateOf('feedback_canary')).toEqual({ ...NOTHING, ...served });
});

it('a feedback that every dataset since holds is not removed', async () => {
  await accept('asst_kept', 'feedback_kept');
  const version = await room.version('asst_kept', { feedbackIds: ['feedback_kept'] });
  await room.bringLive(version);
  await room.bringLive(await room.version('asst_kept', { feedbackIds: ['feedback_kept'] }));
  await room.bringLive(await room.version('asst_other'));
  expect(await fateOf('feedback_kept')).toEqual({
    ...NOTHING,
    datasetSnapshotId: version.datasetSnapshotId,
    modelVersion: { number: version.number },
  });
});
