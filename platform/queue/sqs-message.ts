import type { Message } from '@aws-sdk/client-sqs';
import type { QueueMessage } from './message-queue.ts';

export interface QueueUrls {
  url: string;
  deadLetterUrl: string | undefined;
  /** Attempts before a message is a dead letter; undefined where the queue has no redrive policy. */
  maxReceiveCount: number | undefined;
}

export function queueMessage({ MessageId = '', Body = '', Attributes = {} }: Message): QueueMessage {
  return {
    id: MessageId,
    body: Body,
    groupId: Attributes.MessageGroupId ?? '',
    deduplicationId: Attributes.MessageDeduplicationId ?? '',
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
  };
}
