import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** Where SQS and S3 are. Without credentials the AWS SDK finds its own: environment, profile, instance role. */
export interface AwsConnection {
  region: string;
  endpoint?: string | undefined;
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** What both SDK clients are made with. An endpoint is always explicit: the queue's own URL is not one a client should follow. */
export function clientConfig({ region, endpoint, credentials }: AwsConnection) {
  return {
    region,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: 3,
    // Longer than the longest long poll; without it a connection that went silent is waited for for ever.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 30_000 },
    // For all but the contents of objects. The SDK's own pipes each answer into a stream: some kilobytes of each are then left to the
    // collection of the whole heap.
    streamCollector: async (stream: Readable) => new Uint8Array(await buffer(stream)),
  };
}
