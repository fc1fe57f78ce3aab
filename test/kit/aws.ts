import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createObjectStore, type ObjectStore } from '../../platform/objects/index.ts';
import { createQueue, type MessageQueue } from '../../platform/queue/index.ts';

/** A FIFO queue, with its dead-letter queue, that no other suite uses. */
export function createTestQueue(): Promise<MessageQueue> {
  return createQueue({ connection: inject('aws'), name: `test-${unique()}.fifo`, createQueues: true });
}

/** An empty bucket that no other suite uses. */
export function createTestBucket(): Promise<ObjectStore> {
  return createObjectStore({ connection: inject('aws'), bucket: `test-${unique()}`, createBucket: true });
}

function unique(): string {
  return randomBytes(6).toString('hex');
}
