import { describe, expect, it } from 'vitest';
import { UnreadableMessage } from '../../../subgraphs/feedback/errors.ts';
import { deduplicationIdOf, readMessage } from '../../../subgraphs/feedback/messages.ts';
import { turnObserved } from './observed-turn.ts';

describe('messages', () => {
  it('are read with no more of a turn than feedback needs', () => {
    const message = readMessage(turnObserved());
    expect(message).toMatchObject({ kind: 'TurnObserved', tags: ['library'], at: new Date('2026-11-22T10:00:00Z') });
    expect(message).not.toHaveProperty('latencyMs');
  });

  it.each([
    ['of a later version', turnObserved({ version: 2 })],
    ['of a kind that nobody sends', { kind: 'TurnForgotten', version: 1 }],
    ['without what it is about', turnObserved({ turnId: undefined })],
    ['that are no objects', 'hello'],
    ['that are nothing', null],
  ])('%s are refused, for the dead-letter queue', (_, body) => {
    expect(() => readMessage(body)).toThrow(UnreadableMessage);
  });

  it('of one feedback differ in their deduplication ids, so that SQS keeps a quick retraction', () => {
    expect(deduplicationIdOf({ feedbackId: 'feedback_1', sequence: 1 })).not.toBe(
      deduplicationIdOf({ feedbackId: 'feedback_1', sequence: 2 }),
    );
  });
});
