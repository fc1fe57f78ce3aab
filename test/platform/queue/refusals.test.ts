import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createQueue, type MessageQueue } from '../../../platform/queue/index.ts';

interface Entry {
  Id: string;
  MessageBody: string;
}
type Refusal = { status: number; code: string } | { failed: { Code: string; SenderFault: boolean } };

/** A door in front of the emulator that may refuse to send; everything else goes through. */
let refuse: (entries: readonly Entry[]) => Refusal | undefined;
let door: Server;
let queue: MessageQueue;
let requests: number;

beforeAll(async () => {
  const aws = inject('aws');
  door = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const isSending = request.headers['x-amz-target'] === 'AmazonSQS.SendMessageBatch';
      const { Entries = [] } = isSending ? (JSON.parse(body) as { Entries?: Entry[] }) : {};
      if (isSending) requests++;
      const refusal = isSending ? refuse(Entries) : undefined;
      const json = { 'content-type': 'application/x-amz-json-1.0' };
      if (refusal && 'code' in refusal)
        return response
          .writeHead(refusal.status, { ...json, 'x-amzn-query-error': `AWS.SimpleQueueService.${refusal.code};Sender` })
          .end(JSON.stringify({ __type: `com.amazonaws.sqs#${refusal.code}`, message: 'refused' }));
      if (refusal) {
        const Failed = Entries.map(({ Id }) => ({ Id, ...refusal.failed }));
        return response.writeHead(200, json).end(JSON.stringify({ Successful: [], Failed }));
      }
      const answer = await fetch(`${aws.endpoint}${request.url}`, {
        method: 'POST',
        headers: Object.fromEntries(
          Object.entries(request.headers).filter(
            (header): header is [string, string] => header[0] !== 'host' && header[0] !== 'connection',
          ),
        ),
        body,
      });
      response.writeHead(answer.status, json).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as { port: number };
  const connection = { ...aws, endpoint: `http://127.0.0.1:${port}` };
  queue = await createQueue({ connection, name: `refusals-${port}.fifo`, createQueues: true });
});
afterAll(() => {
  door.closeAllConnections();
  door.close();
});
beforeEach(() => {
  requests = 0;
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const outgoing = (ids: readonly string[]) => ids.map((id) => ({ groupId: 'g', deduplicationId: id, body: `"${id}"` }));

describe('a request that the queue refuses', () => {
  it('is sent message by message where it is too long as a whole, and none is lost', async () => {
    refuse = (entries) => (entries.length > 1 ? { status: 400, code: 'BatchRequestTooLong' } : undefined);
    expect(await queue.sendBatch(outgoing(['s1', 's2', 's3']))).toEqual({ sent: 3 });
    expect(requests).toBe(4);
  });

  it('shows the message at fault, after those before it were sent', async () => {
    refuse = (entries) =>
      entries.some(({ MessageBody }) => MessageBody === '"bad"')
        ? { status: 400, code: 'InvalidParameterValue' }
        : undefined;
    expect(await queue.sendBatch(outgoing(['t1', 'bad', 't2']))).toEqual({
      sent: 1,
      failure: { code: 'InvalidParameterValue', isMessageAtFault: true },
    });
  });

  it.each(['RequestThrottled', 'KmsDisabled', 'KmsAccessDenied', 'QueueDoesNotExist', 'AccessDeniedException'])(
    'blames no message for %s',
    async (code) => {
      refuse = () => ({ status: 400, code });
      await expect(queue.sendBatch(outgoing(['u1', 'u2']))).rejects.toThrow('refused');
      refuse = () => ({ failed: { Code: code, SenderFault: true } });
      const { sent, failure } = await queue.sendBatch(outgoing(['u1', 'u2']));
      expect({ sent, isMessageAtFault: failure?.isMessageAtFault }).toEqual({ sent: 0, isMessageAtFault: false });
    },
  );

  it('does not make those sent before it be sent again', async () => {
    refuse = (entries) =>
      entries.some(({ MessageBody }) => MessageBody === '"v10"') ? { status: 403, code: 'KmsDisabled' } : undefined;
    const { sent, failure } = await queue.sendBatch(outgoing(Array.from({ length: 12 }, (_, n) => `v${n}`)));
    expect({ sent, isMessageAtFault: failure?.isMessageAtFault }).toEqual({ sent: 10, isMessageAtFault: false });
  });
});
