import { DBOSClient } from '@dbos-inc/dbos-sdk';
import { createLogger } from '../../platform/log/index.ts';
import { migratePipeline } from '../../pipeline/index.ts';
import { modelsMigrations } from '../../subgraphs/models/index.ts';
import { createTestBucket } from '../kit/aws.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { openLoop } from './loop-of-two.ts';
import { libraryExamples } from './small-assistant.ts';

/** Both rooms with a library taught, on a database of their own, and the workflow engine asked from outside. */
export interface LoopWithEngine {
  readonly database: TestDatabase;
  readonly engine: DBOSClient;
  readonly loop: Awaited<ReturnType<typeof openLoop>>;
  close(): Promise<void>;
}

export async function openLoopWithEngine(): Promise<LoopWithEngine> {
  const database = await createTestDatabase({ migrations: modelsMigrations });
  await migratePipeline({ databaseUrl: database.url });
  const engine = await DBOSClient.create({ systemDatabaseUrl: database.url });
  const loop = await openLoop({
    databaseUrl: database.url,
    objects: await createTestBucket(),
    taught: { examples: libraryExamples(), labels: [] },
    log: createLogger({ level: 'silent', name: 'test' }),
  });
  return {
    database,
    engine,
    loop,
    async close() {
      await loop.lifecycle.stop('test ends');
      await engine.destroy();
      await database.close();
    },
  };
}
