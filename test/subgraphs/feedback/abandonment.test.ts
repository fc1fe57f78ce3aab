import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import { ChangeOutbox } from '../../../subgraphs/feedback/change-outbox.ts';
import { turnObserved } from './observed-turn.ts';
import { countWaiting, openRoom, type TestRoom } from './room.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const MINUTE_MS = 60_000;
const SAID_AT = '2026-11-22T12:00:00.000Z';
const fallback = (facts: Record<string, unknown> = {}) =>
  turnObserved({ replyKind: 'FALLBACK', intent: null, utterance: 'do you sell hats', at: SAID_AT, ...facts });
const next = (facts: Record<string, unknown> = {}) =>
  turnObserved({
    turnId: 'turn_2',
    index: 1,
    utterance: 'when is lunch',
    at: '2026-11-22T12:10:00.000Z',
    previous: { turnId: 'turn_1', utterance: 'do you sell hats', replyKind: 'FALLBACK', at: SAID_AT },
    ...facts,
  });

describe('a fallback after which nobody says anything', () => {
  it('is abandoned after half an hour, once, however often and by how many processes it is looked at', async () => {
    await room.consume(fallback());
    room.clock.advance(30 * MINUTE_MS - 1);
    await room.room.noteAbandonments();
    expect(await room.history()).toEqual([]);

    room.clock.advance(1);
    await Promise.all([1, 2, 3].map(() => room.room.noteAbandonments()));
    const said = {
      turnId: 'turn_1',
      source: 'IMPLICIT',
      verdict: 'UNHELPFUL',
      signal: 'ABANDONED_AFTER_FALLBACK',
      at: '2026-11-22T12:30:00.000Z',
    };
    expect(await room.history()).toMatchObject([{ ...said, status: 'QUEUED' }]);
    expect(await room.outbox()).toMatchObject([{ change: 'SUBMITTED', turn: { utterance: 'do you sell hats' } }]);
    await room.settle();
    await room.consume(fallback());
    await room.room.noteAbandonments();
    expect(await room.history()).toMatchObject([{ ...said, status: 'RECORDED' }]);
    expect(await room.outbox()).toEqual([]);
    expect(await room.room.labelsFor('asst_1', { seedIntentOf: () => 'hats' })).toEqual([]);
  });

  it('is not abandoned where its user goes on in time, and is where they come back too late', async () => {
    await room.consume(fallback(), next());
    const late = { conversationId: 'conv_2', at: '2026-11-22T12:31:00.000Z' };
    await room.consume(fallback({ turnId: 'turn_3', conversationId: 'conv_2' }), next({ turnId: 'turn_4', ...late }));
    room.clock.advance(60 * MINUTE_MS);
    await room.room.noteAbandonments();
    expect((await room.history()).map(({ turnId }) => turnId)).toEqual(['turn_3']);
  });

  it('is not looked for after any other reply', async () => {
    await room.consume(turnObserved({ at: SAID_AT }), turnObserved({ turnId: 'turn_2', replyKind: 'DISAMBIGUATION' }));
    room.clock.advance(60 * MINUTE_MS);
    await room.room.noteAbandonments();
    expect(await room.history()).toEqual([]);
  });

  it('is taken back where the message of the next turn was only late', async () => {
    await room.consume(fallback());
    room.clock.advance(31 * MINUTE_MS);
    await room.room.noteAbandonments();
    await room.settle();
    await room.consume(next());
    await room.consume(next());
    expect(await room.outbox()).toMatchObject([{ change: 'RETRACTED', sequence: 2 }]);
    await room.settle();
    expect(await room.history()).toMatchObject([{ status: 'RETRACTED' }]);
  });

  it('is not abandoned where the next turn is being kept while it is looked for', async () => {
    await room.consume(fallback());
    room.clock.advance(31 * MINUTE_MS);
    let looking = Promise.resolve();
    await transaction(room.db, async (tx) => {
      await room.room.consumeBatch(tx, [next()]);
      looking = room.room.noteAbandonments();
      await expect.poll(() => countWaiting(room.db), { timeout: 20_000 }).toBe(1);
    });
    await looking;
    await room.room.noteAbandonments();
    expect(await room.history()).toEqual([]);
    expect(await room.outbox()).toEqual([]);
  });

  it('is not abandoned where its own message and that of the next turn are kept at once, each by another', async () => {
    room.clock.advance(31 * MINUTE_MS);
    let looking = Promise.resolve();
    await transaction(room.db, async (tx) => {
      await room.room.consumeBatch(tx, [next()]);
      await room.consume(fallback());
      looking = room.room.noteAbandonments();
      await expect.poll(() => countWaiting(room.db), { timeout: 20_000 }).toBe(1);
    });
    await looking;
    expect(await room.history()).toEqual([]);
  });

  it('is taken back where the next turn arrives while it is being called abandoned', async () => {
    await room.consume(fallback());
    room.clock.advance(31 * MINUTE_MS);
    let looking = Promise.resolve();
    let arriving = Promise.resolve();
    await transaction(room.db, async (tx) => {
      // Whoever writes feedback of the conversation holds it: both queue up behind, the one who looks first.
      await new ChangeOutbox({ schema: 'feedback', notifications: room.test.notifications }).hold(tx, ['conv_1']);
      looking = room.room.noteAbandonments();
      await expect.poll(() => countWaiting(room.db), { timeout: 20_000 }).toBe(1);
      arriving = room.consume(next());
      await expect.poll(() => countWaiting(room.db), { timeout: 20_000 }).toBe(2);
    });
    await Promise.all([looking, arriving]);
    expect(await room.outbox()).toMatchObject([{ change: 'SUBMITTED' }, { change: 'RETRACTED', sequence: 2 }]);
    await room.settle();
    expect(await room.history()).toMatchObject([{ status: 'RETRACTED' }]);
  });

  it('is found among many, in several goes', async () => {
    await room.consume(
      ...Array.from({ length: 450 }, (_, i) => fallback({ turnId: `turn_${i}`, conversationId: `conv_${i}` })),
    );
    room.clock.advance(31 * MINUTE_MS);
    await Promise.all([room.room.noteAbandonments(), room.room.noteAbandonments()]);
    const { data } = await room.execute<{ feedbackHistory: { totalCount: number } }>(
      '{ feedbackHistory(filter: { assistantId: "asst_1" }, first: 1) { totalCount } }',
    );
    expect(data.feedbackHistory.totalCount).toBe(450);
  });
});
