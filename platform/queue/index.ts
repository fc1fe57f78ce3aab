export { createDelivery, type Delivery, type OutboxDepth } from './delivery.ts';
export type {
  ConsumeOptions,
  Consumption,
  MessageQueue,
  OutgoingMessage,
  QueueDepth,
  QueueMessage,
  SendFailure,
  SendOutcome,
} from './message-queue.ts';
export { addOutboxRefusals, createOutbox, createOutboxTable, type Outbox, type OutboxMessage } from './outbox.ts';
export { createRelay, type RelayOptions } from './relay.ts';
export { createQueue, type QueueOptions } from './sqs-queue.ts';
