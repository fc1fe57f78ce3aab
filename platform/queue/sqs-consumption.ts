import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer } from 'sqs-consumer';
import type { Logger } from '../log/index.ts';
import { workOff } from './batch.ts';
import type { ConsumeOptions, Consumption, QueueMessage } from './message-queue.ts';
import { queueMessage } from './sqs-message.ts';
import type { QueueUrls } from './sqs-queue-urls.ts';

interface Settings extends ConsumeOptions {
  sqs: SQSClient;
  urls: QueueUrls;
  visibilityTimeoutS: number;
  log: Logger | undefined;
}

const LONG_POLL_S = 5;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/** Several consumers of one queue, each with one batch at a time; SQS keeps a group with whoever has its first message. */
export class SqsConsumption implements Consumption {
  readonly #settings: Settings;
  readonly #consumers: Consumer[];
  readonly #stopping = new AbortController();
  #stopped: Promise<void> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#consumers = Array.from({ length: settings.instances ?? 2 }, () => this.#createConsumer());
    for (const consumer of this.#consumers) consumer.start();
    if (settings.signal?.aborted) void this.stop();
    settings.signal?.addEventListener('abort', () => void this.stop(), { once: true });
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    for (const consumer of this.#consumers) consumer.stop();
    // Its own `stopped` event looks once a second.
    while (this.#consumers.some(({ status }) => status.isPolling)) await sleep(10);
  }

  #createConsumer(): Consumer {
    const { sqs, urls, visibilityTimeoutS, log } = this.#settings;
    let failures = 0;
    const consumer = Consumer.create({
      queueUrl: urls.url,
      sqs: this.#stoppable(sqs),
      batchSize: 10,
      messageSystemAttributeNames: ['ApproximateReceiveCount', 'MessageGroupId', 'MessageDeduplicationId'],
      waitTimeSeconds: LONG_POLL_S,
      visibilityTimeout: visibilityTimeoutS,
      heartbeatInterval: Math.floor(visibilityTimeoutS / 3),
      suppressFifoWarning: true,
      // It polls again at once whatever happened: a queue that is down would be asked thousands of times a second.
      preReceiveMessageCallback: () => this.#backOff(failures),
      postReceiveMessageCallback: () => {
        failures = 0;
        return Promise.resolve();
      },
      handleMessageBatch: (messages) => this.#handle(messages),
    });
    consumer.on('error', (error) => {
      if (this.#stopping.signal.aborted) return;
      failures++;
      log?.warn({ err: error, failures }, 'the queue does not answer');
    });
    return consumer;
  }

  /** Waiting for messages ends when we stop; what is in work is finished and acknowledged. */
  #stoppable(sqs: SQSClient): SQSClient {
    const { signal } = this.#stopping;
    const send = (command: ReceiveMessageCommand, options?: { abortSignal?: AbortSignal }) => {
      if (!(command instanceof ReceiveMessageCommand)) return sqs.send(command, options);
      return sqs.send(command, {
        abortSignal: options?.abortSignal ? AbortSignal.any([signal, options.abortSignal]) : signal,
      });
    };
    return Object.assign(Object.create(sqs) as SQSClient, { send });
  }

  async #backOff(failures: number): Promise<void> {
    if (failures === 0) return;
    const ms = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS);
    await sleep(ms, undefined, { signal: this.#stopping.signal });
  }

  async #handle(received: Message[]): Promise<Message[]> {
    const { handleBatch, log } = this.#settings;
    const messages = received.map((message) => queueMessage(message));
    const receipts = new Map(received.map((message) => [message.MessageId, message]));
    const { done, failed, heldBack } = await workOff(messages, {
      handleBatch,
      bury: (message, error) => this.#bury(message, error),
      onError: (error, tried) => log?.warn({ err: error, messages: tried.length }, 'messages were not worked off'),
    });
    await this.#releaseLater(failed, heldBack, receipts);
    return done.flatMap(({ id }) => receipts.get(id) ?? []);
  }

  /**
   * Moves a message that failed for the last time to the dead-letter queue ourselves: SQS would do so at the next receive,
   * but by then the successors it held back have used up their attempts as well and would follow it there.
   */
  async #bury(message: QueueMessage, error: unknown): Promise<boolean> {
    const { sqs, urls, log } = this.#settings;
    // A stop says nothing of a message.
    if (this.#stopping.signal.aborted) return false;
    if (!urls.deadLetterUrl || urls.maxReceiveCount === undefined || message.receiveCount < urls.maxReceiveCount)
      return false;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: urls.deadLetterUrl,
        MessageBody: message.body,
        MessageGroupId: message.groupId,
        MessageDeduplicationId: message.id,
      }),
    );
    log?.error(
      { err: error, messageId: message.id, receiveCount: message.receiveCount },
      'message became a dead letter',
    );
    return true;
  }

  async #releaseLater(
    failed: QueueMessage[],
    heldBack: QueueMessage[],
    receipts: Map<string | undefined, Message>,
  ): Promise<void> {
    if (failed.length === 0) return;
    const { sqs, urls, retryDelaySeconds = doubling, log } = this.#settings;
    const delays = new Map(failed.map(({ groupId, receiveCount }) => [groupId, retryDelaySeconds(receiveCount)]));
    try {
      await sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: urls.url,
          Entries: [...failed, ...heldBack].map(({ id, groupId }, i) => ({
            Id: String(i),
            ReceiptHandle: receipts.get(id)?.ReceiptHandle,
            VisibilityTimeout: delays.get(groupId) ?? 0,
          })),
        }),
      );
    } catch (error) {
      // They come back by themselves when their visibility timeout is over.
      log?.warn({ err: error }, 'messages could not be released');
    }
  }
}

function doubling(receiveCount: number): number {
  return Math.min(2 ** (receiveCount - 1), 30);
}
