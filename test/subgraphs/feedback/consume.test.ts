import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../../platform/auth/index.ts';
import { transaction } from '../../../platform/db/index.ts';
import { turnObserved } from './observed-turn.ts';
import { countWaiting, type MutationAnswer, openRoom, type TestRoom, userOf } from './room.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const CORRECTION = { verdict: 'CORRECTION', correctedIntent: 'student_card' };
const NO_SEEDS = { seedIntentOf: () => undefined };

async function statusOf(id: string | undefined): Promise<string | undefined> {
  return (await room.history()).find((node) => node.id === id)?.status;
}
async function countEvents(): Promise<number> {
  const tables = room.db.withSchema('feedback').withTables<{ feedbackEvent: { feedbackId: string } }>();
  return (await tables.selectFrom('feedbackEvent').select('feedbackId').execute()).length;
}

async function conflicts(identity?: Identity) {
  const { data, errors } = await room.execute<{ labelConflicts: { edges: { node: object }[] } }>(
    `{ labelConflicts(assistantId: "asst_1", first: 100) { edges { node { utterance reason candidates { intent weight feedbackIds } } } } }`,
    {},
    identity,
  );
  if (errors) throw new Error(String(errors[0]?.extensions['code']));
  return data.labelConflicts.edges.map(({ node }) => node);
}

describe('what comes through the queue', () => {
  it.each([
    ['ACCEPTED: a correction to an existing intent under AUTO', 'AUTO', CORRECTION, 'ACCEPTED'],
    ['RECORDED: a correction under REVIEW', 'REVIEW', CORRECTION, 'RECORDED'],
    ['RECORDED: a corrected answer', 'AUTO', { verdict: 'CORRECTION', correctedAnswer: 'At the desk.' }, 'RECORDED'],
    ['RECORDED: praise', 'AUTO', { verdict: 'HELPFUL' }, 'RECORDED'],
    ['RECORDED: blame', 'AUTO', { verdict: 'UNHELPFUL' }, 'RECORDED'],
  ] as const)('becomes %s', async (_, acceptance, input, status) => {
    room.acceptance = acceptance;
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...input });
    await room.settle();
    expect(await statusOf(feedback?.id)).toBe(status);
  });

  it('changes nothing when it comes again', async () => {
    await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    const messages = await room.outbox();
    await room.settle();
    const before = await room.history();
    await room.consume(...messages, ...messages);
    expect(await room.history()).toEqual(before);
    expect(await countEvents()).toBe(1);
  });

  it('keeps a retraction that comes before what it retracts', async () => {
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    await room.retract({ feedbackId: feedback?.id });
    const [submitted, retracted] = await room.outbox();
    await room.consume(retracted);
    await room.consume(submitted);
    expect(await statusOf(feedback?.id)).toBe('RETRACTED');
    expect(await countEvents()).toBe(2);
  });

  it('builds the same history in an empty database, in whatever order and however often it comes', async () => {
    const first = await room.submit({ turnId: room.turn({ conversationId: 'conv_a' }).turnId, ...CORRECTION });
    await room.submit({ turnId: first.feedback?.turnId, verdict: 'UNHELPFUL' });
    const reviewed = await room.submit({ turnId: room.turn().turnId, verdict: 'UNHELPFUL' });
    await room.review({ feedbackId: reviewed.feedback?.id, decision: 'RELABEL', intent: 'grades' });
    const retracted = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    await room.retract({ feedbackId: retracted.feedback?.id });
    const messages = await room.outbox();
    await room.settle();

    const restored = await openRoom();
    try {
      for (const message of [...messages.toReversed(), ...messages]) await restored.consume(message);
      expect(await restored.history()).toEqual(await room.history());
      expect(await restored.room.labelsFor('asst_1', NO_SEEDS)).toEqual(await room.room.labelsFor('asst_1', NO_SEEDS));
    } finally {
      await restored.close();
    }
  });

  it('does not undo a review that overtook its submission', async () => {
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    await room.review({ feedbackId: feedback?.id, decision: 'REJECT' });
    await room.settle();
    expect(await statusOf(feedback?.id)).toBe('REJECTED');
  });

  it('tells with a review whether it was accepted before, so that a label is counted once', async () => {
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    await room.settle();
    await room.review({ feedbackId: feedback?.id, decision: 'RELABEL', intent: 'grades' });
    expect(await room.outbox()).toMatchObject([{ change: 'REVIEWED', previousStatus: 'ACCEPTED' }]);
  });

  it('is refused as a whole where one message cannot be read, so that the queue gives them again', async () => {
    await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    const [message] = await room.outbox();
    await expect(room.consume(message, { ...message, version: 2 })).rejects.toMatchObject({
      code: 'UNREADABLE_MESSAGE',
    });
    expect(await countEvents()).toBe(0);
  });

  it('is heard by subscribers of its assistant alone', async () => {
    const abort = new AbortController();
    const started: { name: string; stop: () => void | Promise<void> }[] = [];
    await room.room.start({
      signal: abort.signal,
      onStop: (name: string, stop: () => void | Promise<void>) => started.push({ name, stop }),
    } as never);
    const events = await room.subscribe<{ feedbackRecorded: { id: string; status: string } }>(
      'subscription { feedbackRecorded(assistantId: "asst_1") { id status } }',
    );
    await room.submit({ turnId: room.turn({ assistantId: 'asst_2' }).turnId, ...CORRECTION });
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    await room.settle();
    expect((await events.next()).value).toEqual({
      data: { feedbackRecorded: { id: feedback?.id, status: 'ACCEPTED' } },
    });
    await events.return?.();
    for (const { stop } of started) await stop();
  });
});

it('is consumed while its user changes their mind, and neither waits for the other for good', async () => {
  const { turnId } = room.turn();
  const first = await room.submit({ turnId, ...CORRECTION });
  const [message] = await room.outbox();
  const rephrase = { turnId: 'turn_0', utterance: 'the turnstile eats my card', replyKind: 'FALLBACK' };
  let changedMind: Promise<MutationAnswer> | undefined;
  await transaction(room.db, async (tx) => {
    // Implicit feedback takes the conversation's place in the outbox; the user's change then waits for it, holding no row.
    await room.room.consumeBatch(tx, [turnObserved({ turnId: 'turn_x', previous: rephrase })]);
    changedMind = room.submit({ turnId, verdict: 'HELPFUL' });
    await expect.poll(() => countWaiting(room.db)).toBe(1);
    await room.room.consumeBatch(tx, [message]);
  });
  const second = await changedMind;
  await room.settle();
  expect([await statusOf(first.feedback?.id), await statusOf(second?.feedback?.id)]).toEqual(['RETRACTED', 'RECORDED']);
});

describe('turns that are observed', () => {
  const before = { turnId: 'turn_1', utterance: 'how do I renew a library book', replyKind: 'FALLBACK', intent: null };
  const after = {
    turnId: 'turn_2',
    index: 1,
    utterance: 'how can I renew my book from the library',
    previous: { turnId: 'turn_1', utterance: before.utterance, replyKind: 'FALLBACK' },
  };

  it('give implicit feedback about the turn before, which goes through the queue like any other', async () => {
    await room.consume(turnObserved(before), turnObserved(after));
    expect(await room.history()).toMatchObject([
      {
        turnId: 'turn_1',
        source: 'IMPLICIT',
        verdict: 'UNHELPFUL',
        signal: 'REPHRASE_AFTER_FALLBACK',
        status: 'QUEUED',
      },
    ]);
    await room.settle();
    expect(await room.history()).toMatchObject([{ status: 'RECORDED' }]);
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toEqual([]);
  });

  it('are forgotten after ninety days, but those that somebody spoke about', async () => {
    const old = '2026-08-01T10:00:00.000Z';
    await room.consume(
      turnObserved({ ...before, turnId: 'turn_old', at: old }),
      turnObserved({ ...after, turnId: 'turn_old_2', at: old }),
      turnObserved({ ...before, turnId: 'turn_new' }),
    );
    await room.room.forgetTurns();
    const { rows } = await sql<{ turnId: string }>`select turn_id from feedback.observed_turn order by 1`.execute(
      room.db,
    );
    expect(rows.map(({ turnId }) => turnId)).toEqual(['turn_new']);

    const { feedback } = await room.submit({ turnId: room.turn({ turnId: 'turn_new' }).turnId, verdict: 'HELPFUL' });
    expect(feedback).not.toBeNull();
    room.clock.advance(91 * 86_400_000);
    await room.room.forgetTurns();
    const { rows: kept } = await sql`select turn_id from feedback.observed_turn`.execute(room.db);
    expect(kept).toEqual([{ turnId: 'turn_new' }]);
  });

  it('give it once, however often they are observed', async () => {
    await room.consume(turnObserved(before), turnObserved(after));
    await room.consume(turnObserved(after));
    await room.settle();
    await room.consume(turnObserved(before), turnObserved(after));
    expect(await room.history()).toHaveLength(1);
    expect(await room.outbox()).toEqual([]);
  });

  it('give it even where the turn before was never observed', async () => {
    await room.consume(turnObserved(after));
    expect(await room.history()).toMatchObject([{ turnId: 'turn_1', signal: 'REPHRASE_AFTER_FALLBACK' }]);
  });

  it('teach what was chosen in a "did you mean", at half the weight of a correction', async () => {
    const asked = { turnId: 'turn_1', utterance: 'my card is stuck', replyKind: 'DISAMBIGUATION', intent: 'library' };
    const chosen = {
      turnId: 'turn_2',
      index: 1,
      utterance: 'Student card',
      chosenIntent: 'student_card',
      previous: { turnId: 'turn_1', utterance: asked.utterance, replyKind: 'DISAMBIGUATION' },
    };
    await room.consume(turnObserved(asked), turnObserved(chosen));
    await room.settle();
    expect(await room.history()).toMatchObject([
      {
        turnId: 'turn_1',
        verdict: 'CORRECTION',
        signal: 'DISAMBIGUATION_CHOICE',
        correctedIntent: 'student_card',
        status: 'ACCEPTED',
      },
    ]);
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toMatchObject([
      { utterance: 'my card is stuck', intent: 'student_card', weight: 0.5 },
    ]);
  });
});

describe('labels of what came through', () => {
  it('end with a retraction', async () => {
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
    await room.settle();
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toMatchObject([
      { intent: 'student_card', weight: 1, feedbackIds: [feedback?.id] },
    ]);
    await room.retract({ feedbackId: feedback?.id });
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toEqual([]);
  });

  it('take praise of an answer for a light confirmation, and praise of a fallback for none', async () => {
    const answered = room.turn({ utterance: 'renew my book' });
    const fellBack = room.turn({ utterance: 'sail me away', replyKind: 'FALLBACK' });
    for (const { turnId } of [answered, fellBack]) await room.submit({ turnId, verdict: 'HELPFUL' });
    await room.settle();
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toMatchObject([
      { utterance: 'renew my book', intent: 'library', weight: 0.2 },
    ]);
  });

  it.each([null, ''])('are of an undetermined language where that of their turn is %j', async (language) => {
    await room.submit({ turnId: room.turn({ language }).turnId, ...CORRECTION });
    await room.settle();
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toMatchObject([{ intent: 'student_card', language: 'und' }]);
  });

  it('come from blame only as a reviewer labels it', async () => {
    const { feedback } = await room.submit({ turnId: room.turn().turnId, verdict: 'UNHELPFUL' });
    await room.settle();
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toEqual([]);
    await room.review({ feedbackId: feedback?.id, decision: 'RELABEL', intent: 'grades' });
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toMatchObject([{ intent: 'grades', weight: 2 }]);
  });

  it('are those of one assistant', async () => {
    await room.submit({ turnId: room.turn({ assistantId: 'asst_2' }).turnId, ...CORRECTION });
    await room.settle();
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toEqual([]);
    expect(await room.room.labelsFor('asst_2', NO_SEEDS)).toHaveLength(1);
  });

  it('name what users disagree about', async () => {
    for (const [i, correctedIntent] of ['grades', 'student_card'].entries())
      await room.submit(
        { turnId: room.turn({ conversationId: `conv_${i}` }).turnId, verdict: 'CORRECTION', correctedIntent },
        userOf(`conv_${i}`),
      );
    await room.settle();
    expect(await room.room.labelsFor('asst_1', NO_SEEDS)).toEqual([]);
    expect(await conflicts()).toMatchObject([
      {
        utterance: 'the turnstile swallows my card',
        reason: 'TIE',
        candidates: [{ intent: 'grades', weight: 1 }, { intent: 'student_card' }],
      },
    ]);
    await expect(conflicts(userOf('conv_1'))).rejects.toThrow('FORBIDDEN');
  });

  it.each(['library', null])(
    'name where a user contradicts an example of %s, until a person has looked',
    async (seed) => {
      room.seeds.set('the turnstile swallows my card', seed);
      const { feedback } = await room.submit({ turnId: room.turn().turnId, ...CORRECTION });
      await room.settle();
      expect(await conflicts()).toMatchObject([
        { reason: 'SEED_EXAMPLE', candidates: [{ feedbackIds: [feedback?.id] }] },
      ]);
      await room.review({ feedbackId: feedback?.id, decision: 'ACCEPT' });
      expect(await conflicts()).toEqual([]);
    },
  );

  it('are told page by page', async () => {
    for (const utterance of ['b', 'a', 'c']) {
      room.seeds.set(utterance, 'library');
      await room.submit({ turnId: room.turn({ utterance }).turnId, ...CORRECTION });
    }
    await room.settle();
    const page = async (after?: string) =>
      (
        await room.execute<{ labelConflicts: { edges: { cursor: string; node: { utterance: string } }[] } }>(
          `query($after: String) { labelConflicts(assistantId: "asst_1", first: 2, after: $after) { edges { cursor node { utterance } } } }`,
          { after },
        )
      ).data.labelConflicts.edges;
    const first = await page();
    expect(first.map(({ node }) => node.utterance)).toEqual(['a', 'b']);
    expect((await page(first[1]?.cursor)).map(({ node }) => node.utterance)).toEqual(['c']);
  });
});
