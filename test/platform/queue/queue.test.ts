import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Consumption, MessageQueue, QueueMessage } from '../../../platform/queue/index.ts';
import { createTestQueue } from '../../kit/aws.ts';

let queue: MessageQueue;
let consumption: Consumption | undefined;
beforeEach(async () => {
  queue = await createTestQueue();
});
afterEach(() => consumption?.stop());

function outgoing(groupId: string, n: number, body = `${groupId}${n}`) {
  return { groupId, deduplicationId: `${groupId}-${n}`, body };
}

function consume(handle: (message: QueueMessage) => void): void {
  consumption = queue.consume({
    instances: 2,
    retryDelaySeconds: () => 0,
    handleBatch: (messages) => {
      for (const message of messages) handle(message);
      return Promise.resolve(messages.map(({ id }) => id));
    },
  });
}

describe('a queue', () => {
  it('hands out each group in the order it was sent', async () => {
    const sent = ['a', 'b', 'c'].flatMap((group) => Array.from({ length: 12 }, (_, n) => outgoing(group, n)));
    expect(await queue.sendBatch(sent)).toEqual({ sent: 36 });
    const received: Record<string, string[]> = { a: [], b: [], c: [] };
    consume(({ groupId, body }) => received[groupId]?.push(body));
    await expect.poll(() => Object.values(received).flat().length, { timeout: 10_000 }).toBe(36);
    for (const group of ['a', 'b', 'c'])
      expect(received[group]).toEqual(Array.from({ length: 12 }, (_, n) => `${group}${n}`));
  });

  it('splits what is larger than one request', async () => {
    const large = 'x'.repeat(100 * 1024);
    expect(await queue.sendBatch([0, 1, 2, 3, 4].map((n) => outgoing('a', n, `${n}${large}`)))).toEqual({ sent: 5 });
    expect((await queue.depth()).waiting).toBe(5);
  });

  it('says of a message that is longer than any request that it is to blame, and sends those before it', async () => {
    const tooLong = outgoing('a', 2, 'x'.repeat(1024 * 1024 + 1));
    const failure = { code: 'BatchRequestTooLong', isMessageAtFault: true };
    expect(await queue.sendBatch([outgoing('a', 1), tooLong, outgoing('a', 3)])).toEqual({ sent: 1, failure });
    expect((await queue.depth()).waiting).toBe(1);
    expect(await queue.sendBatch([outgoing('a', 3)])).toEqual({ sent: 1 });
  });

  it('says so of one with a character that no queue takes', async () => {
    const failure = { code: 'InvalidMessageContents', isMessageAtFault: true };
    const sent = [outgoing('a', 1), outgoing('a', 2, 'a bell: \u0007')];
    expect(await queue.sendBatch(sent)).toEqual({ sent: 1, failure });
  });

  it('drops a message whose deduplication id it knows', async () => {
    await queue.sendBatch([outgoing('a', 1)]);
    await queue.sendBatch([outgoing('a', 1)]);
    expect(await queue.depth()).toEqual({ waiting: 1, inFlight: 0, deadLetters: 0 });
  });

  it('puts a message that fails five times away, lets its successors go on, and redrives it', async () => {
    await queue.sendBatch([outgoing('a', 1, 'bad'), outgoing('a', 2, 'good')]);
    const attempts: number[] = [];
    const done: string[] = [];
    let isMended = false;
    consume(({ body, receiveCount }) => {
      if (body === 'bad' && !isMended) {
        attempts.push(receiveCount);
        throw new Error('cannot be read');
      }
      done.push(body);
    });
    await expect.poll(() => done, { timeout: 20_000 }).toEqual(['good']);
    expect(Math.max(...attempts)).toBe(5);
    await expect.poll(() => queue.depth()).toEqual({ waiting: 0, inFlight: 0, deadLetters: 1 });
    isMended = true;
    expect(await queue.redrive()).toBe(1);
    await expect.poll(() => done, { timeout: 10_000 }).toEqual(['good', 'bad']);
    await expect.poll(() => queue.depth()).toEqual({ waiting: 0, inFlight: 0, deadLetters: 0 });
  });

  it('finishes and acknowledges what is in work when it stops', async () => {
    await queue.sendBatch([outgoing('a', 1)]);
    const begun = Promise.withResolvers<void>();
    const work = Promise.withResolvers<void>();
    consumption = queue.consume({
      async handleBatch(messages) {
        begun.resolve();
        await work.promise;
        return messages.map(({ id }) => id);
      },
    });
    await begun.promise;
    const stopped = consumption.stop();
    work.resolve();
    await stopped;
    expect(await queue.depth()).toEqual({ waiting: 0, inFlight: 0, deadLetters: 0 });
  });
});
