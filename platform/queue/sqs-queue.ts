import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type AwsConnection, clientConfig } from '../aws/index.ts';
import type { Lifecycle } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type {
  ConsumeOptions,
  Consumption,
  MessageQueue,
  OutgoingMessage,
  QueueDepth,
  SendOutcome,
} from './message-queue.ts';
import { queueMessage } from './sqs-message.ts';
import { SqsConsumption } from './sqs-consumption.ts';
import { refusalOf, requestRefusalOf } from './sqs-refusal.ts';
import { type QueueUrls, urlsOf, type WantedQueue } from './sqs-queue-urls.ts';

export interface QueueOptions extends WantedQueue {
  connection: AwsConnection;
  lifecycle?: Lifecycle;
  log?: Logger;
}

const BATCH_MESSAGES = 10;
// The limit of a request is 1 MiB today and was 256 KiB for most of its life and is for most emulators.
const BATCH_BYTES = 250 * 1024;

/** Opens a queue of Amazon SQS, or of what stands at the connection's endpoint. */
export async function createQueue(options: QueueOptions): Promise<MessageQueue> {
  const { connection, lifecycle, log, visibilityTimeoutSeconds = 30 } = options;
  const sqs = new SQSClient({
    ...clientConfig(connection),
    // With an endpoint of its own, the host in the queue's URL may be a name that only the emulator knows.
    useQueueUrlAsEndpoint: connection.endpoint === undefined,
  });
  lifecycle?.onStop('queue', () => sqs.destroy());
  return new SqsQueue(sqs, await urlsOf(sqs, { ...options, visibilityTimeoutSeconds }), visibilityTimeoutSeconds, log);
}

class SqsQueue implements MessageQueue {
  readonly #sqs: SQSClient;
  readonly #urls: QueueUrls;
  readonly #visibilityTimeoutS: number;
  readonly #log: Logger | undefined;

  constructor(sqs: SQSClient, urls: QueueUrls, visibilityTimeoutS: number, log: Logger | undefined) {
    this.#sqs = sqs;
    this.#urls = urls;
    this.#visibilityTimeoutS = visibilityTimeoutS;
    this.#log = log;
  }

  get url(): string {
    return this.#urls.url;
  }

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<SendOutcome> {
    let sent = 0;
    for (const size of requestSizes(messages)) {
      const outcome = await this.#sendRequest(messages.slice(sent, sent + size)).catch((error: unknown) => {
        // What got through before is not to be sent again for what came after.
        if (sent === 0) throw error;
        this.#log?.warn({ err: error, sent }, 'the queue took a part of the messages');
        return { sent: 0, failure: { code: codeOf(error), isMessageAtFault: false } };
      });
      sent += outcome.sent;
      if (outcome.failure) return { sent, failure: outcome.failure };
    }
    return { sent };
  }

  async #sendRequest(messages: readonly OutgoingMessage[]): Promise<SendOutcome> {
    try {
      return await this.#send(messages);
    } catch (error) {
      const failure = requestRefusalOf(error);
      if (!failure) throw error;
      // Refused as a whole, which says nothing of its messages: each is sent alone, and the one at fault shows.
      if (messages.length > 1) return this.#sendSingly(messages);
      if (!failure.isMessageAtFault) throw error;
      this.#log?.warn({ err: error }, 'the queue refused a message');
      return { sent: 0, failure };
    }
  }

  async #sendSingly(messages: readonly OutgoingMessage[]): Promise<SendOutcome> {
    for (const [i, message] of messages.entries()) {
      const { failure } = await this.#sendRequest([message]);
      if (failure) return { sent: i, failure };
    }
    return { sent: messages.length };
  }

  async #send(messages: readonly OutgoingMessage[]): Promise<SendOutcome> {
    const { Failed = [] } = await this.#sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: this.url,
        Entries: messages.map(({ body, groupId, deduplicationId }, i) => ({
          Id: String(i),
          MessageBody: body,
          MessageGroupId: groupId,
          MessageDeduplicationId: deduplicationId,
        })),
      }),
    );
    const [first] = Failed.toSorted((a, b) => Number(a.Id) - Number(b.Id));
    if (!first) return { sent: messages.length };
    this.#log?.warn({ failed: Failed.map(({ Code, Message }) => ({ Code, Message })) }, 'the queue refused messages');
    return { sent: Number(first.Id), failure: refusalOf(first.Code) };
  }

  consume(options: ConsumeOptions): Consumption {
    return new SqsConsumption({
      sqs: this.#sqs,
      urls: this.#urls,
      visibilityTimeoutS: this.#visibilityTimeoutS,
      log: this.#log,
      ...options,
    });
  }

  async redrive({ limit = Infinity }: { limit?: number } = {}): Promise<number> {
    const { deadLetterUrl: QueueUrl } = this.#urls;
    if (!QueueUrl) throw new Error('there is no dead-letter queue; set MALHA_DLQ_URL');
    let moved = 0;
    while (moved < limit) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(BATCH_MESSAGES, limit - moved),
          MessageSystemAttributeNames: ['All'],
          VisibilityTimeout: this.#visibilityTimeoutS,
        }),
      );
      if (Messages.length === 0) break;
      const letters = Messages.map((message) => queueMessage(message));
      // A new id: under its own, the queue would still drop what died less than five minutes after it was sent.
      const { sent, failure } = await this.sendBatch(
        letters.map(({ id, groupId, body }) => ({ groupId, body, deduplicationId: `redrive-${id}` })),
      );
      const Entries = Messages.slice(0, sent).map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      if (sent > 0) await this.#sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      moved += sent;
      if (failure) break;
    }
    return moved;
  }

  async depth(): Promise<QueueDepth> {
    const { deadLetterUrl } = this.#urls;
    const [queue, dead] = await Promise.all([
      countsOf(this.#sqs, this.url),
      deadLetterUrl ? countsOf(this.#sqs, deadLetterUrl) : { waiting: 0, inFlight: 0 },
    ]);
    return { ...queue, deadLetters: dead.waiting + dead.inFlight };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** How many messages go into each request, in order. */
function requestSizes(messages: readonly OutgoingMessage[]): number[] {
  const sizes: number[] = [];
  let bytes = Infinity;
  for (const { body } of messages) {
    const own = Buffer.byteLength(body);
    const last = sizes.length - 1;
    if (bytes + own > BATCH_BYTES || sizes[last] === BATCH_MESSAGES) {
      sizes.push(1);
      bytes = own;
    } else {
      sizes[last] = (sizes[last] ?? 0) + 1;
      bytes += own;
    }
  }
  return sizes;
}

async function countsOf(sqs: SQSClient, url: string): Promise<{ waiting: number; inFlight: number }> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
    inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  };
}
