export type {
  ConsumeOptions,
  Consumption,
  MessageQueue,
  OutgoingMessage,
  QueueDepth,
  QueueMessage,
} from './message-queue.ts';
export { createOutbox, createOutboxTable, type Outbox, type OutboxMessage } from './outbox.ts';
export { createRelay, type Relay, type RelayOptions } from './relay.ts';
export { createQueue, type QueueOptions } from './sqs-queue.ts';
