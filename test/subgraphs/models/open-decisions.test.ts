import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ModelsRoom, OTHER_ADMIN } from './models-room.ts';

let room: ModelsRoom;
beforeAll(async () => {
  room = await ModelsRoom.open();
});
afterAll(() => room.close());

async function approvalOf(versionId: string) {
  const approval = (await room.models.decisions.approvals()).find((open) => open.versionId === versionId);
  if (!approval) throw new Error(`no approval of ${versionId} is open`);
  return approval;
}
const isOpen = async (versionId: string) =>
  (await room.models.decisions.approvals()).some((open) => open.versionId === versionId);

describe('an approval whose roll-out cannot begin', () => {
  it('is taken back: the version waits again, others may be approved, and the log says why', async () => {
    const version = await room.version('asst_back');
    await room.approve(version);
    const approval = await approvalOf(version.id);
    room.clock.advance(1_000);
    expect(await room.models.decisions.takeBack(approval, 'the engine lost it')).toBe(true);
    expect(await room.models.decisions.takeBack(approval, 'the engine lost it')).toBe(false);
    expect(await room.stateOf(version.id)).toBe('PENDING_APPROVAL');
    const { entries } = await room.auditLog('asst_back');
    expect(entries.filter(({ action }) => action === 'ROLL_OUT_FAILED')).toMatchObject([
      {
        actor: 'policy',
        subject: version.id,
        facts: [
          { name: 'version', value: '1' },
          { name: 'reason', value: 'the engine lost it' },
          { name: 'state', value: 'PENDING_APPROVAL', before: 'APPROVED' },
        ],
      },
    ]);
    // Approved anew, it goes into service; the approval of before is over.
    await room.bringLive(version);
    expect(await room.models.decisions.takeBack(approval, 'too late')).toBe(false);
    expect(await room.stateOf(version.id)).toBe('LIVE');
  });

  it('leaves one the gate had refused refused, and lets one expire that a newer one has overtaken', async () => {
    const refused = await room.version('asst_refused', { verdict: 'SIGNIFICANTLY_WORSE' });
    await room.approve(refused, ADMIN, 'we know better');
    await room.models.decisions.takeBack(await approvalOf(refused.id), 'lost');
    expect(await room.stateOf(refused.id)).toBe('GATE_REFUSED');

    const overtaken = await room.version('asst_overtaken');
    await room.approve(overtaken);
    const newer = await room.version('asst_overtaken');
    expect(await room.approve(newer)).toEqual({ __typename: 'ApprovalRefused', code: 'INVALID_STATE' });
    await room.models.decisions.takeBack(await approvalOf(overtaken.id), 'lost');
    expect(await room.stateOf(overtaken.id)).toBe('EXPIRED');
    await room.bringLive(newer);
  });

  it('is none where the roll-out has begun, or a roll back brings the version back', async () => {
    const first = await room.liveVersion('asst_begun');
    const second = await room.version('asst_begun');
    await room.approve(second);
    const approval = await approvalOf(second.id);
    await room.models.deployments.begin(second.id, OTHER_ADMIN.id);
    expect(await isOpen(second.id)).toBe(false);
    expect(await room.models.decisions.takeBack(approval, 'lost')).toBe(false);
    room.clock.advance(1_000);
    await room.serve('asst_begun');
    await room.rollBack('asst_begun', second.id);
    expect(await room.stateOf(first.id)).toBe('APPROVED');
    expect(await isOpen(first.id)).toBe(false);
  });
});

describe('a first version', () => {
  it('that no process takes up is ended by a roll back, and the next one may be approved', async () => {
    const stuck = await room.version('asst_first');
    await room.approve(stuck);
    await room.models.deployments.begin(stuck.id, OTHER_ADMIN.id);
    expect((await room.rollBack('asst_first', stuck.id)).errors).toMatchObject([{ code: 'INVALID_STATE' }]);
    const { deployment, errors } = await room.rollBack('asst_first');
    expect(errors).toEqual([]);
    expect(deployment).toMatchObject({ state: 'ROLLED_BACK', isRollBack: false, modelVersion: { id: stuck.id } });
    expect(await room.stateOf(stuck.id)).toBe('ROLLED_BACK');
    expect(await room.desired('asst_first')).toBeUndefined();
    expect((await room.rollBack('asst_first')).errors).toMatchObject([{ code: 'NO_EARLIER_VERSION' }]);
    await room.liveVersion('asst_first');
  });

  it('whose roll-out has not begun is ended too', async () => {
    const stuck = await room.version('asst_not_begun');
    await room.approve(stuck);
    expect(await room.rollBack('asst_not_begun')).toEqual({ deployment: null, errors: [] });
    expect(await room.stateOf(stuck.id)).toBe('ROLLED_BACK');
    const { entries } = await room.auditLog('asst_not_begun');
    expect(entries.find(({ action }) => action === 'ROLLED_BACK')).toMatchObject({ subject: stuck.id });
  });
});

describe('evidence that never comes', () => {
  it('is given up, and may be asked for again; what was asked for anew goes on', async () => {
    const { id } = await room.version('asst_evidence');
    const ask = () =>
      room.models.versions.refreshEvidence(
        { modelVersionId: id },
        { identity: ADMIN, signal: AbortSignal.timeout(100) },
      );
    await expect(ask()).rejects.toThrow('aborted');
    const open = async () => (await room.models.decisions.refreshes()).filter(({ versionId }) => versionId === id);
    const [lost] = await open();
    expect(lost).toEqual({ versionId: id, requestedAt: room.clock.now() });
    expect(await room.models.decisions.abandonRefresh(lost!)).toBe(true);
    expect(await open()).toEqual([]);
    room.clock.advance(1_000);
    await expect(ask()).rejects.toThrow('aborted');
    expect(await room.models.decisions.abandonRefresh(lost!)).toBe(false);
    expect(await open()).toHaveLength(1);
  });
});
