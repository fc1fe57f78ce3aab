import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ModelsRoom, OTHER_ADMIN, UNKNOWN } from './models-room.ts';

describe('a deployment', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  async function rollOut(assistantId: string) {
    const version = await room.version(assistantId);
    await room.approve(version);
    const deployment = await room.models.deployments.begin(version.id, OTHER_ADMIN.id);
    return { version, deploymentId: deployment?.id ?? '' };
  }
  const stateOf = async (deploymentId: string) => (await room.models.deployments.find(deploymentId)).state;

  it('is never LIVE while no process serves', async () => {
    const { version, deploymentId } = await rollOut('asst_nobody');
    expect(await room.desired('asst_nobody')).toMatchObject({ modelVersionId: version.id, state: 'LIVE' });
    room.clock.advance(60_000);
    expect(await stateOf(deploymentId)).toBe('ROLLING_OUT');
    expect(await room.champion('asst_nobody')).toBeUndefined();
    await room.serve('asst_nobody');
    expect(await stateOf(deploymentId)).toBe('LIVE');
    expect(await room.champion('asst_nobody')).toBe(version.id);
  });

  it('is LIVE once every process with a lease has it, and waits for no dead one', async () => {
    room.clock.advance(60_000);
    const { version, deploymentId } = await rollOut('asst_three');
    await room.acknowledge('nlp-old', [], 10);
    await room.acknowledge('nlp-dead', [], 10);
    await room.serve('asst_three', 'nlp-1');
    expect(await stateOf(deploymentId)).toBe('ROLLING_OUT');
    await room.serve('asst_three', 'nlp-old');
    expect(await stateOf(deploymentId)).toBe('ROLLING_OUT');
    // nlp-dead says nothing more.
    room.clock.advance(9_000);
    await room.serve('asst_three', 'nlp-1');
    room.clock.advance(2_000);
    await room.serve('asst_three', 'nlp-1');
    expect(await stateOf(deploymentId)).toBe('LIVE');
    expect(await room.stateOf(version.id)).toBe('LIVE');
  });

  it('is not LIVE where a process still answers only a share of the conversations with it', async () => {
    room.clock.advance(60_000);
    const { deploymentId } = await rollOut('asst_shared');
    await room.acknowledge('nlp-1', [deploymentId], 10, [], []);
    expect(await stateOf(deploymentId)).toBe('ROLLING_OUT');
    await room.acknowledge('nlp-1', [deploymentId], 10, [], [deploymentId]);
    expect(await stateOf(deploymentId)).toBe('LIVE');
  });

  it('supersedes the one before, which keeps answering until then', async () => {
    room.clock.advance(60_000);
    const first = await room.liveVersion('asst_next');
    const { version, deploymentId } = await rollOut('asst_next');
    expect(await room.champion('asst_next')).toBe(first.id);
    expect(await room.stateOf(first.id)).toBe('LIVE');
    await room.serve('asst_next');
    expect(await stateOf(deploymentId)).toBe('LIVE');
    expect(await room.stateOf(first.id)).toBe('SUPERSEDED');
    expect(await room.champion('asst_next')).toBe(version.id);
    const { modelVersion } = await room.ask<{ modelVersion: object }>(
      `{ modelVersion(id: "${version.id}") { trafficShare parent { id } deployments { state trafficShare isRollBack requestedBy } } }`,
    );
    expect(modelVersion).toEqual({
      trafficShare: 1,
      parent: { id: first.id },
      deployments: [{ state: 'LIVE', trafficShare: 1, isRollBack: false, requestedBy: 'bob' }],
    });
  });

  it('begins once, however often its workflow is done', async () => {
    const { version, deploymentId } = await rollOut('asst_again');
    expect((await room.models.deployments.begin(version.id, 'bob'))?.id).toBe(deploymentId);
    await room.serve('asst_again');
    expect((await room.models.deployments.begin(version.id, 'bob'))?.id).toBe(deploymentId);
  });

  it('refuses a second approval while it rolls out', async () => {
    await room.liveVersion('asst_busy');
    await rollOut('asst_busy');
    const impatient = await room.version('asst_busy');
    expect(await room.approve(impatient)).toEqual({ __typename: 'ApprovalRefused', code: 'INVALID_STATE' });
  });
});

describe('a roll back', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  it('goes back to the most recent champion that was not itself rolled back', async () => {
    const [first, second, third] = [
      await room.liveVersion('asst_back'),
      await room.liveVersion('asst_back'),
      await room.liveVersion('asst_back'),
    ];
    const { deployment, errors } = await room.rollBack('asst_back', third.id);
    expect(errors).toEqual([]);
    expect(deployment).toMatchObject({ state: 'ROLLING_OUT', isRollBack: true, modelVersion: { id: second.id } });
    expect(await room.stateOf(third.id)).toBe('ROLLED_BACK');
    expect(await room.champion('asst_back')).toBe(second.id);
    expect(await room.desired('asst_back')).toMatchObject({ modelVersionId: second.id });
    expect((await room.rollBack('asst_back')).errors).toMatchObject([{ code: 'INVALID_STATE' }]);
    await room.serve('asst_back');
    expect(await room.stateOf(second.id)).toBe('LIVE');

    expect((await room.rollBack('asst_back', second.id)).deployment?.modelVersion.id).toBe(first.id);
    await room.serve('asst_back');
    expect((await room.rollBack('asst_back', first.id)).errors).toMatchObject([{ code: 'NO_EARLIER_VERSION' }]);
    expect(await room.stateOf(first.id)).toBe('LIVE');
  });

  it('just ends a roll-out that is under way, also one that has not begun', async () => {
    const first = await room.liveVersion('asst_under_way');
    for (const hasBegun of [true, false]) {
      const next = await room.version('asst_under_way');
      await room.approve(next);
      if (hasBegun) await room.models.deployments.begin(next.id, 'bob');
      const { deployment } = await room.rollBack('asst_under_way');
      expect(deployment).toMatchObject({ state: 'LIVE', modelVersion: { id: first.id } });
      expect(await room.stateOf(next.id)).toBe('ROLLED_BACK');
      expect(await room.desired('asst_under_way')).toMatchObject({ modelVersionId: first.id });
      const late = await room.models.deployments.begin(next.id, 'bob');
      expect(late?.state ?? null).toBe(hasBegun ? 'ROLLED_BACK' : null);
    }
  });

  it('changes nothing where another version is champion than expected, or there is none', async () => {
    const first = await room.liveVersion('asst_unexpected');
    const second = await room.liveVersion('asst_unexpected');
    expect((await room.rollBack('asst_unexpected', first.id)).errors).toEqual([
      { code: 'INVALID_STATE', path: ['input', 'expectedChampionId'] },
    ]);
    expect(await room.champion('asst_unexpected')).toBe(second.id);
    expect((await room.rollBack('asst_without')).errors).toMatchObject([{ code: 'NO_EARLIER_VERSION' }]);
    expect((await room.rollBack(UNKNOWN)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('follows the same rules where a rule asks for it and no person, and says so in the audit log', async () => {
    const assistantId = 'asst_by_rule';
    const byRule = (expectedChampionId: string) =>
      transaction(room.database.db, (tx) =>
        room.models.deployments.rollBackAutomatically(
          tx,
          { assistantId, reason: 'users like it less', expectedChampionId },
          'alert:helpful',
        ),
      );
    const first = await room.liveVersion(assistantId);
    await expect(byRule(first.id)).rejects.toMatchObject({ code: 'NO_EARLIER_VERSION' });
    const second = await room.liveVersion(assistantId);
    await expect(byRule(first.id)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const deployment = await byRule(second.id);
    expect(deployment).toMatchObject({ versionId: first.id, isRollBack: true, requestedBy: 'alert:helpful' });
    await expect(byRule(second.id)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    expect((await room.setPolicy(assistantId, {})).retrainPolicy?.['restingUntil']).not.toBeNull();
    const { entries } = await room.auditLog(assistantId, { first: 1 });
    expect(entries).toMatchObject([
      { actor: 'alert:helpful', action: 'ROLLED_BACK_AUTOMATICALLY', subject: deployment?.id, requestId: null },
    ]);
  });

  it('happens once, however many ask for it at the same time', async () => {
    const first = await room.liveVersion('asst_together');
    const second = await room.liveVersion('asst_together');
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => room.rollBack('asst_together', second.id)));
    expect(outcomes.filter(({ deployment }) => deployment?.modelVersion.id === first.id)).toHaveLength(1);
    expect(outcomes.flatMap(({ errors }) => errors).map(({ code }) => code)).toEqual(Array(4).fill('INVALID_STATE'));
  });
});
