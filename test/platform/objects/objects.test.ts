import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createObjectStore, ObjectExists, ObjectMissing, type ObjectStore } from '../../../platform/objects/index.ts';
import { createTestBucket } from '../../kit/aws.ts';

let objects: ObjectStore;
beforeAll(async () => {
  objects = await createTestBucket();
});

describe('an object store', () => {
  it('gives back the bytes it was given, under odd keys too', async () => {
    const bytes = randomBytes(1_000);
    await objects.put('a b/ç+é/1.bin', bytes);
    expect(Buffer.from(await objects.get('a b/ç+é/1.bin')).equals(bytes)).toBe(true);
    expect(objects.keyOf(objects.uri('a b/1.bin'))).toBe('a b/1.bin');
    expect(() => objects.keyOf('s3://other/1.bin')).toThrow('not in the bucket');
  });

  it('says what is missing', async () => {
    await expect(objects.get('nothing')).rejects.toThrow(ObjectMissing);
    expect(await objects.exists('nothing')).toBe(false);
  });

  it('keeps the first of many that are put at once if absent', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => objects.put('first', `writer ${n}`, { ifAbsent: true })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(Buffer.from(await objects.get('first')).toString()).toBe(`writer ${winner}`);
    await expect(objects.put('first', 'late', { ifAbsent: true })).rejects.toThrow(ObjectExists);
  });

  it('puts large bodies in parts, with the same condition', async () => {
    const large = randomBytes(20 * 1024 * 1024);
    await objects.put('large', large, { ifAbsent: true });
    expect(Buffer.from(await objects.get('large')).equals(large)).toBe(true);
    await expect(objects.put('large', large, { ifAbsent: true })).rejects.toThrow(ObjectExists);
    await objects.put('large', 'small now');
    expect(Buffer.from(await objects.get('large')).toString()).toBe('small now');
  });

  it('lists everything under a prefix in byte order, and forgets what is deleted', async () => {
    const keys = Array.from({ length: 1_100 }, (_, n) => `many/${String(n).padStart(4, '0')}`);
    for (let n = 0; n < keys.length; n += 50)
      await Promise.all(keys.slice(n, n + 50).map((key) => objects.put(key, '')));
    expect(await objects.list('many/')).toEqual(keys);
    await objects.delete('many/0000');
    expect(await objects.list('many/')).toEqual(keys.slice(1));
  });
});

describe('the embedded store', () => {
  it('lets nobody in without its access key', async () => {
    const stranger = createObjectStore({
      connection: { ...inject('aws'), credentials: { accessKeyId: 'guess', secretAccessKey: 'guess' } },
      bucket: 'any',
      createBucket: true,
    });
    await expect(stranger).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
