import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type AwsConnection, clientConfig } from '../aws/index.ts';
import type { Lifecycle } from '../lifecycle/index.ts';

/** A bucket. Keys are `/`-separated texts; bodies are whole byte arrays, tens of megabytes at most. */
export interface ObjectStore {
  /** @throws ObjectExists with `ifAbsent` where there is one under the key; nothing is changed then. */
  put(key: string, body: Uint8Array | string, options?: { contentType?: string; ifAbsent?: boolean }): Promise<void>;
  /** @throws ObjectMissing */
  get(key: string): Promise<Uint8Array>;
  exists(key: string): Promise<boolean>;
  /** All keys under the prefix, in byte order. */
  list(prefix: string): Promise<string[]>;
  delete(key: string): Promise<void>;
  /** `s3://bucket/key` */
  uri(key: string): string;
  /** The key behind one of this store's URIs. */
  keyOf(uri: string): string;
}

export class ObjectExists extends Error {
  constructor(key: string) {
    super(`There is an object ${key} already.`);
    this.name = 'ObjectExists';
  }
}
export class ObjectMissing extends Error {
  constructor(key: string) {
    super(`There is no object ${key}.`);
    this.name = 'ObjectMissing';
  }
}

interface Condition {
  IfNoneMatch?: '*';
}

// The emulator takes 11 MiB a request, S3 wants 5 MiB a part.
const PART_BYTES = 8 * 1024 * 1024;

/** Opens the bucket; with `createBucket` (the embedded store) makes it where it is missing. */
export async function createObjectStore({
  connection,
  bucket,
  createBucket = false,
  lifecycle,
}: {
  connection: AwsConnection;
  bucket: string;
  createBucket?: boolean;
  lifecycle?: Lifecycle;
}): Promise<ObjectStore> {
  const s3 = new S3Client({ ...clientConfig(connection), forcePathStyle: connection.endpoint !== undefined });
  lifecycle?.onStop('object store', () => s3.destroy());
  if (createBucket) await ensureBucket(s3, bucket);

  async function putParts(key: string, body: Uint8Array, contentType: string, condition: Condition): Promise<void> {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType: contentType }),
    );
    try {
      const parts: { PartNumber: number; ETag: string | undefined }[] = [];
      for (let start = 0; start < body.length; start += PART_BYTES) {
        const PartNumber = parts.length + 1;
        const { ETag } = await s3.send(
          new UploadPartCommand({
            Bucket: bucket,
            Key: key,
            UploadId,
            PartNumber,
            Body: body.subarray(start, start + PART_BYTES),
          }),
        );
        parts.push({ PartNumber, ETag });
      }
      await s3.send(
        new CompleteMultipartUploadCommand({
          Bucket: bucket,
          Key: key,
          UploadId,
          MultipartUpload: { Parts: parts },
          ...condition,
        }),
      );
    } catch (error) {
      await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId })).catch(() => undefined);
      throw error;
    }
  }

  const store: ObjectStore = {
    async put(key, body, { contentType = 'application/octet-stream', ifAbsent = false } = {}) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const condition: Condition = ifAbsent ? { IfNoneMatch: '*' } : {};
      try {
        if (bytes.length > PART_BYTES) return await putParts(key, bytes, contentType, condition);
        await s3.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType, ...condition }),
        );
      } catch (error) {
        if (statusOf(error) === 412) throw new ObjectExists(key);
        throw error;
      }
    },
    async get(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (!Body) throw new ObjectMissing(key);
        return await Body.transformToByteArray();
      } catch (error) {
        if (statusOf(error) === 404) throw new ObjectMissing(key);
        throw error;
      }
    },
    async exists(key) {
      try {
        await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    },
    async list(prefix) {
      const keys: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(ContinuationToken && { ContinuationToken }) }),
        );
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
      return keys.toSorted();
    },
    async delete(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    uri: (key) => `s3://${bucket}/${key}`,
    keyOf(uri) {
      const prefix = `s3://${bucket}/`;
      if (!uri.startsWith(prefix)) throw new Error(`${uri} is not in the bucket ${bucket}`);
      return uri.slice(prefix.length);
    },
  };
  return store;
}

async function ensureBucket(s3: S3Client, bucket: string): Promise<void> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    await s3.send(new CreateBucketCommand({ Bucket: bucket })).catch((createError: unknown) => {
      // Another process was faster.
      if (statusOf(createError) !== 409) throw createError;
    });
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
