import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../../platform/auth/index.ts';
import { BEA, Inbox } from './inbox.ts';
import { ADMIN, ANALYST, APP, openRoom, type TestRoom, userOf } from './room.ts';

const REFUSED = { intent: null, confidence: 0.1, isOutOfScope: true, replyKind: 'FALLBACK' };
const COURT = ['reserve a squash court', 'is a squash court free', 'book the squash court for friday'];
const LOST = ['I lost my umbrella', 'I have lost an umbrella', 'lost my umbrella in the hall', 'my umbrella is lost'];

interface Proposal {
  suggestedName: string;
  size: number;
  traffic: number;
  samples: string[];
  itemIds: string[];
}
interface Accepted {
  intent: string | null;
  items:
    | { id: string; state: string; intent: string | null; reviews: { decision: string; reviewer: string }[] }[]
    | null;
  errors: { code: string; path: string[] | null }[];
}
interface Page {
  edges: { node: Proposal }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

let room: TestRoom;
let inbox: Inbox;
beforeEach(async () => {
  room = await openRoom();
  inbox = new Inbox(room);
});
afterEach(() => room.close());

async function hearRefused(...utterances: string[]): Promise<void> {
  await inbox.hear(...utterances.map((utterance) => ({ utterance, ...REFUSED })));
}

async function page(first: number, after: string | null = null, identity = ADMIN): Promise<Page> {
  const { data, errors } = await room.execute<{ proposedIntents: Page }>(
    `query($first: Int!, $after: String) { proposedIntents(assistantId: "asst_1", first: $first, after: $after) {
      edges { node { suggestedName size traffic samples itemIds } } pageInfo { hasNextPage endCursor } } }`,
    { first, after },
    identity,
  );
  if (errors) throw new Error(String(errors[0]?.extensions['code']));
  return data.proposedIntents;
}

async function proposals(identity?: Identity): Promise<Proposal[]> {
  return (await page(100, null, identity)).edges.map(({ node }) => node);
}

async function accept(input: Record<string, unknown>, identity = ADMIN): Promise<Accepted> {
  const { data, errors } = await room.execute<{ acceptProposedIntent: Accepted }>(
    `mutation($input: AcceptProposedIntentInput!) { acceptProposedIntent(input: $input) {
      intent items { id state intent reviews { decision reviewer } } errors { code path } } }`,
    { input: { assistantId: 'asst_1', ...input } },
    identity,
  );
  if (errors) throw new Error(String(errors[0]?.extensions['code']));
  return data.acceptProposedIntent;
}

async function courts(): Promise<Proposal> {
  await hearRefused(...COURT, ...LOST);
  const found = (await proposals()).find(({ suggestedName }) => suggestedName === 'squash_court');
  if (!found) throw new Error('nothing is proposed of squash courts');
  return found;
}

async function acts(): Promise<unknown[]> {
  return (await room.outbox()).filter(({ kind }) => kind === 'ActPerformed');
}

describe('proposed intents', () => {
  it('are clusters of what was not recognised, what is said most often first, each with a name', async () => {
    await hearRefused(...LOST, ...COURT, ...COURT, 'xyzzy');
    await inbox.hear({ utterance: 'squash court rules', confidence: 0.3 });
    const found = await proposals();
    expect(found).toMatchObject([
      { suggestedName: 'squash_court', size: 3, traffic: 6 },
      { suggestedName: 'lost', size: 4, traffic: 4 },
    ]);
    expect(found[0]?.samples.toSorted()).toEqual(COURT.toSorted());
    const items = await inbox.items({ reasons: ['OUT_OF_SCOPE'] });
    const utterances = found[1]?.itemIds.map((id) => items.find((item) => item.id === id)?.utterance);
    expect(utterances?.toSorted()).toEqual(LOST.toSorted());
    expect(await proposals()).toEqual(found);
  });

  it('are none where fewer than three are alike', async () => {
    expect(await proposals()).toEqual([]);
    await hearRefused('lost umbrella', 'umbrella lost in the hall', 'xyzzy');
    expect(await proposals()).toEqual([]);
  });

  it('are paged', async () => {
    await hearRefused(...LOST, ...COURT);
    const first = await page(1);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(1, first.pageInfo.endCursor);
    expect([...first.edges, ...second.edges].map(({ node }) => node.suggestedName)).toEqual(['lost', 'squash_court']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('lose what somebody rejects or skips', async () => {
    const { itemIds } = await courts();
    await inbox.review({ itemId: itemIds[0], decision: 'REJECT' });
    expect((await proposals()).map(({ suggestedName }) => suggestedName)).toEqual(['lost']);
  });

  it('are read by analysts and not by apps or users', async () => {
    await courts();
    expect(await proposals(ANALYST)).toHaveLength(2);
    await expect(proposals(APP)).rejects.toThrow('FORBIDDEN');
    await expect(proposals(userOf('conv_1'))).rejects.toThrow('FORBIDDEN');
  });
});

describe('accepting a proposed intent', () => {
  it('makes the intent and relabels its items to it, each with who and when, in the audit log too', async () => {
    const { itemIds } = await courts();
    const { intent, items, errors } = await accept({ name: ' court_booking ', items: itemIds, comment: 'new' });
    expect(errors).toEqual([]);
    expect(intent).toBe('court_booking');
    expect(room.intents).toContain('court_booking');
    expect(items?.map(({ id }) => id)).toEqual(itemIds);
    for (const item of items ?? [])
      expect(item).toMatchObject({
        state: 'RELABELLED',
        intent: 'court_booking',
        reviews: [{ decision: 'RELABEL', reviewer: 'admin' }],
      });
    expect(await acts()).toMatchObject(itemIds.map(() => ({ action: 'UTTERANCE_REVIEWED', actor: 'admin' })));
    expect((await proposals()).map(({ suggestedName }) => suggestedName)).toEqual(['lost']);
    const labels = await room.room.labelsFor('asst_1', { seedIntentOf: () => undefined });
    expect(new Map(labels.map(({ utterance, intent: taught }) => [utterance, taught]))).toEqual(
      new Map(COURT.map((utterance) => [utterance, 'court_booking'])),
    );
  });

  it('labels into an intent that is there', async () => {
    const { itemIds } = await courts();
    expect(await accept({ name: 'library', items: itemIds })).toMatchObject({ intent: 'library', errors: [] });
    expect(room.intents.filter((name) => name === 'library')).toHaveLength(1);
  });

  it('decides once for one key, and refuses the key with another input', async () => {
    const { itemIds } = await courts();
    const input = { name: 'court_booking', items: itemIds, idempotencyKey: 'once' };
    const answers = await Promise.all([accept(input), accept(input), accept(input)]);
    expect(answers[0]?.errors).toEqual([]);
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(await accept(input)).toEqual(answers[0]);
    expect(await acts()).toHaveLength(itemIds.length);
    expect(await accept({ ...input, name: 'other' })).toMatchObject({ errors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
    expect(room.intents).not.toContain('other');
  });

  it('writes nothing, and makes no intent, where one item has been decided meanwhile', async () => {
    const { itemIds } = await courts();
    await inbox.review({ itemId: itemIds[1], decision: 'REJECT' }, BEA);
    const before = await acts();
    const { errors, items } = await accept({ name: 'court_booking', items: itemIds });
    expect(errors).toMatchObject([{ code: 'INVALID_STATE', path: ['input', 'items'] }]);
    expect(items).toBeNull();
    expect(room.intents).not.toContain('court_booking');
    expect(await acts()).toEqual(before);
    expect((await inbox.item(itemIds[0] ?? '')).state).toBe('OPEN');
  });

  it('has one outcome of two admins who accept the same items at once', async () => {
    const { itemIds } = await courts();
    const answers = await Promise.all([
      accept({ name: 'court_booking', items: itemIds }),
      accept({ name: 'sports', items: itemIds.toReversed() }, BEA),
    ]);
    const codes = answers.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(codes).toEqual(['INVALID_STATE']);
    const winner = answers.find(({ intent }) => intent)?.intent;
    const decided = await Promise.all(itemIds.map((id) => inbox.item(id)));
    expect(decided.map(({ intent }) => intent)).toEqual(itemIds.map(() => winner));
    expect(await acts()).toHaveLength(itemIds.length);
  });

  it('is the first of two verdicts where two people are needed, and the second settles it', async () => {
    await inbox.reviewTwice(1);
    const { itemIds } = await courts();
    const first = await accept({ name: 'court_booking', items: itemIds });
    expect(first.items?.map(({ state }) => state)).toEqual(itemIds.map(() => 'AWAITING_SECOND'));
    expect(await accept({ name: 'court_booking', items: itemIds })).toMatchObject({
      errors: [{ code: 'INVALID_STATE' }],
    });
    const second = await accept({ name: 'court_booking', items: itemIds }, BEA);
    expect(second.items?.map(({ state }) => state)).toEqual(itemIds.map(() => 'RELABELLED'));
  });

  it.each([
    ['no items', { items: [] }, 'INVALID_INPUT'],
    ['an unknown item', { items: ['item_none'] }, 'NOT_FOUND'],
    ['items of another assistant', { assistantId: 'asst_2' }, 'NOT_FOUND'],
    ['a name that is none', { name: ' ' }, 'INVALID_INPUT'],
    ['a comment too long', { comment: 'x'.repeat(4_001) }, 'TEXT_TOO_LONG'],
  ])('refuses %s', async (_, more, code) => {
    const { itemIds } = await courts();
    const { intents } = room;
    const before = [...intents];
    expect(await accept({ name: 'court_booking', items: itemIds, ...more })).toMatchObject({ errors: [{ code }] });
    expect(intents).toEqual(before);
    expect(await acts()).toEqual([]);
  });

  it('is for admins', async () => {
    const { itemIds } = await courts();
    await expect(accept({ name: 'court_booking', items: itemIds }, ANALYST)).rejects.toThrow('FORBIDDEN');
  });
});
