import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../nlu/index.ts';
import { turnObserved } from './observed-turn.ts';
import { ANALYST, APP, type FeedbackNode, openRoom, type TestRoom, userOf } from './room.ts';

let room: TestRoom;
const said: Record<string, FeedbackNode> = {};

/** A month at a help desk, in small. */
beforeAll(async () => {
  room = await openRoom();
  async function say(name: string, facts: Record<string, unknown>, input: Record<string, unknown>) {
    room.clock.advance(8 * 3_600_000);
    const turn = room.turn({ conversationId: `conv_${name}`, ...facts });
    const { feedback } = await room.submit({ turnId: turn.turnId, ...input }, userOf(turn.conversationId));
    said[name] = feedback!;
  }
  await say('praise', { intent: 'library' }, { verdict: 'HELPFUL', comment: '100% right' });
  await say('praise2', { intent: 'library', modelVersionId: 'version_2' }, { verdict: 'HELPFUL' });
  await say('blame', { intent: 'grades', utterance: 'Where are my NOTES' }, { verdict: 'UNHELPFUL' });
  await say('corrected', { intent: 'library' }, { verdict: 'CORRECTION', correctedIntent: 'student_card' });
  await say(
    'answered',
    { intent: null, modelVersionId: null },
    { verdict: 'CORRECTION', correctedAnswer: 'At the desk_2.' },
  );
  await say('retracted', { intent: 'grades' }, { verdict: 'UNHELPFUL' });
  await say('elsewhere', { assistantId: 'asst_2' }, { verdict: 'HELPFUL' });
  await room.retract({ feedbackId: said['retracted']!.id });
  await room.settle();
  await room.consume(
    turnObserved({
      turnId: said['praise']!.turnId,
      tags: [
        { id: 't1', name: 'books' },
        { id: 't2', name: 'loans' },
      ],
    }),
    turnObserved({ turnId: said['blame']!.turnId, tags: [{ id: 't1', name: 'books' }] }),
  );
});
afterAll(() => room.close());

const namesOf = (nodes: { id: string }[]) =>
  nodes.map(({ id }) => Object.entries(said).find(([, feedback]) => feedback.id === id)?.[0]);

function page(after: string | null) {
  return room.execute<{
    feedbackHistory: {
      edges: { node: FeedbackNode }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
      totalCount: number;
    };
  }>(
    `query($after: String) { feedbackHistory(filter: { assistantId: "asst_1" }, first: 4, after: $after) {
      edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`,
    { after },
  );
}

describe('feedbackHistory', () => {
  it('is newest first, of one assistant, with what was retracted', async () => {
    expect(namesOf(await room.history())).toEqual(['retracted', 'answered', 'corrected', 'blame', 'praise2', 'praise']);
  });

  it.each([
    ['verdict', { verdicts: ['CORRECTION'] }, ['answered', 'corrected']],
    ['several verdicts', { verdicts: ['CORRECTION', 'UNHELPFUL'] }, ['retracted', 'answered', 'corrected', 'blame']],
    ['status', { statuses: ['ACCEPTED'] }, ['corrected']],
    ['source', { sources: ['IMPLICIT'] }, []],
    ['predicted intent', { intents: ['grades'] }, ['retracted', 'blame']],
    ['intent that was meant', { intents: ['student_card'] }, ['corrected']],
    ['version', { modelVersionIds: ['version_2'] }, ['praise2']],
    ['no verdict at all', { verdicts: [] }, []],
    ['text in the utterance, in any case', { text: 'my notes' }, ['blame']],
    ['text in the comment, with signs that SQL would take for wildcards', { text: '0% r' }, ['praise']],
    ['text in the answer', { text: 'desk_2' }, ['answered']],
    ['text where a wildcard would match', { text: 'd_sk' }, []],
    ['all at once', { verdicts: ['HELPFUL'], statuses: ['RECORDED'], intents: ['library'], text: '100%' }, ['praise']],
  ])('narrows by %s', async (_, filter, names) => {
    expect(namesOf(await room.history(filter))).toEqual(names);
  });

  it('narrows by time, from an instant on and before another', async () => {
    const { at: from } = said['praise2']!;
    const { at: to } = said['corrected']!;
    expect(namesOf(await room.history({ from, to }))).toEqual(['blame', 'praise2']);
  });

  it('is paged without gaps or repeats, and counts all pages', async () => {
    const pages: unknown[] = [];
    let after: string | null = null;
    do {
      const { data }: Awaited<ReturnType<typeof page>> = await page(after);
      const { edges, pageInfo, totalCount } = data.feedbackHistory;
      expect(totalCount).toBe(6);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      pages.push(namesOf(edges.map(({ node }) => node)));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(pages).toEqual([
      ['retracted', 'answered', 'corrected', 'blame'],
      ['praise2', 'praise'],
    ]);
  });

  it('orders what came at the same instant by id', async () => {
    for (let i = 0; i < 5; i++)
      await room.submit({ turnId: room.turn({ assistantId: 'asst_3' }).turnId, verdict: 'HELPFUL' });
    const all = await room.history({ assistantId: 'asst_3' });
    expect(new Set(all.map(({ at }) => at)).size).toBe(1);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });

  it.each([
    ['a page of none', 0, null],
    ['a page too long', 101, null],
    ['a cursor that is none', 1, 'bm90IGEgY3Vyc29y'],
    ['a cursor of another connection', 1, Buffer.from('[1]').toString('base64url')],
    ['a cursor whose time is none', 1, Buffer.from('["yesterday","x"]').toString('base64url')],
  ])('refuses %s', async (_, first, after) => {
    const { errors } = await room.execute(
      `query($first: Int!, $after: String) { feedbackHistory(filter: { assistantId: "asst_1" }, first: $first, after: $after) { totalCount } }`,
      { first, after },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('and its statistics are for staff alone', async () => {
    for (const identity of [APP, userOf('conv_praise')])
      for (const query of [
        '{ feedbackHistory(filter: { assistantId: "asst_1" }, first: 1) { totalCount } }',
        '{ feedbackStatistics(filter: { assistantId: "asst_1" }, groupBy: DAY) { key } }',
      ]) {
        const { errors } = await room.execute(query, {}, identity);
        expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      }
  });
});

describe('feedbackStatistics', () => {
  const STATISTIC = 'key count helpful unhelpful corrections helpfulRate { value low high }';
  interface Statistic {
    key: string;
    count: number;
    helpful: number;
    unhelpful: number;
    corrections: number;
    helpfulRate: { value: number; low: number; high: number };
  }
  async function statistics(groupBy: string, filter: Record<string, unknown> = {}): Promise<Statistic[]> {
    const { data } = await room.execute<{ feedbackStatistics: Statistic[] }>(
      `query($filter: FeedbackFilter!, $groupBy: FeedbackGroup!) { feedbackStatistics(filter: $filter, groupBy: $groupBy) { ${STATISTIC} } }`,
      { filter: { assistantId: 'asst_1', ...filter }, groupBy },
      ANALYST,
    );
    return data.feedbackStatistics;
  }
  const counts = (all: Statistic[]) => Object.fromEntries(all.map(({ key, count }) => [key, count]));

  it.each([
    ['VERDICT', { HELPFUL: 2, CORRECTION: 2, UNHELPFUL: 1 }],
    ['SOURCE', { EXPLICIT: 5 }],
    ['INTENT', { library: 3, '(none)': 1, grades: 1 }],
    ['MODEL_VERSION', { version_1: 3, version_2: 1, '(none)': 1 }],
    ['TAG', { '(none)': 3, books: 2, loans: 1 }],
    ['DAY', { '2026-11-22': 1, '2026-11-23': 3, '2026-11-24': 1 }],
  ])('count by %s what was not retracted', async (group, expected) => {
    expect(counts(await statistics(group))).toEqual(expected);
  });

  it('split each key into verdicts, with the helpful share and its interval', async () => {
    expect((await statistics('INTENT'))[0]).toEqual({
      key: 'library',
      count: 3,
      helpful: 2,
      unhelpful: 0,
      corrections: 1,
      helpfulRate: wilsonInterval(2, 3),
    });
  });

  it('agree with the database asked directly', async () => {
    const { rows } = await sql<{ verdict: string; count: number }>`
      select verdict, count(*)::int as count from feedback.feedback
      where assistant_id = 'asst_1' and status <> 'RETRACTED' group by 1`.execute(room.db);
    expect(counts(await statistics('VERDICT'))).toEqual(
      Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count])),
    );
  });

  it('count what was retracted where the filter asks for it, and follow every other filter', async () => {
    expect(counts(await statistics('VERDICT', { statuses: ['RETRACTED'] }))).toEqual({ UNHELPFUL: 1 });
    expect(counts(await statistics('VERDICT', { intents: ['grades'] }))).toEqual({ UNHELPFUL: 1 });
  });
});

const entities = (representations: object[], selection: string, identity = ANALYST) =>
  room.execute<{ _entities: object[] }>(
    `query($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
    { representations },
    identity,
  );

describe('entities', () => {
  it('add to a turn what was said about it', async () => {
    const turn = { __typename: 'Turn', id: said['praise']!.turnId };
    const silent = { __typename: 'Turn', id: 'turn_silent' };
    const { data } = await entities([turn, silent], '... on Turn { id feedback { id } }');
    expect(data._entities).toEqual([
      { id: turn.id, feedback: [{ id: said['praise']!.id }] },
      { id: 'turn_silent', feedback: [] },
    ]);
  });

  it('hide from an end user what was said in other conversations', async () => {
    const turn = { __typename: 'Turn', id: said['praise']!.turnId };
    const selection = '... on Turn { feedback { id } }';
    expect((await entities([turn], selection, userOf('conv_praise'))).data._entities).toMatchObject([
      { feedback: [{}] },
    ]);
    expect((await entities([turn], selection, userOf('conv_blame'))).data._entities).toEqual([{ feedback: [] }]);
    const { data } = await room.execute(`{ feedback(id: "${said['praise']!.id}") { id } }`, {}, userOf('conv_blame'));
    expect(data).toEqual({ feedback: null });
  });

  it('find feedback by its id, and point to its turn', async () => {
    const { data } = await entities(
      [
        { __typename: 'Feedback', id: said['blame']!.id },
        { __typename: 'Feedback', id: 'feedback_none' },
      ],
      '... on Feedback { verdict utterance predictedIntent turn { id } }',
    );
    expect(data._entities).toEqual([
      {
        verdict: 'UNHELPFUL',
        utterance: 'Where are my NOTES',
        predictedIntent: 'grades',
        turn: { id: said['blame']!.turnId },
      },
      null,
    ]);
  });
});
