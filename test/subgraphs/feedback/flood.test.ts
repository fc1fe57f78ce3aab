import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../platform/db/index.ts';
import {
  DAILY_INFLUENCE,
  DAILY_INFLUENCE_OF_ADDRESS,
  deriveLabels,
  type Evidence,
  type Label,
} from '../../../subgraphs/feedback/labels.ts';
import { findStandingFeedbackOfTurns } from '../../../subgraphs/feedback/store/states.ts';
import { Inbox } from './inbox.ts';
import { turnObserved } from './observed-turn.ts';
import { ADMIN, APP, openRoom, type TestRoom, userOf } from './room.ts';

const NO_SEEDS = () => undefined;
const MORNING = Date.UTC(2026, 10, 22, 9);
let said = 0;
function correction(author: string, utterance: string, intent: string, more: Partial<Evidence> = {}): Evidence {
  said += 1;
  return {
    feedbackId: `feedback_${said}`,
    author,
    isStaffs: false,
    utterance,
    language: 'en',
    intent,
    kind: 'CORRECTION',
    at: new Date(MORNING + (said % 3_600) * 1000),
    ...more,
  };
}
const flood = (count: number, more: Partial<Evidence> = {}) =>
  Array.from({ length: count }, (_, i) => correction('flooder', `question number ${i}`, 'wrong', more));
const massOf = (labels: readonly Label[], intent: string) =>
  labels.reduce((sum, label) => sum + (label.intent === intent ? label.weight : 0), 0);

const fromAddress = (count: number, more: Partial<Evidence> = {}) =>
  Array.from({ length: count }, (_, i) =>
    correction(`conversation_${i}`, `question number ${i}`, 'wrong', { origin: 'one', ...more }),
  );
const massOfWrong = (evidence: readonly Evidence[]) => massOf(deriveLabels(evidence, NO_SEEDS).labels, 'wrong');

describe('a thousand wrong corrections by one user', () => {
  it('lose against one honest correction wherever both speak of the same utterance', () => {
    const honest = [3, 250, 500, 750, 999].map((n, i) => correction(`honest_${i}`, `question number ${n}`, 'right'));
    const { labels, conflicts } = deriveLabels([...flood(1_000), ...honest], NO_SEEDS);
    expect(conflicts).toEqual([]);
    expect(labels.filter(({ intent }) => intent === 'right')).toHaveLength(5);
    expect(labels.filter(({ intent }) => intent === 'right').every(({ weight }) => weight === 1)).toBe(true);
  });

  it('count once where all are about one utterance, so that five honest users outweigh them', () => {
    const repeated = Array.from({ length: 1_000 }, () => correction('flooder', 'my card is stuck', 'wrong'));
    const honest = [1, 2, 3, 4, 5].map((i) => correction(`honest_${i}`, 'my card is stuck', 'right'));
    expect(deriveLabels([...repeated, ...honest], NO_SEEDS).labels).toMatchObject([{ intent: 'right', weight: 3 }]);
  });

  it('weigh together no more than ten corrections, where unweighed they were a thousand', () => {
    const { labels } = deriveLabels(flood(1_000), NO_SEEDS);
    expect(labels).toHaveLength(1_000);
    expect(massOf(labels, 'wrong')).toBeCloseTo(DAILY_INFLUENCE, 6);
  });

  it('say nothing more by being more, and leave in full what a user says in measure', () => {
    const anyFlood = fc.integer({ min: 1, max: 3_000 });
    fc.assert(
      fc.property(anyFlood, (count) => {
        const mass = massOf(deriveLabels(flood(count), NO_SEEDS).labels, 'wrong');
        expect(mass).toBeLessThanOrEqual(Math.min(count, DAILY_INFLUENCE) + 2e-3);
        expect(mass).toBeGreaterThanOrEqual(Math.min(count, DAILY_INFLUENCE) - 2e-3);
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it('are counted by the day, by what they would weigh, and not where staff says or has reviewed them', () => {
    const tomorrow = { at: new Date(MORNING + 86_400_000) };
    expect(massOf(deriveLabels([...flood(40), ...flood(5, tomorrow)], NO_SEEDS).labels, 'wrong')).toBeLessThan(15.1);
    const confirmations = deriveLabels(flood(50, { kind: 'CONFIRMATION' }), NO_SEEDS).labels;
    expect(confirmations[0]?.weight).toBe(0.2);
    expect(deriveLabels(flood(51, { kind: 'CONFIRMATION' }), NO_SEEDS).labels[0]?.weight).toBeCloseTo(0.196, 3);
    expect(deriveLabels(flood(40, { isStaffs: true }), NO_SEEDS).labels[0]?.weight).toBe(1);
    expect(deriveLabels(flood(40, { kind: 'REVIEWED' }), NO_SEEDS).labels[0]?.weight).toBe(2);
  });
});

describe('anonymous users of one address', () => {
  it('weigh together no more than ten users a day, however many conversations they are', () => {
    expect(massOfWrong(fromAddress(DAILY_INFLUENCE_OF_ADDRESS))).toBe(DAILY_INFLUENCE_OF_ADDRESS);
    expect(massOfWrong(fromAddress(5_000))).toBeCloseTo(DAILY_INFLUENCE_OF_ADDRESS, 1);
    const tomorrow = { at: new Date(MORNING + 86_400_000) };
    expect(massOfWrong([...fromAddress(50), ...fromAddress(100, tomorrow)])).toBe(100);
  });

  it('lose against one of another address wherever both speak of the same utterance, when they are a flood', () => {
    const honest = correction('honest', 'question number 7', 'right', { origin: 'another' });
    const { labels } = deriveLabels([...fromAddress(150), honest], NO_SEEDS);
    expect(labels.filter(({ intent }) => intent === 'right')).toMatchObject([{ weight: 1 }]);
  });

  it('are weighed down as users first: one who says too much takes nothing from the others', () => {
    const quiet = fromAddress(80);
    const loud = Array.from({ length: 1_000 }, (_, i) => correction('loud', `noise ${i}`, 'noise', { origin: 'one' }));
    expect(massOfWrong([...quiet, ...loud])).toBe(80);
  });

  it('are not taken together with those whom an app vouches for, nor with users of nowhere in particular', () => {
    expect(massOfWrong(fromAddress(500, { origin: null }))).toBe(500);
  });
});

describe('feedback of one user', () => {
  let room: TestRoom;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const WRONG = { verdict: 'CORRECTION', correctedIntent: 'grades' };
  const RIGHT = { verdict: 'CORRECTION', correctedIntent: 'library' };
  async function tryToSay(turnId: string, input: object, identity = APP): Promise<string> {
    const answer = await room.submit({ turnId, ...input }, identity).catch((error: { code: string }) => error);
    return 'code' in answer ? answer.code : 'COMMITTED';
  }
  async function rows(table: string): Promise<number> {
    const counted = await sql<{ count: number }>`select count(*)::integer as count from ${sql.table(table)}`.execute(
      room.db,
    );
    return counted.rows[0]?.count ?? 0;
  }

  it('is refused beyond 300 at once, over all conversations of the user, and a flood of 1,000 loses against five', async () => {
    const answers = new Map<string, number>();
    for (let i = 0; i < 1_000; i++) {
      const { turnId } = room.turn({
        conversationId: `conv_${i % 20}`,
        endUserId: 'flooder',
        utterance: `question number ${i}`,
      });
      const answer = await tryToSay(turnId, WRONG);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ COMMITTED: 300, RATE_LIMITED: 700 });
    expect([await rows('feedback.feedback'), await rows('feedback.outbox')]).toEqual([300, 300]);
    for (let i = 0; i < 5; i++) {
      const { turnId, conversationId } = room.turn({
        conversationId: `honest_${i}`,
        utterance: `question number ${i}`,
      });
      expect(await tryToSay(turnId, RIGHT, userOf(conversationId))).toBe('COMMITTED');
    }
    await room.settle();
    const labels = await room.room.labelsFor('asst_1', { seedIntentOf: NO_SEEDS });
    expect(labels.filter(({ intent }) => intent === 'library')).toHaveLength(5);
    expect(massOf(labels, 'library')).toBe(5);
    expect(labels.filter(({ intent }) => intent === 'grades')).toHaveLength(295);
    expect(massOf(labels, 'grades')).toBeLessThan(10);
  });

  it('comes again with time, one a second', async () => {
    const say = () => tryToSay(room.turn({ endUserId: 'ana' }).turnId, { verdict: 'HELPFUL' });
    for (let i = 0; i < 300; i++) expect(await say()).toBe('COMMITTED');
    expect(await say()).toBe('RATE_LIMITED');
    room.clock.advance(999);
    expect(await say()).toBe('RATE_LIMITED');
    room.clock.advance(1);
    expect([await say(), await say()]).toEqual(['COMMITTED', 'RATE_LIMITED']);
    room.clock.advance(300_000);
    await room.room.forgetPaces();
    expect(await rows('feedback.pace')).toBe(1);
    room.clock.advance(1_000);
    await room.room.forgetPaces();
    expect(await rows('feedback.pace')).toBe(0);
    expect(await say()).toBe('COMMITTED');
  });

  it('is counted once however it comes in: with a key, as a change of mind, in many requests at the same time', async () => {
    const { turnId } = room.turn({ endUserId: 'ana' });
    const input = { turnId, verdict: 'HELPFUL' };
    for (let i = 0; i < 100; i++) await room.submit({ ...input, idempotencyKey: 'once' }, APP);
    await Promise.all(
      Array.from({ length: 310 }, (_, i) =>
        tryToSay(room.turn({ endUserId: 'ana', conversationId: `c_${i}` }).turnId, { verdict: 'HELPFUL' }),
      ),
    );
    expect(await rows('feedback.feedback')).toBe(300);
    expect(await tryToSay(turnId, { verdict: 'UNHELPFUL' })).toBe('RATE_LIMITED');
    expect(await tryToSay(turnId, { verdict: 'UNHELPFUL', idempotencyKey: 'new' })).toBe('RATE_LIMITED');
    expect(await rows('feedback.idempotency_key')).toBe(1);
    room.clock.advance(1_000);
    expect(await tryToSay(turnId, { verdict: 'UNHELPFUL', idempotencyKey: 'new' })).toBe('COMMITTED');
  });

  it('is shown and looked through in bounds, however often its user has a change of mind about one reply', async () => {
    const turn = room.turn({ conversationId: 'conv_fickle' });
    await room.consume(turnObserved({ ...turn }));
    const given: (string | undefined)[] = [];
    for (let i = 0; i < 120; i++) {
      room.clock.advance(1);
      const verdict = i % 2 === 0 ? 'HELPFUL' : 'UNHELPFUL';
      given.push((await room.submit({ turnId: turn.turnId, verdict }, userOf('conv_fickle'))).feedback?.id);
    }
    await room.settle();
    const { data } = await room.execute<{ _entities: { feedback: { id: string }[] }[] }>(
      'query($turn: _Any!) { _entities(representations: [$turn]) { ... on Turn { feedback { id } } } }',
      { turn: { __typename: 'Turn', id: turn.turnId } },
      userOf('conv_fickle'),
    );
    expect(data._entities[0]?.feedback.map(({ id }) => id)).toEqual(given.slice(-100));
    const standing = await transaction(room.db, (tx) => findStandingFeedbackOfTurns(tx, [turn.turnId]));
    expect(standing.map(({ id }) => id)).toEqual(given.slice(-1));
    expect(await new Inbox(room).items()).toMatchObject([{ dislike: 0.5, reasons: ['NEGATIVE_FEEDBACK'] }]);
  });

  it('says when it may be given again, and bounds neither other users nor staff', async () => {
    for (let i = 0; i < 301; i++) await tryToSay(room.turn({ endUserId: 'ana' }).turnId, { verdict: 'HELPFUL' });
    const { errors } = await room.execute(
      'mutation($turnId: ID!) { submitFeedback(input: { turnId: $turnId, verdict: HELPFUL }) { feedback { id } } }',
      { turnId: room.turn({ endUserId: 'ana' }).turnId },
      APP,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } }]);
    expect(await tryToSay(room.turn({ endUserId: 'bia' }).turnId, { verdict: 'HELPFUL' })).toBe('COMMITTED');
    expect(await tryToSay(room.turn({ endUserId: 'ana' }).turnId, { verdict: 'HELPFUL' }, ADMIN)).toBe('COMMITTED');
  });
});
