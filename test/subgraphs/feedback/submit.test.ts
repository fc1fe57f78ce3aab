import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ANALYST, APP, openRoom, type TestRoom, userOf } from './room.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

const CORRECTION = { verdict: 'CORRECTION', correctedIntent: 'student_card' };

describe('submitFeedback', () => {
  it('commits the feedback as QUEUED, and its message with it', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_a' });
    const { feedback, errors } = await room.submit({ turnId, ...CORRECTION, comment: 'no' }, userOf('conv_a'));
    expect(errors).toEqual([]);
    expect(feedback).toMatchObject({ ...CORRECTION, turnId, status: 'QUEUED', source: 'EXPLICIT', comment: 'no' });
    expect((await room.outbox()).at(-1)).toMatchObject({
      kind: 'FeedbackChanged',
      version: 1,
      feedbackId: feedback?.id,
      sequence: 1,
      change: 'SUBMITTED',
      turn: { turnId, utterance: 'the turnstile swallows my card', modelVersionId: 'version_1' },
      feedback: { author: 'conv_a', status: 'QUEUED' },
    });
  });

  it('supersedes what the same user said about the turn, and leaves what others said', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_b' });
    const first = await room.submit({ turnId, verdict: 'HELPFUL' }, userOf('conv_b'));
    const staff = await room.submit({ turnId, verdict: 'UNHELPFUL' }, ANALYST);
    const second = await room.submit({ turnId, ...CORRECTION }, userOf('conv_b'));
    expect(second.feedback?.id).not.toBe(first.feedback?.id);
    const ofTurn = (await room.history()).filter((node) => node.turnId === turnId);
    expect(Object.fromEntries(ofTurn.map(({ id, status, supersededBy }) => [id, [status, supersededBy]]))).toEqual({
      [first.feedback!.id]: ['RETRACTED', second.feedback?.id],
      [staff.feedback!.id]: ['QUEUED', null],
      [second.feedback!.id]: ['QUEUED', null],
    });
    expect((await room.outbox()).slice(-2)).toMatchObject([
      { feedbackId: first.feedback?.id, sequence: 2, change: 'SUPERSEDED', feedback: { status: 'RETRACTED' } },
      { feedbackId: second.feedback?.id, sequence: 1, change: 'SUBMITTED' },
    ]);
  });

  it('takes an app and a conversation token for the same end user', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_c', endUserId: 'student_7' });
    await room.submit({ turnId, verdict: 'HELPFUL' }, APP);
    await room.submit({ turnId, verdict: 'UNHELPFUL' }, userOf('conv_c'));
    const ofTurn = (await room.history()).filter((node) => node.turnId === turnId);
    expect(Object.fromEntries(ofTurn.map(({ verdict, status }) => [verdict, status]))).toEqual({
      HELPFUL: 'RETRACTED',
      UNHELPFUL: 'QUEUED',
    });
  });

  it('keeps one when the same user sends many at once', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_d' });
    await Promise.all(Array.from({ length: 8 }, () => room.submit({ turnId, verdict: 'HELPFUL' }, userOf('conv_d'))));
    const standing = (await room.history()).filter((node) => node.turnId === turnId && node.status !== 'RETRACTED');
    expect(standing).toHaveLength(1);
  });

  it('gives the same feedback for the same idempotency key, and refuses the key with another input', async () => {
    const { turnId } = room.turn();
    const input = { turnId, verdict: 'HELPFUL', idempotencyKey: 'key-1' };
    const [first, again] = [await room.submit(input), await room.submit(input)];
    expect(again.feedback?.id).toBe(first.feedback?.id);
    expect(await room.submit({ ...input, verdict: 'UNHELPFUL' })).toEqual({
      feedback: null,
      errors: [{ code: 'IDEMPOTENCY_CONFLICT', path: ['input', 'idempotencyKey'] }],
    });
    expect(await room.submit({ ...input, verdict: 'UNHELPFUL' }, ANALYST)).toMatchObject({ errors: [] });
    expect((await room.history()).filter((node) => node.turnId === turnId)).toHaveLength(2);
  });

  it('keeps the keys of two conversations apart whose users call themselves alike', async () => {
    const answers = [];
    for (const conversationId of ['conv_one_ana', 'conv_other_ana']) {
      const { turnId } = room.turn({ conversationId, endUserId: 'anonymous:ana' });
      const ana = { ...userOf(conversationId), id: 'user:anonymous:ana' };
      answers.push(await room.submit({ turnId, verdict: 'HELPFUL', idempotencyKey: '1' }, ana));
    }
    expect(answers.map(({ errors }) => errors)).toEqual([[], []]);
    expect(answers[0]?.feedback?.id).not.toBe(answers[1]?.feedback?.id);
  });

  describe('changes nothing', () => {
    const LONG = 'x'.repeat(4_001);
    it.each([
      ['about a turn that is not there', { turnId: 'turn_none', verdict: 'HELPFUL' }, 'NOT_FOUND', 'turnId'],
      ['for a correction to nothing', { verdict: 'CORRECTION' }, 'CORRECTION_REQUIRED', 'correctedIntent'],
      [
        'for a correction to blanks',
        { verdict: 'CORRECTION', correctedAnswer: ' ' },
        'CORRECTION_REQUIRED',
        'correctedIntent',
      ],
      [
        'for an intent that nobody knows',
        { verdict: 'CORRECTION', correctedIntent: 'sail' },
        'UNKNOWN_INTENT',
        'correctedIntent',
      ],
      ['for a comment that is too long', { verdict: 'HELPFUL', comment: LONG }, 'TEXT_TOO_LONG', 'comment'],
      ['for a comment with NUL', { verdict: 'HELPFUL', comment: 'a\u0000' }, 'TEXT_INVALID', 'comment'],
      ['for a comment with half an emoji', { verdict: 'HELPFUL', comment: 'a \ud83d' }, 'TEXT_INVALID', 'comment'],
      [
        'for an answer that is too long',
        { verdict: 'CORRECTION', correctedAnswer: LONG },
        'TEXT_TOO_LONG',
        'correctedAnswer',
      ],
      [
        'for praise that corrects',
        { verdict: 'HELPFUL', correctedIntent: 'grades' },
        'CORRECTION_NOT_EXPECTED',
        'correctedIntent',
      ],
    ])('%s', async (_, input, code, argument) => {
      const { turnId } = room.turn();
      const before = [await room.history(), await room.outbox()];
      expect(await room.submit({ turnId, ...input })).toEqual({
        feedback: null,
        errors: [{ code, path: ['input', argument] }],
      });
      expect([await room.history(), await room.outbox()]).toEqual(before);
    });

    it('for a token of another conversation', async () => {
      const { turnId } = room.turn({ conversationId: 'conv_e' });
      const before = await room.outbox();
      await expect(room.submit({ turnId, verdict: 'HELPFUL' }, userOf('conv_f'))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(await room.outbox()).toEqual(before);
    });

    it('for a verdict that is none', async () => {
      const { turnId } = room.turn();
      await expect(room.submit({ turnId, verdict: 'MEH' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });
  });
});

describe('retractFeedback', () => {
  it('takes a feedback back at once, as the next of its sequence', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_g' });
    const { feedback } = await room.submit({ turnId, ...CORRECTION }, userOf('conv_g'));
    const retracted = await room.retract({ feedbackId: feedback?.id }, userOf('conv_g'));
    expect(retracted).toMatchObject({ feedback: { id: feedback?.id, status: 'RETRACTED' }, errors: [] });
    expect((await room.outbox()).at(-1)).toMatchObject({ feedbackId: feedback?.id, sequence: 2, change: 'RETRACTED' });
  });

  it('says the same again for the same key, and INVALID_STATE without one', async () => {
    const { turnId } = room.turn();
    const { feedback } = await room.submit({ turnId, ...CORRECTION });
    const input = { feedbackId: feedback?.id, idempotencyKey: 'key-2' };
    expect(await room.retract(input)).toEqual(await room.retract(input));
    expect(await room.retract({ feedbackId: feedback?.id })).toEqual({
      feedback: null,
      errors: [{ code: 'INVALID_STATE', path: ['input', 'feedbackId'] }],
    });
  });

  it('is refused for somebody else’s feedback, except to an admin', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_h' });
    const { feedback } = await room.submit({ turnId, verdict: 'HELPFUL' }, userOf('conv_h'));
    for (const stranger of [userOf('conv_x'), ANALYST])
      await expect(room.retract({ feedbackId: feedback?.id }, stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const staff = await room.submit({ turnId, verdict: 'HELPFUL' }, ANALYST);
    await expect(room.retract({ feedbackId: staff.feedback?.id }, userOf('conv_h'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await room.retract({ feedbackId: feedback?.id }, ADMIN)).toMatchObject({ errors: [] });
  });

  it('finds nothing for an unknown id', async () => {
    expect(await room.retract({ feedbackId: 'feedback_none' })).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] });
  });
});

async function submitted(input: Record<string, unknown> = CORRECTION): Promise<string> {
  const { turnId } = room.turn();
  const { feedback } = await room.submit({ turnId, ...input });
  return feedback!.id;
}

describe('reviewFeedback', () => {
  it.each([
    ['ACCEPT', undefined, 'ACCEPTED', 'student_card'],
    ['RELABEL', 'grades', 'ACCEPTED', 'grades'],
    ['REJECT', undefined, 'REJECTED', 'student_card'],
  ])('%s leads to its state, and tells of it', async (decision, intent, status, correctedIntent) => {
    const feedbackId = await submitted();
    expect(await room.review({ feedbackId, decision, intent, comment: 'seen' }, ANALYST)).toMatchObject({
      feedback: { status, correctedIntent },
      errors: [],
    });
    expect((await room.outbox()).at(-1)).toMatchObject({
      change: 'REVIEWED',
      sequence: 2,
      previousStatus: 'QUEUED',
      feedback: {
        correctedIntent: 'student_card',
        review: { decision, intent: intent ?? null, by: 'ana.lyst', comment: 'seen' },
      },
    });
  });

  it('shows its review to staff alone', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_i' });
    const { feedback } = await room.submit({ turnId, ...CORRECTION }, userOf('conv_i'));
    await room.review({ feedbackId: feedback?.id, decision: 'ACCEPT' });
    const query = 'query($id: ID!) { feedback(id: $id) { status review { by } } }';
    const asStaff = await room.execute(query, { id: feedback?.id }, ANALYST);
    const asUser = await room.execute(query, { id: feedback?.id }, userOf('conv_i'));
    expect(asStaff.data).toEqual({ feedback: { status: 'ACCEPTED', review: { by: 'admin' } } });
    expect(asUser.data).toEqual({ feedback: { status: 'ACCEPTED', review: null } });
  });

  it.each([
    ['RELABEL to nothing', { decision: 'RELABEL' }, 'INTENT_REQUIRED'],
    ['RELABEL to an intent that nobody knows', { decision: 'RELABEL', intent: 'sail' }, 'UNKNOWN_INTENT'],
    ['REJECT with an intent', { decision: 'REJECT', intent: 'grades' }, 'INTENT_NOT_EXPECTED'],
    ['a comment that is too long', { decision: 'ACCEPT', comment: 'x'.repeat(4_001) }, 'TEXT_TOO_LONG'],
  ])('refuses %s', async (_, input, code) => {
    const feedbackId = await submitted();
    expect(await room.review({ feedbackId, ...input })).toMatchObject({ feedback: null, errors: [{ code }] });
    expect((await room.history()).find(({ id }) => id === feedbackId)?.status).toBe('QUEUED');
  });

  it('refuses what was retracted, and everybody but staff', async () => {
    const feedbackId = await submitted();
    await expect(room.review({ feedbackId, decision: 'ACCEPT' }, userOf('conv_1'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await room.retract({ feedbackId });
    expect(await room.review({ feedbackId, decision: 'ACCEPT' })).toMatchObject({
      errors: [{ code: 'INVALID_STATE' }],
    });
  });
});
