import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type AwsConnection, clientConfig } from '../aws/index.ts';
import type { Lifecycle } from '../lifecycle/index.ts';
import type { Logger } from '../log/index.ts';
import type { ConsumeOptions, Consumption, MessageQueue, OutgoingMessage, QueueDepth } from './message-queue.ts';
import { queueMessage, type QueueUrls } from './sqs-message.ts';
import { SqsConsumption } from './sqs-consumption.ts';

export interface QueueOptions {
  connection: AwsConnection;
  /** Ends in `.fifo`; the dead-letter queue is named `<name>-dead.fifo`. Used where no URL is given. */
  name: string;
  queueUrl?: string | undefined;
  deadLetterQueueUrl?: string | undefined;
  /** Makes the queues where they are missing. */
  createQueues?: boolean;
  /** How long a received message stays with its consumer without a sign of life; also how late the messages of a consumer that died come again. */
  visibilityTimeoutSeconds?: number;
  lifecycle?: Lifecycle;
  log?: Logger;
}

const BATCH_MESSAGES = 10;
// The limit of a request is 1 MiB today and was 256 KiB for most of its life and is for most emulators.
const BATCH_BYTES = 250 * 1024;
const MAX_RECEIVE_COUNT = 5;
const FOURTEEN_DAYS_S = '1209600';

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

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<{ failed: number[] }> {
    let next = 0;
    for (const size of requestSizes(messages)) {
      const { Failed = [] } = await this.#sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: this.url,
          Entries: messages.slice(next, next + size).map(({ body, groupId, deduplicationId }, i) => ({
            Id: String(next + i),
            MessageBody: body,
            MessageGroupId: groupId,
            MessageDeduplicationId: deduplicationId,
          })),
        }),
      );
      next += size;
      if (Failed.length > 0) {
        this.#log?.warn(
          { failed: Failed.map(({ Code, Message }) => ({ Code, Message })) },
          'the queue refused messages',
        );
        return {
          failed: [...Failed.map(({ Id }) => Number(Id)), ...range(next, messages.length)].toSorted((a, b) => a - b),
        };
      }
    }
    return { failed: [] };
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

  async redrive(): Promise<number> {
    const { deadLetterUrl } = this.#urls;
    if (!deadLetterUrl) throw new Error('there is no dead-letter queue; set MALHA_DLQ_URL');
    let moved = 0;
    for (;;) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: deadLetterUrl,
          MaxNumberOfMessages: BATCH_MESSAGES,
          MessageSystemAttributeNames: ['All'],
          VisibilityTimeout: this.#visibilityTimeoutS,
        }),
      );
      if (Messages.length === 0) return moved;
      for (const message of Messages) {
        const { body, groupId, id } = queueMessage(message);
        // A new id: under its own, the queue would still drop what died less than five minutes after it was sent.
        await this.#sqs.send(
          new SendMessageCommand({
            QueueUrl: this.url,
            MessageBody: body,
            MessageGroupId: groupId,
            MessageDeduplicationId: `redrive-${id}`,
          }),
        );
        await this.#sqs.send(
          new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: message.ReceiptHandle }),
        );
        moved++;
      }
    }
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

async function urlsOf(
  sqs: SQSClient,
  { name, queueUrl, deadLetterQueueUrl, createQueues = false, visibilityTimeoutSeconds }: QueueOptions,
): Promise<QueueUrls> {
  const fifo = { FifoQueue: 'true', MessageRetentionPeriod: FOURTEEN_DAYS_S };
  const deadName = name.replace(/\.fifo$/, '-dead.fifo');
  const deadLetterUrl = deadLetterQueueUrl ?? (createQueues ? await ensureQueue(sqs, deadName, fifo) : undefined);
  if (queueUrl) return { url: queueUrl, deadLetterUrl, maxReceiveCount: await maxReceiveCountOf(sqs, queueUrl) };
  const attributes = {
    ...fifo,
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    ...(deadLetterUrl && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: await arnOf(sqs, deadLetterUrl),
        maxReceiveCount: MAX_RECEIVE_COUNT,
      }),
    }),
  };
  const url = createQueues ? await ensureQueue(sqs, name, attributes) : await findQueue(sqs, name);
  if (!url) throw new Error(`there is no queue named ${name}; set MALHA_QUEUE_URL`);
  return { url, deadLetterUrl, maxReceiveCount: await maxReceiveCountOf(sqs, url) };
}

async function ensureQueue(sqs: SQSClient, name: string, attributes: Record<string, string>): Promise<string> {
  // Looked for first: creating again with other attributes than it has by now is an error.
  const known = await findQueue(sqs, name);
  if (known) return known;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl;
}

async function findQueue(sqs: SQSClient, name: string): Promise<string | undefined> {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}

async function arnOf(sqs: SQSClient, url: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
  return Attributes?.['QueueArn'];
}

async function maxReceiveCountOf(sqs: SQSClient, url: string): Promise<number | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = Attributes?.['RedrivePolicy'];
  return policy ? Number((JSON.parse(policy) as { maxReceiveCount: number | string }).maxReceiveCount) : undefined;
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

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
