import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { startEmbeddedAws } from '../../platform/aws/index.ts';
import { createObjectStore, type ObjectStore } from '../../platform/objects/index.ts';
import type { RunningMalha } from './malha.ts';

/** The Parquet files of a running Malha's archive, from its own object store, over S3. */
export async function archivedFiles({
  dataDir,
}: Pick<RunningMalha, 'dataDir'>): Promise<{ key: string; bytes: Uint8Array }[]> {
  const { connection } = await startEmbeddedAws({ dir: path.join(dataDir, 'aws') });
  return archivedIn(await createObjectStore({ connection, bucket: 'malha' }));
}

/** The same of an object store. */
export async function archivedIn(
  objects: Pick<ObjectStore, 'list' | 'get'>,
): Promise<{ key: string; bytes: Uint8Array }[]> {
  const keys = (await objects.list('feedback/')).filter((key) => key.endsWith('.parquet'));
  return Promise.all(keys.map(async (key) => ({ key, bytes: await objects.get(key) })));
}

/** What hyparquet needs to read what the archiver wrote. */
export const compressors = {
  ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input),
};
