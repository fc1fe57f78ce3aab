import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chat, DEMO, eventually, type TurnAnswer } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';
import { openStaffKeys, type StaffKeys } from '../kit/staff-keys.ts';

const REVIEWERS = ['bea', 'ciro', 'dora'] as const;
type Reviewer = (typeof REVIEWERS)[number];

interface Review {
  id: string;
  reviewer: string;
  decision: string;
  intent: string | null;
  at: string;
  undoneAt: string | null;
  undoneBy: string | null;
}
interface Item {
  id: string;
  utterance: string;
  groupSize: number;
  predictedIntent: string | null;
  reasons: string[];
  state: string;
  intent: string | null;
  assignee: string | null;
  assignedAt: string | null;
  turns: { id: string }[];
  reviews: Review[];
}
const REVIEW = 'id reviewer decision intent at undoneAt undoneBy';
const ITEM = `id utterance groupSize predictedIntent reasons state intent assignee assignedAt turns { id } reviews { ${REVIEW} }`;
interface Answer {
  item: Item | null;
  review?: Review | null;
  errors: { code: string }[];
}

describe('the review inbox, over the public graph', () => {
  let malha: RunningMalha;
  let keys: StaffKeys;
  let tokens: Record<Reviewer, string>;
  beforeAll(async () => {
    keys = await openStaffKeys();
    const [bea, ciro, dora] = await Promise.all(REVIEWERS.map((name) => keys.token(name, 'admin')));
    tokens = { bea: bea!, ciro: ciro!, dora: dora! };
    malha = await startMalha('one', keys.environment);
  }, 300_000);
  afterAll(async () => {
    await malha?.stop();
    await keys?.close();
  }, 30_000);

  async function inbox(reviewer: Reviewer, filter?: Record<string, unknown>): Promise<Item[]> {
    const { reviewInbox } = await malha
      .graph(tokens[reviewer])
      .data<{ reviewInbox: { edges: { node: Item }[] } }>(
        `query($filter: ReviewFilter) { reviewInbox(assistantId: "${DEMO}", first: 100, filter: $filter) { edges { node { ${ITEM} } } } }`,
        { filter },
      );
    return reviewInbox.edges.map(({ node }) => node);
  }
  async function itemAs(reviewer: Reviewer, id: string): Promise<Item> {
    const { reviewItem } = await malha
      .graph(tokens[reviewer])
      .data<{ reviewItem: Item }>(`query($id: ID!) { reviewItem(id: $id) { ${ITEM} } }`, { id });
    return reviewItem;
  }
  async function mutate(reviewer: Reviewer, name: string, selection: string, input: object): Promise<Answer> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await malha
      .graph(tokens[reviewer])
      .data<Record<string, Answer>>(
        `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code } } }`,
        { input },
      );
    return data[name]!;
  }
  const review = (reviewer: Reviewer, input: { itemId: string; decision: string; intent?: string }): Promise<Answer> =>
    mutate(reviewer, 'reviewUtterance', `item { ${ITEM} } review { ${REVIEW} }`, input);
  async function settle(reviewer: Reviewer, input: { itemId: string; decision: string; intent?: string }) {
    const { item, review: verdict, errors } = await review(reviewer, input);
    expect(errors).toEqual([]);
    return { item: item!, verdict: verdict! };
  }

  /** Says it in a conversation of its own. */
  async function hear(utterance: string): Promise<{ chat: Chat; turn: TurnAnswer }> {
    const chat = await Chat.start(malha);
    return { chat, turn: await chat.say(utterance) };
  }
  /** Says what no version knows, and waits for it to come into the inbox. */
  async function refused(utterance: string): Promise<Item> {
    const { turn } = await hear(utterance);
    expect(turn.reply.kind).toBe('FALLBACK');
    return itemOf(turn);
  }
  function itemOf(turn: TurnAnswer): Promise<Item> {
    return eventually(async () => (await inbox('bea')).find(({ turns }) => turns.some(({ id }) => id === turn.id)), {
      what: 'an item of the inbox',
    });
  }

  it('takes what was refused and what was disliked, each with why', async () => {
    expect(await refused('qwxz vbnrt plomk')).toMatchObject({
      utterance: 'qwxz vbnrt plomk',
      predictedIntent: null,
      reasons: ['OUT_OF_SCOPE'],
      state: 'OPEN',
      groupSize: 1,
      reviews: [],
    });
    const { chat, turn } = await hear('how do I renew a book?');
    await chat.feedback(turn, { verdict: 'UNHELPFUL' });
    const disliked = await itemOf(turn);
    expect(disliked).toMatchObject({ predictedIntent: turn.interpretation?.intent, state: 'OPEN' });
    expect(disliked.reasons).toContain('NEGATIVE_FEEDBACK');

    const { item, verdict } = await settle('bea', { itemId: disliked.id, decision: 'ACCEPT' });
    expect(item).toMatchObject({ state: 'ACCEPTED', intent: turn.interpretation?.intent });
    expect(verdict).toMatchObject({ reviewer: 'bea', decision: 'ACCEPT', at: expect.any(String), undoneAt: null });
  });

  it('lets an utterance be assigned, put aside, relabelled, undone and decided otherwise by another', async () => {
    const { id: itemId } = await refused('grufz tjolk mwrd');
    await mutate('bea', 'assignReviewItem', `item { ${ITEM} }`, { itemId, assignee: 'ciro' });
    expect(await inbox('ciro', { assignee: 'ciro' })).toMatchObject([
      { id: itemId, assignee: 'ciro', assignedAt: expect.any(String) },
    ]);
    expect((await settle('ciro', { itemId, decision: 'SKIP' })).item).toMatchObject({ state: 'SKIPPED', intent: null });
    const relabelled = await settle('ciro', { itemId, decision: 'RELABEL', intent: 'student_card' });
    expect(relabelled.item).toMatchObject({ state: 'RELABELLED', intent: 'student_card' });
    expect((await review('bea', { itemId, decision: 'REJECT' })).errors).toEqual([{ code: 'INVALID_STATE' }]);

    const undone = await mutate('bea', 'undoReview', `item { ${ITEM} }`, { reviewId: relabelled.verdict.id });
    expect(undone).toMatchObject({ errors: [], item: { intent: null } });
    const { item } = await settle('bea', { itemId, decision: 'REJECT' });
    expect(item).toMatchObject({ state: 'REJECTED', intent: null });
    expect(item.reviews).toMatchObject([
      { reviewer: 'ciro', decision: 'SKIP' },
      { reviewer: 'ciro', decision: 'RELABEL', undoneBy: 'bea', undoneAt: expect.any(String) },
      { reviewer: 'bea', decision: 'REJECT', undoneAt: null },
    ]);
    for (const { at } of item.reviews) expect(Date.parse(at)).not.toBeNaN();
  });

  it('never takes an utterance twice, in whatever case it is said again', async () => {
    const { id: itemId } = await refused('snirk dwolf qqap');
    expect((await settle('bea', { itemId, decision: 'OUT_OF_SCOPE' })).item).toMatchObject({
      state: 'OUT_OF_SCOPE',
      intent: null,
    });
    await hear('Snirk DWOLF qqap!');
    await eventually(async () => ((await itemAs('bea', itemId)).groupSize === 2 ? true : undefined), {
      what: 'a second turn of the item',
    });
    expect(await itemAs('bea', itemId)).toMatchObject({ state: 'OUT_OF_SCOPE' });
    expect((await inbox('bea')).filter(({ utterance }) => /snirk/i.test(utterance))).toEqual([]);
  });

  it('has two people judge blindly, a third where they disagree, and tells how far they agree', async () => {
    const [agreed, disputed] = [await refused('ptong klibz rhux'), await refused('hblorp zzatk vuxi')];
    const policy = await mutate('bea', 'setReviewPolicy', 'reviewPolicy { doubleReviewShare }', {
      assistantId: DEMO,
      doubleReviewShare: 1,
    });
    expect(policy.errors).toEqual([]);

    const same = { itemId: agreed.id, decision: 'RELABEL', intent: 'student_card' };
    expect((await settle('bea', same)).item).toMatchObject({ state: 'AWAITING_SECOND', intent: null });
    expect(await itemAs('ciro', agreed.id)).toMatchObject({ state: 'AWAITING_SECOND', intent: null, reviews: [] });
    expect((await inbox('bea')).map(({ id }) => id)).not.toContain(agreed.id);
    expect((await settle('ciro', same)).item).toMatchObject({ state: 'RELABELLED', intent: 'student_card' });

    const itemId = disputed.id;
    await settle('bea', { itemId, decision: 'OUT_OF_SCOPE' });
    const { item: second } = await settle('ciro', { itemId, decision: 'RELABEL', intent: 'student_card' });
    expect(second).toMatchObject({ state: 'DISPUTED', intent: null });
    expect((await review('bea', { itemId, decision: 'REJECT' })).errors).toEqual([{ code: 'INVALID_STATE' }]);
    expect((await inbox('dora')).map(({ id }) => id)).toContain(itemId);
    const { item: third } = await settle('dora', { itemId, decision: 'RELABEL', intent: 'library_hours' });
    expect(third).toMatchObject({ state: 'RELABELLED', intent: 'library_hours' });
    expect(third.reviews.map(({ reviewer }) => reviewer)).toEqual(['bea', 'ciro', 'dora']);

    const { reviewAgreement } = await malha.graph(tokens.dora).data<{
      reviewAgreement: { items: number; agreed: number; kappa: { value: number; low: number; high: number } };
    }>(`{ reviewAgreement(assistantId: "${DEMO}") { items agreed kappa { value low high } } }`);
    // Of two, one agreed. By chance alone: bea says the card once in two and ciro always, so 1/2 · 1 = 1/2, and (1/2 − 1/2) / (1 − 1/2) = 0.
    expect(reviewAgreement).toMatchObject({ items: 2, agreed: 1, kappa: { value: 0 } });
  });
});
