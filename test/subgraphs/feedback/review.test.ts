import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Label } from '../../../subgraphs/feedback/index.ts';
import { BEA, CIRO, Inbox, type ItemNode } from './inbox.ts';
import { turnObserved } from './observed-turn.ts';
import { ANALYST, APP, openRoom, type TestRoom, userOf } from './room.ts';

let room: TestRoom;
let inbox: Inbox;
beforeEach(async () => {
  room = await openRoom();
  inbox = new Inbox(room);
});
afterEach(() => room.close());

const REFUSED = { intent: null, confidence: 0.1, isOutOfScope: true, replyKind: 'FALLBACK' };

function labels(): Promise<Label[]> {
  return room.room.labelsFor('asst_1', { seedIntentOf: () => undefined });
}

async function onlyItem(facts: Record<string, unknown> = {}): Promise<ItemNode> {
  await inbox.hear({ utterance: 'my card is stuck', confidence: 0.4, ...facts });
  const [item] = await inbox.items();
  if (!item) throw new Error('there is no item');
  return item;
}

describe('the review inbox', () => {
  it('takes what is uncertain, refused or a close call, and leaves out what is sure or chosen', async () => {
    await inbox.hear(
      { utterance: 'unsure', confidence: 0.4 },
      { utterance: 'refused', ...REFUSED },
      { utterance: 'close', confidence: 0.75, isCloseCall: true },
      { utterance: 'sure', confidence: 0.95 },
      { utterance: 'Library', confidence: 0.2, chosenIntent: 'library' },
    );
    expect((await inbox.items()).map(({ utterance, reasons }) => [utterance, reasons])).toEqual([
      ['refused', ['OUT_OF_SCOPE']],
      ['unsure', ['UNCERTAIN']],
      ['close', ['CLOSE_CALL']],
    ]);
  });

  it('is one item for near-equal utterances, and one said ten times as often comes first', async () => {
    await inbox.hear({ utterance: 'rare', confidence: 0.2 });
    await inbox.hear(
      ...Array.from({ length: 10 }, (_, i) => ({ utterance: i % 2 ? 'Often!' : 'often', confidence: 0.5 })),
    );
    const items = await inbox.items();
    expect(items).toMatchObject([
      { groupSize: 10, score: 1, reasons: ['UNCERTAIN', 'FREQUENT'] },
      { utterance: 'rare', groupSize: 1, score: 0.8 },
    ]);
    expect(items[0]?.turns.map(({ id }) => id)).toHaveLength(5);
  });

  it('counts a turn once, however often its message comes', async () => {
    const message = turnObserved({ confidence: 0.3 });
    await room.consume(message, message);
    await room.consume(message);
    expect(await inbox.items()).toMatchObject([{ groupSize: 1 }]);
  });

  it('takes a sure reply that a user did not like, and shows what was said; not one that was praised', async () => {
    const [liked, disliked] = await inbox.hear(
      { utterance: 'liked', confidence: 0.9 },
      { utterance: 'disliked', confidence: 0.9 },
    );
    await room.submit({ turnId: liked, verdict: 'HELPFUL' });
    const { feedback } = await room.submit({ turnId: disliked, verdict: 'UNHELPFUL' });
    await room.settle();
    expect(await inbox.items()).toMatchObject([
      { utterance: 'disliked', reasons: ['NEGATIVE_FEEDBACK'], feedback: [{ id: feedback?.id, verdict: 'UNHELPFUL' }] },
    ]);
    await room.retract({ feedbackId: feedback?.id });
    await room.settle();
    expect(await inbox.items()).toEqual([]);
  });

  it('takes a disliked reply though the feedback comes before its turn', async () => {
    const turn = room.turn({ confidence: 0.95 });
    await room.submit({ turnId: turn.turnId, verdict: 'UNHELPFUL' });
    await room.settle();
    expect(await inbox.items()).toEqual([]);
    await room.consume(turnObserved({ ...turn }));
    expect(await inbox.items()).toMatchObject([{ reasons: ['NEGATIVE_FEEDBACK'] }]);
  });

  it('leaves out what accepted feedback has taught, until people or the next version contradict it', async () => {
    const [first] = await inbox.hear({ utterance: 'my card is stuck', confidence: 0.4 });
    await room.submit({ turnId: first, verdict: 'CORRECTION', correctedIntent: 'student_card' }, APP);
    await room.settle();
    expect(await inbox.items()).toEqual([]);
    await inbox.hear({ utterance: 'my card is stuck', confidence: 0.9, modelVersionId: 'version_2' });
    expect(await inbox.items()).toMatchObject([{ reasons: ['DISAGREEMENT'], disagreement: 0.5 }]);
  });

  it('drops what a later version is sure of', async () => {
    await inbox.hear({ utterance: 'my card is stuck', confidence: 0.4 });
    await inbox.hear({ utterance: 'my card is stuck', confidence: 0.97, at: '2026-11-23T10:00:00.000Z' });
    expect(await inbox.items()).toEqual([]);
  });

  it('has one item of an utterance that two consumers hear for the first time at once', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        inbox.hear({ utterance: i % 2 ? 'all at once' : 'All at once', confidence: 0.2 }),
      ),
    );
    expect(await inbox.items()).toMatchObject([{ groupSize: 6 }]);
  });

  it('is filtered, counted and paged', async () => {
    await inbox.hear(
      { utterance: 'one', confidence: 0.1 },
      { utterance: 'two', confidence: 0.2, intent: 'grades' },
      { utterance: 'three', ...REFUSED, confidence: 0.3 },
    );
    expect((await inbox.items({ reasons: ['OUT_OF_SCOPE'] })).map(({ utterance }) => utterance)).toEqual(['three']);
    expect((await inbox.items({ predictedIntents: ['grades'] })).map(({ utterance }) => utterance)).toEqual(['two']);
    expect(await inbox.items({ states: [] })).toEqual([]);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Page = await room.execute(
        `query($after: String) { reviewInbox(assistantId: "asst_1", first: 1, after: $after) {
          totalCount edges { node { utterance } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      expect(data.reviewInbox.totalCount).toBe(3);
      seen.push(...data.reviewInbox.edges.map(({ node }) => node.utterance));
      after = data.reviewInbox.pageInfo.hasNextPage ? data.reviewInbox.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(['one', 'two', 'three']);
  });

  it('forgets what nobody decided about once its turns are forgotten', async () => {
    await inbox.hear({ utterance: 'forgotten', confidence: 0.1 }, { utterance: 'decided', confidence: 0.1 });
    const decided = (await inbox.items()).find(({ utterance }) => utterance === 'decided');
    await inbox.review({ itemId: decided?.id, decision: 'ACCEPT' });
    room.clock.advance(91 * 24 * 3_600_000);
    await room.room.forgetTurns();
    expect(await inbox.items()).toEqual([]);
    expect(await inbox.items({ states: ['ACCEPTED'] })).toHaveLength(1);
    expect(await labels()).toHaveLength(1);
  });
});

interface Page {
  data: {
    reviewInbox: {
      totalCount: number;
      edges: { node: { utterance: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

describe('a review', () => {
  it.each([
    ['ACCEPT', {}, 'ACCEPTED', 'library'],
    ['RELABEL', { intent: 'student_card' }, 'RELABELLED', 'student_card'],
    ['OUT_OF_SCOPE', {}, 'OUT_OF_SCOPE', null],
  ])('%s teaches', async (decision, more, state, intent) => {
    const { id } = await onlyItem();
    const { item, review, errors } = await inbox.review({ itemId: id, decision, comment: 'clear', ...more }, BEA);
    expect(errors).toEqual([]);
    expect(item).toMatchObject({ state, intent });
    expect(review).toMatchObject({ reviewer: 'bea', decision, intent, comment: 'clear', undoneAt: null });
    expect(await inbox.items()).toEqual([]);
    expect(await labels()).toEqual([
      { utterance: 'my card is stuck', language: 'en', intent, weight: 2, feedbackIds: [], reviewIds: [review?.id] },
    ]);
  });

  it('beats all that users said; a REJECT leaves no label of it, and an undo brings back what was', async () => {
    const [first, second] = await inbox.hear({ utterance: 'my card' }, { utterance: 'My card?!' });
    for (const turnId of [first, second])
      await room.submit({ turnId, verdict: 'CORRECTION', correctedIntent: 'student_card' }, APP);
    const [third] = await inbox.hear({ utterance: 'my card' });
    await room.submit({ turnId: third, verdict: 'CORRECTION', correctedIntent: 'grades' });
    await room.settle();
    const taught = await labels();
    const [item] = await inbox.items();
    expect(item?.reasons).toContain('DISAGREEMENT');
    const { review: rejected } = await inbox.review({ itemId: item?.id, decision: 'REJECT' });
    expect(await labels()).toEqual([]);
    await inbox.undo(rejected?.id);
    expect(await labels()).toEqual(taught);
    const { review } = await inbox.review({ itemId: item?.id, decision: 'RELABEL', intent: 'grades' });
    expect(await labels()).toMatchObject([{ intent: 'grades', reviewIds: [review?.id] }]);
  });

  it('that skips puts the utterance aside, for anybody to decide later', async () => {
    const { id } = await onlyItem();
    expect((await inbox.review({ itemId: id, decision: 'SKIP' })).item).toMatchObject({
      state: 'SKIPPED',
      intent: null,
    });
    expect(await inbox.items()).toEqual([]);
    expect(await inbox.items({ states: ['SKIPPED'] })).toHaveLength(1);
    expect(await labels()).toEqual([]);
    expect((await inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA)).item).toMatchObject({ state: 'ACCEPTED' });
  });

  it.each(['ACCEPT', 'OUT_OF_SCOPE', 'REJECT', 'SKIP'])(
    'undone leaves everything exactly as it was before %s',
    async (decision) => {
      const before = await onlyItem();
      await inbox.assign({ itemId: before.id, assignee: 'bea' });
      const assigned = await inbox.item(before.id);
      const { review } = await inbox.review({ itemId: before.id, decision });
      room.clock.advance(1_000);
      const { item } = await inbox.undo(review?.id, BEA);
      expect(item).toEqual(assigned);
      // What another took back stays with them: bea may judge it yet.
      const { reviews, ...rest } = await inbox.item(before.id);
      expect({ ...rest, reviews: [] }).toEqual(assigned);
      expect(reviews).toMatchObject([{ decision, undoneBy: 'bea', undoneAt: room.clock.now().toISOString() }]);
      expect(await labels()).toEqual([]);
    },
  );

  it('stays as it is whatever is heard afterwards, and its utterance does not enter again', async () => {
    const { id } = await onlyItem();
    await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'grades' });
    const [turnId] = await inbox.hear({ utterance: 'My card is STUCK', ...REFUSED });
    await room.submit({ turnId, verdict: 'UNHELPFUL' });
    await room.settle();
    expect(await inbox.items()).toEqual([]);
    expect(await inbox.item(id)).toMatchObject({ state: 'RELABELLED', intent: 'grades', groupSize: 2 });
  });

  it('is one of two that race: the other is told INVALID_STATE', async () => {
    const { id } = await onlyItem();
    const answers = await Promise.all([
      inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA),
      inbox.review({ itemId: id, decision: 'REJECT' }, CIRO),
    ]);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['INVALID_STATE']);
    expect((await inbox.item(id)).reviews).toHaveLength(1);
  });

  it('given again with its key is the first; with another input it is a conflict', async () => {
    const { id } = await onlyItem();
    const input = { itemId: id, decision: 'ACCEPT', idempotencyKey: 'once' };
    const [first, again] = [await inbox.review(input), await inbox.review(input)];
    expect(again.review).toEqual(first.review);
    expect((await inbox.review({ ...input, decision: 'REJECT' })).errors).toMatchObject([
      { code: 'IDEMPOTENCY_CONFLICT' },
    ]);
  });

  it('accepts the prediction that the reviewer saw, or nothing', async () => {
    const { id } = await onlyItem();
    await inbox.hear({
      utterance: 'my card is stuck',
      confidence: 0.5,
      intent: 'grades',
      at: '2026-11-23T10:00:00.000Z',
    });
    const stale = { itemId: id, decision: 'ACCEPT', expectedIntent: 'library' };
    expect((await inbox.review(stale)).errors).toMatchObject([{ code: 'PREDICTION_CHANGED' }]);
    expect((await inbox.review({ ...stale, expectedIntent: 'grades' })).item).toMatchObject({ intent: 'grades' });
  });

  it.each([
    ['nothing predicted', REFUSED, { decision: 'ACCEPT' }, 'NOTHING_TO_ACCEPT'],
    ['no intent to relabel to', {}, { decision: 'RELABEL' }, 'INTENT_REQUIRED'],
    ['an intent that is none', {}, { decision: 'RELABEL', intent: 'none_such' }, 'UNKNOWN_INTENT'],
    ['an intent beside an acceptance', {}, { decision: 'ACCEPT', intent: 'library' }, 'INTENT_NOT_EXPECTED'],
    ['an intent beside being out of scope', {}, { decision: 'OUT_OF_SCOPE', intent: 'library' }, 'INTENT_NOT_EXPECTED'],
    ['a comment too long', {}, { decision: 'ACCEPT', comment: 'x'.repeat(4_001) }, 'TEXT_TOO_LONG'],
    ['no such item', {}, { decision: 'ACCEPT', itemId: 'item_none' }, 'NOT_FOUND'],
  ])('is refused for %s, and nothing is written', async (_, facts, input, code) => {
    const before = await onlyItem(facts);
    const { errors } = await inbox.review({ itemId: before.id, ...input });
    expect(errors).toMatchObject([{ code }]);
    expect(await inbox.items()).toEqual([before]);
    expect(await room.outbox()).toEqual([]);
  });

  it('is told to the audit log with who, when and what, as are its undoing and an assignment', async () => {
    const { id } = await onlyItem();
    await inbox.assign({ itemId: id, assignee: 'bea' });
    const { review } = await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'grades' }, BEA);
    await inbox.undo(review?.id);
    const told = (await room.outbox()).map(({ action, actor, subject, facts }) => ({ action, actor, subject, facts }));
    expect(told).toEqual([
      {
        action: 'REVIEW_ASSIGNED',
        actor: 'admin',
        subject: id,
        facts: [{ name: 'assignee', value: 'bea', before: null }],
      },
      {
        action: 'UTTERANCE_REVIEWED',
        actor: 'bea',
        subject: id,
        facts: [
          { name: 'review', value: review?.id },
          { name: 'state', value: 'RELABELLED', before: 'OPEN' },
          { name: 'decision', value: 'RELABEL' },
          { name: 'intent', value: 'grades' },
        ],
      },
      {
        action: 'REVIEW_UNDONE',
        actor: 'admin',
        subject: id,
        facts: [
          { name: 'review', value: review?.id },
          { name: 'decision', value: null, before: 'RELABEL' },
          { name: 'state', value: 'OPEN', before: 'RELABELLED' },
          { name: 'intent', value: null, before: 'grades' },
        ],
      },
    ]);
  });

  it('is for admins: analysts read the inbox, others see nothing of it', async () => {
    const { id } = await onlyItem();
    await expect(inbox.review({ itemId: id, decision: 'ACCEPT' }, ANALYST)).rejects.toThrow('FORBIDDEN');
    await expect(inbox.assign({ itemId: id, assignee: 'ana' }, ANALYST)).rejects.toThrow('FORBIDDEN');
    expect(await inbox.items({}, ANALYST)).toHaveLength(1);
    for (const identity of [APP, userOf('conv_1')])
      await expect(inbox.items({}, identity)).rejects.toThrow('FORBIDDEN');
  });
});
