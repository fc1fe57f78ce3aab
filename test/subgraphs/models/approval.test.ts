import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ADMIN, ModelsRoom, OTHER_ADMIN } from './models-room.ts';
import { feedbackChanged } from './observed.ts';

describe('an approval', () => {
  let room: ModelsRoom;
  beforeAll(async () => {
    room = await ModelsRoom.open();
  });
  afterAll(() => room.close());

  it('names the evidence that was seen, and sends the version into service', async () => {
    const version = await room.version('asst_a');
    expect(await room.approve(version)).toEqual({ __typename: 'ApproveModelVersionSuccess' });
    expect(room.asked.at(-1)).toBe(`deploy ${version.id}`);
    const { modelVersion } = await room.ask<{ modelVersion: object }>(
      'query($id: ID!) { modelVersion(id: $id) { state approval { decision by comment evidenceHash } trainingRun { state } snapshot { exampleCount } } }',
      { id: version.id },
    );
    expect(modelVersion).toEqual({
      state: 'APPROVED',
      approval: { decision: 'APPROVED', by: 'bob', comment: 'looks right', evidenceHash: version.evidenceHash },
      trainingRun: { state: 'SUCCEEDED' },
      snapshot: { exampleCount: 100 },
    });
  });

  it('on other evidence than the present is refused, with the present hash', async () => {
    const version = await room.version('asst_other_hash');
    expect(await room.approve({ id: version.id, evidenceHash: 'seen elsewhere' })).toEqual({
      __typename: 'EvidenceStale',
      code: 'EVIDENCE_STALE',
      currentEvidenceHash: version.evidenceHash,
    });
    expect(await room.stateOf(version.id)).toBe('PENDING_APPROVAL');
  });

  it('is refused once another version is champion, until the evidence is renewed', async () => {
    const first = await room.version('asst_new_champion');
    const { modelVersion } = await room.ask<{ modelVersion: { isEvidenceStale: boolean } }>(
      `{ modelVersion(id: "${first.id}") { isEvidenceStale } }`,
    );
    expect(modelVersion.isEvidenceStale).toBe(false);
    await room.bringLive(first);
    const third = await room.version('asst_new_champion');
    expect((await room.rollBack('asst_new_champion')).errors).toMatchObject([{ code: 'NO_EARLIER_VERSION' }]);
    // The evidence of `third` is against `first`; then `second` takes over.
    const second = await room.version('asst_new_champion');
    expect(await room.stateOf(third.id)).toBe('EXPIRED');
    await room.bringLive(second);
    const fourth = await room.version('asst_new_champion');
    await room.rollBack('asst_new_champion', second.id);
    await room.serve('asst_new_champion');
    expect(await room.champion('asst_new_champion')).toBe(first.id);

    const stale = await room.approve(fourth);
    expect(stale).toMatchObject({ __typename: 'EvidenceStale' });
    expect(stale.currentEvidenceHash).not.toBe(fourth.evidenceHash);
    // Nobody has looked at a comparison with this champion: naming the hash is not enough.
    expect(await room.approve({ id: fourth.id, evidenceHash: stale.currentEvidenceHash ?? '' })).toMatchObject({
      __typename: 'EvidenceStale',
    });
    await room.renewEvidence(fourth);
    const evidenceHash = await room.evidenceHash(fourth.id);
    expect(evidenceHash).not.toBe(fourth.evidenceHash);
    expect(await room.approve({ id: fourth.id, evidenceHash: fourth.evidenceHash })).toMatchObject({
      code: 'EVIDENCE_STALE',
      currentEvidenceHash: evidenceHash,
    });
    expect(await room.approve({ id: fourth.id, evidenceHash })).toEqual({ __typename: 'ApproveModelVersionSuccess' });
  });

  it('is refused once feedback that the version learned from was taken back', async () => {
    const version = await room.version('asst_withdrawn', { feedbackIds: ['feedback_1', 'feedback_2'] });
    await transaction(room.database.db, async (tx) => {
      await room.models.consumeBatch(tx, [
        feedbackChanged({ feedbackId: 'feedback_1', status: 'RETRACTED', change: 'RETRACTED', sequence: 2 }),
      ]);
    });
    expect(await room.approve(version)).toMatchObject({ __typename: 'EvidenceStale' });
    await room.renewEvidence(version);
    expect(await room.approve({ id: version.id, evidenceHash: await room.evidenceHash(version.id) })).toEqual({
      __typename: 'ApproveModelVersionSuccess',
    });
  });

  it('is refused once a review that the version learned from was undone, heard of twice', async () => {
    const version = await room.version('asst_undone', { reviewIds: ['review_1', 'review_2'] });
    const undone = {
      kind: 'ActPerformed',
      version: 1,
      actId: 'act_undone',
      assistantId: 'asst_undone',
      actor: 'reviewer',
      action: 'REVIEW_UNDONE',
      subject: 'item_1',
      at: room.clock.now().toISOString(),
      facts: [
        { name: 'review', value: 'review_1' },
        { name: 'state', value: 'OPEN', before: 'ACCEPTED' },
      ],
      requestId: 'test',
    };
    await transaction(room.database.db, (tx) => room.models.consumeBatch(tx, [undone, undone]));
    const { withdrawnFeedback } = await room.models.registry.evidenceContext(version.datasetSnapshotId, null);
    expect(withdrawnFeedback).toBe(1);
    expect(await room.approve(version)).toMatchObject({ __typename: 'EvidenceStale' });
    await room.renewEvidence(version);
    expect(await room.approve({ id: version.id, evidenceHash: await room.evidenceHash(version.id) })).toEqual({
      __typename: 'ApproveModelVersionSuccess',
    });
  });

  it('happens once, however many approve at the same time', async () => {
    const version = await room.version('asst_race');
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, i) => room.approve(version, { id: `admin-${i}`, roles: ['admin'] })),
    );
    expect(outcomes.filter(({ __typename }) => __typename === 'ApproveModelVersionSuccess')).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code === 'INVALID_STATE')).toHaveLength(5);
    expect(room.asked.filter((what) => what === `deploy ${version.id}`)).toHaveLength(1);
  });

  it('is refused while an approved version has not begun its roll-out, or that would never begin', async () => {
    const approved = await room.version('asst_not_begun');
    expect(await room.approve(approved)).toEqual({ __typename: 'ApproveModelVersionSuccess' });
    const impatient = await room.version('asst_not_begun');
    expect(await room.approve(impatient)).toEqual({ __typename: 'ApprovalRefused', code: 'INVALID_STATE' });
    expect(await room.stateOf(impatient.id)).toBe('PENDING_APPROVAL');
  });

  it('needs a second person where policy says so', async () => {
    await room.setPolicy('asst_two', { twoPersons: true });
    const version = await room.version('asst_two', { requestedBy: ADMIN });
    expect(await room.approve(version, ADMIN)).toEqual({ __typename: 'ApprovalRefused', code: 'SECOND_PERSON_NEEDED' });
    expect(await room.approve(version, OTHER_ADMIN)).toEqual({ __typename: 'ApproveModelVersionSuccess' });
  });

  it('is refused for what the gate refused, for what is unknown, rejected or expired', async () => {
    const refused = await room.version('asst_refusals', { verdict: 'SIGNIFICANTLY_WORSE' });
    expect(await room.approve(refused)).toEqual({ __typename: 'ApprovalRefused', code: 'GATE_NOT_PASSED' });
    expect(await room.approve({ id: 'version_none', evidenceHash: 'x' })).toEqual({
      __typename: 'ApprovalRefused',
      code: 'NOT_FOUND',
    });
    const expired = await room.version('asst_refusals');
    const rejected = await room.version('asst_refusals');
    const { rejectModelVersion } = await room.ask<{ rejectModelVersion: object }>(
      'mutation($input: RejectModelVersionInput!) { rejectModelVersion(input: $input) { modelVersion { state approval { decision comment } } errors { code } } }',
      { input: { modelVersionId: rejected.id, reason: 'too many refusals' } },
    );
    expect(rejectModelVersion).toEqual({
      modelVersion: { state: 'REJECTED', approval: { decision: 'REJECTED', comment: 'too many refusals' } },
      errors: [],
    });
    for (const version of [expired, rejected])
      expect(await room.approve(version)).toEqual({ __typename: 'ApprovalRefused', code: 'INVALID_STATE' });
  });

  it('shows what it is about: figures, intents, confusions', async () => {
    const version = await room.version('asst_shown', { verdict: 'WORSE_WITHIN_NOISE' });
    const { modelVersion } = await room.ask<{ modelVersion: { evaluation: object } }>(
      `query($id: ID!) { modelVersion(id: $id) { evaluation { verdict support accuracy { value low high } championAccuracy
        perIntent { intent f1 championF1 support } confusions { actual predicted count } outOfScope { recall support } calibrationError } } }`,
      { id: version.id },
    );
    expect(modelVersion.evaluation).toEqual({
      verdict: 'WORSE_WITHIN_NOISE',
      support: 100,
      accuracy: { value: 0.9, low: 0.83, high: 0.95 },
      championAccuracy: null,
      perIntent: [{ intent: 'renew_loan', f1: 0.9, championF1: null, support: 50 }],
      confusions: [{ actual: 'renew_loan', predicted: 'out-of-scope', count: 5 }],
      outOfScope: { recall: 0.8, support: 10 },
      calibrationError: 0.03,
    });
  });
});
