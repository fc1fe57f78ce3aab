import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A FIFO queue to find or make, with the dead-letter queue behind it. */
export interface WantedQueue {
  /** Ends in `.fifo`; the dead-letter queue is named `<name>-dead.fifo`. Used where no URL is given. */
  name: string;
  queueUrl?: string | undefined;
  deadLetterQueueUrl?: string | undefined;
  /** Makes the queues where they are missing. */
  createQueues?: boolean;
  /** How long a received message stays with its consumer without a sign of life; also how late the messages of a consumer that died come again. */
  visibilityTimeoutSeconds?: number;
}

/** Where the queues are. */
export interface QueueUrls {
  url: string;
  deadLetterUrl: string | undefined;
  /** Attempts before a message is a dead letter; undefined where the queue has no redrive policy. */
  maxReceiveCount: number | undefined;
}

const MAX_RECEIVE_COUNT = 5;
const FOURTEEN_DAYS_S = '1209600';

/** Finds or makes the queues. Rejects where there is no such queue and none may be made. */
export async function urlsOf(
  sqs: SQSClient,
  {
    name,
    queueUrl,
    deadLetterQueueUrl,
    createQueues = false,
    visibilityTimeoutSeconds,
  }: WantedQueue & { visibilityTimeoutSeconds: number },
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
