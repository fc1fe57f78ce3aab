import { describe, expect, it } from 'vitest';
import { workOff } from '../../../platform/queue/batch.ts';
import type { QueueMessage } from '../../../platform/queue/index.ts';

function message(id: string, { receiveCount = 1 } = {}): QueueMessage {
  return { id, groupId: id.slice(0, 1), deduplicationId: id, body: '{}', receiveCount };
}
const BATCH = ['a1', 'b1', 'a2', 'b2', 'a3'].map((id) => message(id));

function ids(messages: readonly QueueMessage[]): string[] {
  return messages.map(({ id }) => id);
}

describe('a batch with several messages of one group', () => {
  it('is given whole, and done when all of it is', async () => {
    const given: string[][] = [];
    const outcome = await workOff(BATCH, {
      handleBatch: (messages) => {
        given.push(ids(messages));
        return Promise.resolve(ids(messages));
      },
    });
    expect(given).toEqual([['a1', 'b1', 'a2', 'b2', 'a3']]);
    expect(ids(outcome.done)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('stops a group at its first failure and carries on with the others', async () => {
    const worked: string[] = [];
    const outcome = await workOff(BATCH, {
      handleBatch: (messages) => {
        if (messages.some(({ id }) => id === 'a2')) return Promise.reject(new Error('a2 is bad'));
        worked.push(...ids(messages));
        return Promise.resolve(ids(messages));
      },
    });
    expect(worked).toEqual(['a1', 'b1', 'b2']);
    expect(ids(outcome.done)).toEqual(['a1', 'b1', 'b2']);
    expect(ids(outcome.failed)).toEqual(['a2']);
    expect(ids(outcome.heldBack)).toEqual(['a3']);
  });

  it('does not take a success behind a failure of its group for done', async () => {
    const outcome = await workOff(BATCH, {
      handleBatch: (messages) => Promise.resolve(ids(messages).filter((id) => id !== 'a1')),
    });
    expect(ids(outcome.done)).toEqual(['b1', 'b2']);
    expect(ids(outcome.failed)).toEqual(['a1']);
    expect(ids(outcome.heldBack)).toEqual(['a2', 'a3']);
  });

  it('lets the successors of a buried message go on in the same batch', async () => {
    const buried: string[] = [];
    const outcome = await workOff(BATCH, {
      handleBatch: (messages) =>
        messages.some(({ id }) => id === 'a1') ? Promise.reject(new Error('bad')) : Promise.resolve(ids(messages)),
      bury: ({ id }) => {
        buried.push(id);
        return Promise.resolve(true);
      },
    });
    expect(buried).toEqual(['a1']);
    expect(ids(outcome.done)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
    expect(outcome.failed).toEqual([]);
  });

  it('tells of every attempt that throws', async () => {
    const errors: unknown[] = [];
    await workOff([message('a1')], {
      handleBatch: () => Promise.reject(new Error('down')),
      onError: (error) => errors.push(error),
    });
    expect(errors).toEqual([new Error('down')]);
  });
});
