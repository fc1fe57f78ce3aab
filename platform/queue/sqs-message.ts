import type { Message } from '@aws-sdk/client-sqs';
import type { QueueMessage } from './message-queue.ts';

export function queueMessage({ MessageId = '', Body = '', Attributes = {} }: Message): QueueMessage {
  return {
    id: MessageId,
    body: Body,
    groupId: Attributes.MessageGroupId ?? '',
    deduplicationId: Attributes.MessageDeduplicationId ?? '',
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
  };
}
