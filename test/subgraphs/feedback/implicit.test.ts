import { describe, expect, it } from 'vitest';
import { implicitFeedback, isRephrase } from '../../../subgraphs/feedback/implicit.ts';
import { readMessage, readTurnFacts, type TurnObserved } from '../../../subgraphs/feedback/messages.ts';
import { turnObserved } from './observed-turn.ts';

function step({ before, after }: { before: Record<string, unknown>; after: Record<string, unknown> }) {
  const previous = readTurnFacts(turnObserved({ turnId: 'turn_1', index: 0, ...before }));
  return implicitFeedback(
    readMessage(turnObserved({ turnId: 'turn_2', index: 1, ...after })) as TurnObserved,
    previous,
  );
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

  it('says nothing about the same wish in other words after an answer', () => {
    expect(
      step({ before: { utterance: 'reset password', replyKind: 'ANSWER' }, after: { utterance: 'reset my password' } }),
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
        after: { utterance: 'Talk to a person', chosenIntent: 'human_handoff' },
      }),
    ).toBeNull();
  });
});
