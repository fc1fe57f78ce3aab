import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Label } from '../../../subgraphs/feedback/index.ts';
import { BEA, CIRO, Inbox, type ItemNode } from './inbox.ts';
import { ADMIN, openRoom, type TestRoom } from './room.ts';

let room: TestRoom;
let inbox: Inbox;
beforeEach(async () => {
  room = await openRoom();
  inbox = new Inbox(room);
});
afterEach(() => room.close());

function labels(): Promise<Label[]> {
  return room.room.labelsFor('asst_1', { seedIntentOf: () => undefined });
}

async function onlyItem(facts: Record<string, unknown> = {}): Promise<ItemNode> {
  await inbox.hear({ utterance: 'my card is stuck', confidence: 0.4, ...facts });
  const [item] = await inbox.items();
  if (!item) throw new Error('there is no item');
  return item;
}

async function told(): Promise<object[]> {
  return (await room.outbox()).map(({ actor, facts }) => ({ actor, facts }));
}

async function agreement(): Promise<object> {
  const { data } = await room.execute<{ reviewAgreement: object }>(
    `{ reviewAgreement(assistantId: "asst_1") { items agreed kappa { value low high } } }`,
  );
  return data.reviewAgreement;
}

describe('two reviewers', () => {
  beforeEach(() => inbox.reviewTwice(1));

  it('judge without knowing of each other, and settle what they agree about', async () => {
    const { id } = await onlyItem();
    const { item } = await inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA);
    expect(item).toMatchObject({ state: 'AWAITING_SECOND', intent: null, reviews: [{ reviewer: 'bea' }] });
    expect(await labels()).toEqual([]);
    expect(await inbox.items({}, BEA)).toEqual([]);
    expect(await inbox.items({}, CIRO)).toMatchObject([{ id, intent: null, reviews: [] }]);
    expect((await inbox.review({ itemId: id, decision: 'REJECT' }, BEA)).errors).toMatchObject([
      { code: 'INVALID_STATE' },
    ]);
    const { item: settled } = await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'library' }, CIRO);
    expect(settled).toMatchObject({
      state: 'RELABELLED',
      intent: 'library',
      reviews: [{ reviewer: 'bea' }, { reviewer: 'ciro' }],
    });
    expect(await labels()).toMatchObject([{ intent: 'library', weight: 2 }]);
  });

  it('leave open what they disagree about, until a third verdict', async () => {
    const { id } = await onlyItem();
    const { review: first } = await inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA);
    const { item } = await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'grades' }, CIRO);
    expect(item).toMatchObject({ state: 'DISPUTED', intent: null });
    expect(item?.reviews).toHaveLength(2);
    expect(await labels()).toEqual([]);
    expect([await inbox.items({}, BEA), await inbox.items({}, CIRO)]).toEqual([[], []]);
    for (const who of [BEA, CIRO])
      expect((await inbox.review({ itemId: id, decision: 'REJECT' }, who)).errors).toMatchObject([
        { code: 'INVALID_STATE' },
      ]);
    expect(await inbox.item(id)).toMatchObject({ state: 'DISPUTED' });
    expect(await inbox.items({}, ADMIN)).toHaveLength(1);
    const { review: third } = await inbox.review({ itemId: id, decision: 'REJECT' });
    expect(await inbox.item(id)).toMatchObject({ state: 'REJECTED', intent: null });
    expect((await inbox.undo(first?.id)).errors).toMatchObject([{ code: 'INVALID_STATE' }]);
    expect((await inbox.undo(third?.id)).item).toMatchObject({ state: 'DISPUTED' });
    expect((await inbox.undo(first?.id)).item).toMatchObject({ state: 'AWAITING_SECOND' });
    expect((await inbox.undo(first?.id)).errors).toMatchObject([{ code: 'INVALID_STATE' }]);
  });

  it('agree that an utterance is out of scope, and not where one only rejects it', async () => {
    const { id } = await onlyItem();
    await inbox.review({ itemId: id, decision: 'OUT_OF_SCOPE' }, BEA);
    const { item, review } = await inbox.review({ itemId: id, decision: 'REJECT' }, CIRO);
    expect(item).toMatchObject({ state: 'DISPUTED' });
    expect(await agreement()).toMatchObject({ items: 1, agreed: 0 });
    room.clock.advance(1_000);
    await inbox.undo(review?.id);
    room.clock.advance(1_000);
    const agreed = await inbox.review({ itemId: id, decision: 'OUT_OF_SCOPE' }, CIRO);
    expect(agreed.item).toMatchObject({ state: 'OUT_OF_SCOPE', intent: null });
    const { id: another } = await onlyItem({ utterance: 'tell me a joke' });
    await inbox.review({ itemId: another, decision: 'OUT_OF_SCOPE' }, BEA);
    await inbox.review({ itemId: another, decision: 'OUT_OF_SCOPE' }, CIRO);
    // Of the first item ciro knew by then what bea had said.
    expect(await agreement()).toMatchObject({ items: 1, agreed: 1 });
  });

  it('do not read of each other in the audit log either, before both have said what they think', async () => {
    const { id } = await onlyItem();
    const first = await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'grades', comment: 'sure' }, BEA);
    const blind = {
      actor: 'bea',
      facts: [
        { name: 'review', value: first.review?.id },
        { name: 'state', value: 'AWAITING_SECOND', before: 'OPEN' },
      ],
    };
    expect(await told()).toEqual([expect.objectContaining({ actor: 'admin' }), blind]);
    const second = await inbox.review({ itemId: id, decision: 'ACCEPT' }, CIRO);
    expect((await told()).slice(1)).toEqual([
      blind,
      {
        actor: 'ciro',
        facts: [
          { name: 'review', value: second.review?.id },
          { name: 'state', value: 'DISPUTED', before: 'AWAITING_SECOND' },
          { name: 'decision', value: 'ACCEPT' },
          { name: 'intent', value: 'library' },
          { name: 'firstReview', value: first.review?.id },
          { name: 'firstReviewer', value: 'bea' },
          { name: 'firstDecision', value: 'RELABEL' },
          { name: 'firstIntent', value: 'grades' },
          { name: 'firstComment', value: 'sure' },
        ],
      },
    ]);
  });

  it('do not read in the audit log what the first had said and took back', async () => {
    const { id } = await onlyItem();
    const first = await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'grades' }, BEA);
    await inbox.undo(first.review?.id, BEA);
    expect((await told()).at(-1)).toEqual({
      actor: 'bea',
      facts: [
        { name: 'review', value: first.review?.id },
        { name: 'state', value: 'OPEN', before: 'AWAITING_SECOND' },
      ],
    });
  });

  it('do not read in the item what another had said and took back, before both have said what they think', async () => {
    const { id } = await onlyItem();
    const first = await inbox.review({ itemId: id, decision: 'RELABEL', intent: 'grades' }, BEA);
    await inbox.undo(first.review?.id, BEA);
    expect(await inbox.items({}, CIRO)).toMatchObject([{ id, state: 'OPEN', reviews: [] }]);
    expect(await inbox.items({}, BEA)).toMatchObject([{ id, reviews: [{ id: first.review?.id, undoneBy: 'bea' }] }]);
    const again = await inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA);
    expect(await inbox.items({}, CIRO)).toMatchObject([{ id, state: 'AWAITING_SECOND', reviews: [] }]);
    const { item } = await inbox.review({ itemId: id, decision: 'ACCEPT' }, CIRO);
    expect(item?.reviews).toMatchObject([{ id: first.review?.id }, { id: again.review?.id }, { reviewer: 'ciro' }]);
    expect(await agreement()).toMatchObject({ items: 1, agreed: 1 });
  });

  it('of whom one skips leave it to another', async () => {
    const { id } = await onlyItem();
    await inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA);
    expect((await inbox.review({ itemId: id, decision: 'SKIP' }, CIRO)).item).toMatchObject({
      state: 'AWAITING_SECOND',
    });
    expect(await inbox.items({}, CIRO)).toEqual([]);
    expect(await inbox.items({}, ADMIN)).toHaveLength(1);
  });

  it('race to the second verdict: both count', async () => {
    const { id } = await onlyItem();
    await Promise.all([
      inbox.review({ itemId: id, decision: 'ACCEPT' }, BEA),
      inbox.review({ itemId: id, decision: 'REJECT' }, CIRO),
    ]);
    expect(await inbox.item(id)).toMatchObject({ state: 'DISPUTED' });
  });

  it('agree as far as Cohen’s kappa of their verdicts says; one verdict, a skip and an undone one tell nothing', async () => {
    expect(await agreement()).toEqual({ items: 0, agreed: 0, kappa: null });
    await inbox.hear(...Array.from({ length: 6 }, (_, i) => ({ utterance: `number ${i}`, confidence: 0.1 })));
    const ids = (await inbox.items()).map(({ id }) => id);
    const say = (id: string | undefined, intent: string, identity: typeof BEA) =>
      inbox.review({ itemId: id, decision: 'RELABEL', intent }, identity);
    for (const [i, id] of ids.slice(0, 4).entries()) {
      await say(id, i < 2 ? 'grades' : 'library', BEA);
      await say(id, i < 1 ? 'grades' : 'library', CIRO);
    }
    await say(ids[4], 'grades', BEA);
    await inbox.review({ itemId: ids[4], decision: 'SKIP' }, CIRO);
    await say(ids[5], 'grades', BEA);
    await inbox.undo((await say(ids[5], 'library', CIRO)).review?.id);
    // Of four 3 agree, and 2 would by chance: (3 − 2) / (4 − 2).
    expect(await agreement()).toMatchObject({ items: 4, agreed: 3, kappa: { value: 0.5 } });
  });

  it('are for the share of utterances that the policy says', async () => {
    await inbox.reviewTwice(0.5);
    await inbox.hear(...Array.from({ length: 60 }, (_, i) => ({ utterance: `number ${i}`, confidence: 0.1 })));
    const items = await inbox.items();
    for (const { id } of items) await inbox.review({ itemId: id, decision: 'ACCEPT' });
    const awaited = await inbox.items({ states: ['AWAITING_SECOND'] });
    expect(awaited.length).toBeGreaterThan(15);
    expect(awaited.length).toBeLessThan(45);
  });
});
