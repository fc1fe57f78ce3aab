import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ADMIN, CI, ModelsRoom, OTHER_ADMIN } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

const DAY_MS = 24 * 60 * 60_000;
const SUCCESS = { __typename: 'ApproveModelVersionSuccess' };
const CAROL = { id: 'carol', roles: ['admin'] } as const;

describe('a decision', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  const stateOf = (id: string) => room.stateOf(id);
  const lastEntry = async (assistantId: string) => (await room.auditLog(assistantId)).entries[0];

  describe('to override the gate', () => {
    it('needs an admin and a reason, is kept as such, and sends the version into service', async () => {
      const refused = await room.version('asst_override', { verdict: 'SIGNIFICANTLY_WORSE' });
      expect(await room.approve(refused)).toEqual({ __typename: 'ApprovalRefused', code: 'GATE_NOT_PASSED' });
      expect(await room.approve(refused, OTHER_ADMIN, '  ')).toMatchObject({ code: 'TEXT_REQUIRED' });
      const policy = { id: 'policy', roles: ['service'] } as const;
      expect(await room.approve(refused, policy, 'it says so')).toMatchObject({ code: 'OVERRIDE_FORBIDDEN' });
      expect(await stateOf(refused.id)).toBe('GATE_REFUSED');

      expect(await room.approve(refused, OTHER_ADMIN, 'the test items are out of date')).toEqual(SUCCESS);
      expect(room.asked.at(-1)).toBe(`deploy ${refused.id}`);
      const { modelVersion } = await room.ask<{ modelVersion: object }>(
        'query($id: ID!) { modelVersion(id: $id) { state approval { decision by overrideReason comment } } }',
        { id: refused.id },
      );
      expect(modelVersion).toEqual({
        state: 'APPROVED',
        approval: {
          decision: 'OVERRIDDEN',
          by: 'bob',
          overrideReason: 'the test items are out of date',
          comment: 'looks right',
        },
      });
      const entry = await lastEntry('asst_override');
      expect(entry).toMatchObject({ action: 'VERSION_OVERRIDDEN', actor: 'bob', subject: refused.id });
      expect(entry?.facts).toContainEqual({
        name: 'overrideReason',
        value: 'the test items are out of date',
        before: null,
      });
    });

    it('is bound to the evidence as well: where that is stale it is made anew first, and the refusal stands', async () => {
      const assistantId = 'asst_override_stale';
      const refused = await room.version(assistantId, {
        verdict: 'SIGNIFICANTLY_WORSE',
        feedbackIds: ['feedback_override'],
      });
      await withdraw('feedback_override');
      expect(await room.approve(refused, OTHER_ADMIN, 'a reason')).toMatchObject({ __typename: 'EvidenceStale' });
      const { refreshEvidence } = await room.ask<{ refreshEvidence: { errors: object[] } }>(
        'mutation($input: RefreshEvidenceInput!) { refreshEvidence(input: $input) { errors { code } } }',
        { input: { modelVersionId: refused.id } },
      );
      expect(refreshEvidence.errors).toEqual([]);
      await room.renewEvidence(refused, 'WORSE_WITHIN_NOISE');
      expect(await stateOf(refused.id)).toBe('GATE_REFUSED');
      const present = { id: refused.id, evidenceHash: await room.evidenceHash(refused.id) };
      expect(await room.approve(present)).toMatchObject({ code: 'GATE_NOT_PASSED' });
      expect(await room.approve(present, OTHER_ADMIN, 'a reason')).toEqual(SUCCESS);
    }, 20_000);

    it('is refused where there is nothing to override', async () => {
      const version = await room.version('asst_override_none');
      expect(await room.approve(version, OTHER_ADMIN, 'a reason')).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await stateOf(version.id)).toBe('PENDING_APPROVAL');
    });
  });

  describe('that nobody takes', () => {
    it('is taken by the policy after fourteen days, or as many as it says', async () => {
      const version = await room.version('asst_expiry');
      const brief = await room.version('asst_expiry_brief');
      await room.setPolicy('asst_expiry_brief', { approvalExpiresAfterDays: 2 });
      room.clock.advance(2 * DAY_MS);
      await room.models.triggerDue();
      expect([await stateOf(version.id), await stateOf(brief.id)]).toEqual(['PENDING_APPROVAL', 'EXPIRED']);
      expect(await lastEntry('asst_expiry_brief')).toMatchObject({
        action: 'VERSION_EXPIRED',
        actor: 'policy',
        subject: brief.id,
        requestId: null,
      });
      room.clock.advance(12 * DAY_MS);
      await room.models.triggerDue();
      await room.models.triggerDue();
      expect(await stateOf(version.id)).toBe('EXPIRED');
      expect((await room.auditLog('asst_expiry')).entries.map(({ action }) => action)).toEqual([
        'VERSION_EXPIRED',
        'RETRAINING_REQUESTED',
      ]);
    });

    it('is shown beforehand, and comes too late afterwards, looked at or not', async () => {
      const version = await room.version('asst_expiry_shown');
      const { modelVersion } = await room.ask<{ modelVersion: { approvalExpiresAt: string } }>(
        `{ modelVersion(id: "${version.id}") { approvalExpiresAt } }`,
      );
      expect(Date.parse(modelVersion.approvalExpiresAt) - version.createdAt.getTime()).toBe(14 * DAY_MS);
      room.clock.advance(14 * DAY_MS);
      expect(await room.approve(version)).toEqual({ __typename: 'ApprovalRefused', code: 'INVALID_STATE' });
    });

    it.each([0, 366])('is never waited for %d days', async (approvalExpiresAfterDays) => {
      const { errors } = await room.setPolicy('asst_expiry_range', { approvalExpiresAfterDays });
      expect(errors).toMatchObject([{ code: 'INVALID_POLICY' }]);
    });

    it('is told of where a newer version comes before it', async () => {
      const older = await room.version('asst_expiry_newer');
      const newer = await room.version('asst_expiry_newer');
      expect(await stateOf(older.id)).toBe('EXPIRED');
      expect(await lastEntry('asst_expiry_newer')).toMatchObject({ action: 'VERSION_EXPIRED', subject: older.id });
      expect(await stateOf(newer.id)).toBe('PENDING_APPROVAL');
    });
  });

  it('of two persons is not taken alone by whoever joined a run that CI had asked for', async () => {
    const assistantId = 'asst_joined';
    await room.setPolicy(assistantId, { twoPersons: true });
    await room.request(assistantId, { identity: CI });
    await room.request(assistantId, { identity: OTHER_ADMIN, reason: 'now, please' });
    const version = await room.version(assistantId, { requestedBy: ADMIN });
    const { trainingRun } = await room.ask<{ trainingRun: object }>(
      'query($id: ID!) { trainingRun(id: $id) { trigger requestedBy requests { by trigger reason } } }',
      { id: version.runId },
    );
    expect(trainingRun).toEqual({
      trigger: 'CI',
      requestedBy: null,
      requests: [
        { by: 'github', trigger: 'CI', reason: 'a test' },
        { by: 'bob', trigger: 'MANUAL', reason: 'now, please' },
        { by: 'ada', trigger: 'MANUAL', reason: 'a test' },
      ],
    });
    for (const asker of [ADMIN, OTHER_ADMIN])
      expect(await room.approve(version, asker)).toEqual({
        __typename: 'ApprovalRefused',
        code: 'SECOND_PERSON_NEEDED',
      });
    expect(await room.approve(version, CAROL)).toEqual(SUCCESS);
  });

  it('on evidence that learned from a feedback is refused once that is relabelled, and again allowed once it is as it was', async () => {
    const version = await room.version('asst_relabel', { feedbackIds: ['feedback_relabelled', 'feedback_other'] });
    await review('feedback_relabelled', { intent: 'renew_loan', sequence: 2 });
    expect(await room.approve(version)).toMatchObject({ __typename: 'EvidenceStale', code: 'EVIDENCE_STALE' });
    await review('feedback_relabelled', { intent: 'reserve', sequence: 3 });
    expect(await room.approve(version)).toEqual(SUCCESS);
  });

  it('for a version races a roll back to one coded outcome each, and to one version in service', async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 8; round++) {
      const assistantId = `asst_roll_back_race_${round}`;
      const former = await room.liveVersion(assistantId);
      const champion = await room.liveVersion(assistantId);
      const candidate = await room.version(assistantId);
      const names = new Map([
        [former.id, 'the former'],
        [champion.id, 'the champion'],
        [candidate.id, 'the candidate'],
      ]);
      // Who comes first is the database's to say; both orders of asking are tried.
      const isRollBackFirst = round % 2 === 1;
      const early = isRollBackFirst ? room.rollBack(assistantId, champion.id) : undefined;
      const [approval, rolledBack] = await Promise.all([
        room.approve(candidate),
        early ?? room.rollBack(assistantId, champion.id),
      ]);
      expect(rolledBack.errors).toEqual([]);
      await room.models.deployments.begin(candidate.id, OTHER_ADMIN.id);
      await room.serve(assistantId);
      const inService = names.get((await room.champion(assistantId)) ?? '');
      ends.add(`${approval.code ?? 'APPROVED'}: ${await stateOf(candidate.id)}, ${inService} answers`);
      const { entries, chain } = await room.auditLog(assistantId);
      expect(entries.filter(({ action }) => action === 'ROLLED_BACK')).toHaveLength(1);
      expect(chain.brokenAt).toBeNull();
    }
    // The roll back ends what was just approved, or else goes back to the version before.
    const possible = new Set([
      'APPROVED: ROLLED_BACK, the champion answers',
      'INVALID_STATE: PENDING_APPROVAL, the former answers',
    ]);
    expect([...ends].filter((end) => !possible.has(end))).toEqual([]);
  }, 60_000);

  it('races the withdrawal of what it was taken on: approved before it, or stale after it', async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 6; round++) {
      const feedbackId = `feedback_withdrawn_${round}`;
      const version = await room.version(`asst_stale_race_${round}`, { feedbackIds: [feedbackId] });
      const [approval] = await Promise.all([room.approve(version), withdraw(feedbackId)]);
      ends.add(`${approval.code ?? 'APPROVED'}: ${await stateOf(version.id)}`);
    }
    const possible = new Set(['APPROVED: APPROVED', 'EVIDENCE_STALE: PENDING_APPROVAL']);
    expect([...ends].filter((end) => !possible.has(end))).toEqual([]);
  }, 30_000);

  it('races another: an approval and a rejection end in one decision, the other refused', async () => {
    for (let round = 0; round < 6; round++) {
      const version = await room.version(`asst_two_decisions_${round}`);
      const reject = room.ask<{ rejectModelVersion: { errors: { code: string }[] } }>(
        'mutation($input: RejectModelVersionInput!) { rejectModelVersion(input: $input) { errors { code } } }',
        { input: { modelVersionId: version.id, reason: 'no' } },
      );
      const [approval, { rejectModelVersion }] = await Promise.all([room.approve(version), reject]);
      const isApproved = approval.__typename === 'ApproveModelVersionSuccess';
      const refusals = [...(isApproved ? [] : [approval.code]), ...rejectModelVersion.errors.map(({ code }) => code)];
      expect(refusals).toEqual(['INVALID_STATE']);
      expect(await stateOf(version.id)).toBe(isApproved ? 'APPROVED' : 'REJECTED');
    }
  }, 30_000);

  function consume(message: object): Promise<unknown> {
    return transaction(room.database.db, (tx) => room.models.consumeBatch(tx, [message]));
  }
  function withdraw(feedbackId: string): Promise<unknown> {
    return consume(feedbackChanged({ feedbackId, status: 'RETRACTED', change: 'RETRACTED', sequence: 2 }));
  }
  function review(feedbackId: string, { intent, sequence }: { intent: string; sequence: number }): Promise<unknown> {
    const by = { comment: null, by: 'bob', at: '2026-11-22T11:00:00.000Z' };
    const decided = { change: 'REVIEWED', status: 'ACCEPTED', previousStatus: 'ACCEPTED', sequence } as const;
    return consume(feedbackChanged({ feedbackId, ...decided, review: { decision: 'RELABEL', intent, ...by } }));
  }
});
