import { describe, expect, it } from 'vitest';
import { implicitFeedback, isRephrase, mayTell } from '../../../subgraphs/feedback/implicit.ts';
import { readMessage, readObservedFacts, type TurnObserved } from '../../../subgraphs/feedback/messages.ts';
import { turnObserved } from './observed-turn.ts';

function step({ before, after }: { before: Record<string, unknown>; after: Record<string, unknown> }) {
  const previous = readObservedFacts(turnObserved({ turnId: 'turn_1', index: 0, ...before }));
  const { turnId, utterance, replyKind } = previous;
  const turn = readMessage(
    turnObserved({ turnId: 'turn_2', index: 1, previous: { turnId, utterance, replyKind }, ...after }),
  ) as TurnObserved;
  const feedback = implicitFeedback(turn, previous);
  // What does not look as if it told something is never read.
  expect(feedback === null || mayTell(turn)).toBe(true);
  return feedback;
}

describe('implicit feedback', () => {
  it.each([
    ['how do I renew a library book', 'how can I renew my book from the library'],
    ['quero trancar minha matrícula', 'como faço para trancar a matricula?'],
    ['reset password', 'I need to reset my password please'],
    ['Where is my grade', 'where is my grade???'],
  ])('takes "%s" and then "%s" after a fallback as not helped', (utterance, again) => {
    expect(step({ before: { utterance, replyKind: 'FALLBACK' }, after: { utterance: again } })).toEqual({
      signal: 'REPHRASE_AFTER_FALLBACK',
      verdict: 'UNHELPFUL',
      correctedIntent: null,
    });
  });

  it.each([
    ['thanks', 'how do I renew a library book'],
    ['como pago a mensalidade', 'qual o horário da biblioteca'],
    ['🤔', '🙂'],
    ['', '   '],
  ])('does not take "%s" and then "%s" for the same wish', (utterance, other) => {
    expect(isRephrase(utterance, other)).toBe(false);
  });

  it('takes the very same text again for a second press of the button', () => {
    expect(isRephrase('where is my grade', 'where is my grade ')).toBe(false);
  });

  it.each(['ANSWER', 'KNOWLEDGE'])(
    'takes the same wish in other words soon after a reply of %s as not helped',
    (kind) => {
      const before = { utterance: 'reset password', replyKind: kind, at: '2026-11-22T10:00:00.000Z' };
      const again = (at: string) => step({ before, after: { utterance: 'reset my password', at } });
      expect(again('2026-11-22T10:05:00.000Z')).toEqual({
        signal: 'REPHRASE_AFTER_ANSWER',
        verdict: 'UNHELPFUL',
        correctedIntent: null,
      });
      expect(again('2026-11-22T10:05:00.001Z')).toBeNull();
    },
  );

  it('says nothing about something else after an answer, or about a rephrase in place of a choice', () => {
    const after = { utterance: 'reset my password' };
    expect(step({ before: { utterance: 'when is lunch', replyKind: 'ANSWER' }, after })).toBeNull();
    expect(step({ before: { utterance: 'reset password', replyKind: 'DISAMBIGUATION' }, after })).toBeNull();
  });

  it.each(['ANSWER', 'KNOWLEDGE', 'DISAMBIGUATION', 'FALLBACK'])(
    'takes a request for a person after a reply of %s as not helped by that',
    (replyKind) => {
      expect(step({ before: { replyKind }, after: { utterance: 'let me talk to somebody', isHandoff: true } })).toEqual(
        { signal: 'HUMAN_REQUESTED', verdict: 'UNHELPFUL', correctedIntent: null },
      );
    },
  );

  it('does not take a second request for a person as a reproach to the answer that told how to reach one', () => {
    expect(
      step({
        before: { utterance: 'a human please', isHandoff: true },
        after: { utterance: 'let me talk to somebody', isHandoff: true },
      }),
    ).toBeNull();
  });

  it('takes a choice against the prediction for a correction of the utterance before', () => {
    expect(
      step({
        before: { replyKind: 'DISAMBIGUATION', intent: 'library' },
        after: { utterance: 'Student card', chosenIntent: 'student_card' },
      }),
    ).toEqual({ signal: 'DISAMBIGUATION_CHOICE', verdict: 'CORRECTION', correctedIntent: 'student_card' });
  });

  it('takes a choice of what was predicted for a confirmation', () => {
    expect(
      step({ before: { replyKind: 'DISAMBIGUATION', intent: 'library' }, after: { chosenIntent: 'library' } }),
    ).toEqual({ signal: 'DISAMBIGUATION_CHOICE', verdict: 'HELPFUL', correctedIntent: 'library' });
  });

  it('does not take the way out of a fallback, to a person, for what the utterance before meant', () => {
    expect(
      step({
        before: { utterance: 'do you sell hats', replyKind: 'FALLBACK', intent: null },
        after: { utterance: 'Talk to a person', chosenIntent: 'human_handoff', isHandoff: true },
      }),
    ).toEqual({ signal: 'HUMAN_REQUESTED', verdict: 'UNHELPFUL', correctedIntent: null });
  });
});
