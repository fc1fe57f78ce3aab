import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABEL_WEIGHTS } from '../../../subgraphs/feedback/label-weights.ts';
import { Signal } from '../../../subgraphs/feedback/vocabulary.ts';
import { turnObserved } from './observed-turn.ts';
import { ANALYST, openRoom, type TestRoom, userOf } from './room.ts';

let room: TestRoom;
let answerTurn: string;

/** A reply and the step after it, in a conversation of their own. */
function step(name: string, before: Record<string, unknown>, after: Record<string, unknown>): object[] {
  const conversationId = `conv_${name}`;
  const at = '2026-11-22T12:00:00.000Z';
  const reply = { turnId: `turn_${name}`, utterance: 'renew my student card', intent: 'library', at, ...before };
  const { turnId, utterance, replyKind = 'ANSWER' } = reply as Record<string, unknown>;
  const previous = { turnId, utterance, replyKind, at };
  const later = { index: 1, at: '2026-11-22T12:01:00.000Z', previous };
  return [
    turnObserved({ conversationId, ...reply }),
    turnObserved({ conversationId, turnId: `turn_${name}_2`, utterance: 'thanks', ...later, ...after }),
  ];
}

beforeAll(async () => {
  room = await openRoom();
  await room.consume(
    ...step('REPHRASE_AFTER_FALLBACK', { replyKind: 'FALLBACK' }, { utterance: 'how to renew my student card' }),
    ...step('REPHRASE_AFTER_ANSWER', {}, { utterance: 'how to renew my student card' }),
    ...step('DISAMBIGUATION_CHOICE', { replyKind: 'DISAMBIGUATION' }, { chosenIntent: 'student_card' }),
    ...step('HUMAN_REQUESTED', {}, { utterance: 'give me a person', isHandoff: true }),
    ...step('ABANDONED_AFTER_FALLBACK', { replyKind: 'FALLBACK' }, { at: '2026-11-22T14:00:00.000Z' }),
    ...step('nothing', {}, {}),
  );
  answerTurn = room.turn({ turnId: 'turn_ANSWER_COPIED', conversationId: 'conv_ANSWER_COPIED' }).turnId;
  await room.report({ turnId: answerTurn, signal: 'ANSWER_COPIED' }, userOf('conv_ANSWER_COPIED'));
  room.clock.advance(30 * 60_000);
  await room.room.noteAbandonments();
  await room.settle();
});
afterAll(() => room.close());

const one = (helpful: number, unhelpful: number, corrections: number) => ({
  count: 1,
  helpful,
  unhelpful,
  corrections,
});
const weightOf = async (id: string | undefined) => {
  const { data } = await room.execute<{ feedback: { labelWeight: number } }>(
    'query($id: ID!) { feedback(id: $id) { labelWeight } }',
    { id },
  );
  return data.feedback.labelWeight;
};

describe('implicit feedback', () => {
  it.each(Object.values(Signal))('names its signal %s, bound to the turn that it is about', async (signal) => {
    const found = await room.history({ signals: [signal] });
    expect(found).toMatchObject([{ turnId: `turn_${signal}`, source: 'IMPLICIT', signal }]);
    const status = signal === 'DISAMBIGUATION_CHOICE' ? 'ACCEPTED' : 'RECORDED';
    expect(found[0]?.status).toBe(status);
  });

  it('is counted by its signal, with what it says', async () => {
    const { data } = await room.execute<{ feedbackStatistics: { key: string }[] }>(
      '{ feedbackStatistics(filter: { assistantId: "asst_1" }, groupBy: SIGNAL) { key count helpful unhelpful corrections } }',
      {},
      ANALYST,
    );
    expect(Object.fromEntries(data.feedbackStatistics.map(({ key, ...counts }) => [key, counts]))).toEqual({
      REPHRASE_AFTER_FALLBACK: one(0, 1, 0),
      REPHRASE_AFTER_ANSWER: one(0, 1, 0),
      ABANDONED_AFTER_FALLBACK: one(0, 1, 0),
      HUMAN_REQUESTED: one(0, 1, 0),
      DISAMBIGUATION_CHOICE: one(0, 0, 1),
      ANSWER_COPIED: one(1, 0, 0),
    });
  });

  it('makes no label before a person has reviewed it, but for a choice among options', async () => {
    expect(await room.room.labelsFor('asst_1', { seedIntentOf: () => undefined })).toMatchObject([
      { intent: 'student_card', weight: 0.5, feedbackIds: [expect.any(String)] },
    ]);
  });
});

describe('what a feedback weighs as a label', () => {
  it.each([
    ['a correction', { verdict: 'CORRECTION', correctedIntent: 'grades' }, 1],
    ['a confirmation', { verdict: 'HELPFUL' }, 0.2],
    ['a complaint', { verdict: 'UNHELPFUL' }, 0],
    ['the right answer in words', { verdict: 'CORRECTION', correctedAnswer: 'At the desk.' }, 0],
  ])('is told: of %s', async (_, input, weight) => {
    const { feedback } = await room.submit({ turnId: room.turn().turnId, ...input });
    expect(await weightOf(feedback?.id)).toBe(weight);
    await room.review({ feedbackId: feedback?.id, decision: 'RELABEL', intent: 'grades' });
    expect(await weightOf(feedback?.id)).toBe(2);
  });

  it.each(Object.values(Signal))('is told of %s as the table has it', async (signal) => {
    const [feedback] = await room.history({ signals: [signal] });
    expect(await weightOf(feedback?.id)).toBe(LABEL_WEIGHTS[signal]);
  });

  it('is nothing for the right answer in words, which waits for a person who says which intent it was', async () => {
    const { turnId } = room.turn({ conversationId: 'conv_words', utterance: 'where is the lost property office' });
    const answer = { verdict: 'CORRECTION', correctedAnswer: 'Block A, ground floor.' };
    const { feedback } = await room.submit({ turnId, ...answer }, userOf('conv_words'));
    await room.settle();
    const taught = async () =>
      (await room.room.labelsFor('asst_1', { seedIntentOf: () => undefined })).find(({ feedbackIds }) =>
        feedbackIds.includes(feedback?.id ?? ''),
      );
    const waiting = await room.history({ verdicts: ['CORRECTION'], statuses: ['RECORDED'], text: 'ground floor' });
    expect(waiting).toMatchObject([
      { id: feedback?.id, correctedAnswer: 'Block A, ground floor.', correctedIntent: null },
    ]);
    expect(await taught()).toBeUndefined();
    await room.review({ feedbackId: feedback?.id, decision: 'ACCEPT' });
    expect(await taught()).toBeUndefined();
    await room.review({ feedbackId: feedback?.id, decision: 'RELABEL', intent: 'library' });
    expect(await taught()).toMatchObject({ intent: 'library', weight: 2 });
  });
});
