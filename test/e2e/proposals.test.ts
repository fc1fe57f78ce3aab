import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { champion, Chat, DEMO, eventually, retrain, type UserErrorAnswer } from '../kit/loop.ts';
import { type RunningMalha, startMalha } from '../kit/malha.ts';

const UNKNOWN = ['qwxz vbnrt plomk', 'qwxz vbnrt grufz', 'plomk qwxz vbnrt', 'grufz qwxz vbnrt'];

interface Proposal {
  suggestedName: string;
  traffic: number;
  itemIds: string[];
}
interface Change {
  after: { utterance: string; intent: string; source: string };
}

describe('an intent that users ask for, over the public graph', () => {
  let malha: RunningMalha;
  beforeAll(async () => {
    malha = await startMalha('one');
  }, 120_000);
  afterAll(() => malha?.stop(), 30_000);

  async function proposed(): Promise<Proposal[]> {
    const { proposedIntents } = await malha
      .graph()
      .data<{ proposedIntents: { edges: { node: Proposal }[] } }>(
        `{ proposedIntents(assistantId: "${DEMO}", first: 10) { edges { node { suggestedName traffic itemIds } } } }`,
      );
    return proposedIntents.edges.map(({ node }) => node);
  }

  it('is proposed, accepted once, and taught to the next version', { timeout: 300_000 }, async () => {
    const chat = await Chat.start(malha);
    for (const text of UNKNOWN) expect((await chat.say(text)).reply.kind).toBe('FALLBACK');
    const proposal = await eventually(
      async () => (await proposed()).find(({ itemIds }) => itemIds.length === UNKNOWN.length),
      { timeoutMs: 120_000, what: 'a proposal' },
    );
    expect(proposal).toMatchObject({ suggestedName: 'qwxz_vbnrt', traffic: UNKNOWN.length });

    const input = { assistantId: DEMO, name: 'gym_membership', items: proposal.itemIds, idempotencyKey: 'once' };
    const accept = () =>
      malha.graph().data<{ acceptProposedIntent: { intent: string; errors: UserErrorAnswer[] } }>(
        `mutation($input: AcceptProposedIntentInput!) { acceptProposedIntent(input: $input) {
            intent items { state intent reviews { decision } } errors { code } } }`,
        { input },
      );
    const accepted = await accept();
    expect(accepted.acceptProposedIntent).toEqual({
      intent: 'gym_membership',
      items: UNKNOWN.map(() => ({
        state: 'RELABELLED',
        intent: 'gym_membership',
        reviews: [{ decision: 'RELABEL' }],
      })),
      errors: [],
    });
    expect(await accept()).toEqual(accepted);
    expect(await proposed()).toEqual([]);
    const { intents } = await malha
      .graph()
      .data<{ intents: { edges: { node: { name: string } }[] } }>(
        `{ intents(assistantId: "${DEMO}", first: 100) { edges { node { name } } } }`,
      );
    expect(intents.edges.map(({ node }) => node.name)).toContain('gym_membership');

    const taught = await taughtByReview();
    expect(taught.map(({ after }) => after.utterance).toSorted()).toEqual(UNKNOWN.toSorted());
    for (const { after } of taught) expect(after).toMatchObject({ intent: 'gym_membership', source: 'REVIEW' });
  });

  /** What a run learns anew beside the version in service. */
  async function taughtByReview(): Promise<Change[]> {
    const { datasetSnapshotId: from } = await champion(malha);
    const { datasetSnapshotId: to } = await retrain(malha, 'a new intent');
    const { datasetDifference } = await malha
      .graph()
      .data<{ datasetDifference: { changes: { edges: { node: Change }[] } } }>(
        `query($from: ID!, $to: ID!) { datasetDifference(from: $from, to: $to) {
          changes(first: 100, kind: ADDED) { edges { node { after { utterance intent source } } } } } }`,
        { from, to },
      );
    return datasetDifference.changes.edges.map(({ node }) => node);
  }
});
