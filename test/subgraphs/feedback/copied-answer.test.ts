import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP, openRoom, type TestRoom, userOf } from './room.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

const COPIED = { signal: 'ANSWER_COPIED' };
const ofTurn = async (wanted: string) => (await room.history()).filter(({ turnId }) => turnId === wanted);

/** Dora copies one more answer. */
const say = async () =>
  room
    .report({ turnId: room.turn({ conversationId: 'conv_g', endUserId: 'dora' }).turnId, ...COPIED }, APP)
    .catch((error: { code: string }) => error.code);

describe('an answer that was copied', () => {
  it('is helpful implicit feedback, once a turn, and goes through the queue like any', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_a', endUserId: 'ana' });
    const { feedback, errors } = await room.report({ turnId, ...COPIED }, userOf('conv_a'));
    expect(errors).toEqual([]);
    expect(feedback).toMatchObject({ turnId, source: 'IMPLICIT', verdict: 'HELPFUL', ...COPIED, status: 'QUEUED' });
    await room.settle();
    const again = await room.report({ turnId, ...COPIED }, APP);
    const keyed = await room.report({ turnId, ...COPIED, idempotencyKey: 'k' }, userOf('conv_a'));
    expect([again, keyed].map((answer) => answer.feedback)).toEqual(
      [1, 2].map(() => ({ ...feedback, status: 'RECORDED' })),
    );
    expect(await room.outbox()).toEqual([]);
    expect(await ofTurn(turnId)).toHaveLength(1);
  });

  it('is reported once for a key, which is good for nothing else', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_b' });
    const input = { turnId, ...COPIED, idempotencyKey: 'once' };
    const first = await room.report(input, userOf('conv_b'));
    expect(await room.report(input, userOf('conv_b'))).toEqual(first);
    const other = room.turn({ conversationId: 'conv_b' });
    expect((await room.report({ ...input, turnId: other.turnId }, userOf('conv_b'))).errors).toMatchObject([
      { code: 'IDEMPOTENCY_CONFLICT' },
    ]);
    expect(await ofTurn(other.turnId)).toEqual([]);
  });

  it('teaches nothing before a person has reviewed it', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_c', utterance: 'where do I renew my card' });
    const { feedback } = await room.report({ turnId, ...COPIED }, userOf('conv_c'));
    await room.settle();
    const taught = async () =>
      (await room.room.labelsFor('asst_1', { seedIntentOf: () => undefined })).filter(({ feedbackIds }) =>
        feedbackIds.includes(feedback?.id ?? ''),
      );
    expect(await taught()).toEqual([]);
    await room.review({ feedbackId: feedback?.id, decision: 'ACCEPT' });
    await room.settle();
    expect(await taught()).toMatchObject([{ intent: 'library', weight: 2 }]);
  });

  it('can be taken back by its user, and stays so', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_d' });
    const { feedback } = await room.report({ turnId, ...COPIED }, userOf('conv_d'));
    await room.retract({ feedbackId: feedback?.id }, userOf('conv_d'));
    expect((await room.report({ turnId, ...COPIED }, userOf('conv_d'))).feedback?.status).toBe('RETRACTED');
  });

  it('is not one where there is no answer, no such turn, or the turn is another’s; nothing is written', async () => {
    const before = (await room.history()).length;
    for (const replyKind of ['FALLBACK', 'DISAMBIGUATION']) {
      const { turnId } = room.turn({ conversationId: 'conv_e', replyKind });
      expect((await room.report({ turnId, ...COPIED }, userOf('conv_e'))).errors).toEqual([
        { code: 'INVALID_STATE', path: ['input', 'turnId'] },
      ]);
    }
    expect((await room.report({ turnId: 'turn_none', ...COPIED }, APP)).errors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'turnId'] },
    ]);
    const { turnId } = room.turn({ conversationId: 'conv_f' });
    await expect(room.report({ turnId, ...COPIED }, userOf('conv_e'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(room.report({ turnId, signal: 'HUMAN_REQUESTED' }, userOf('conv_f'))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await room.history()).toHaveLength(before);
  });

  it('counts towards what one user may say', async () => {
    for (let i = 0; i < 300; i++) await say();
    expect(await say()).toBe('RATE_LIMITED');
  });
});
