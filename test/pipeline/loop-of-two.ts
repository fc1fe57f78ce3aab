import { createNotifications, openDatabase } from '../../platform/db/index.ts';
import { encodersIn } from '../../platform/encoder/index.ts';
import { Lifecycle, systemClock } from '../../platform/lifecycle/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { ObjectStore } from '../../platform/objects/index.ts';
import { createPipeline, type PipelineOptions } from '../../pipeline/index.ts';
import { inProcessSource, type Rooms } from '../../subgraphs/kit/index.ts';
import { createModels, type Models } from '../../subgraphs/models/index.ts';
import { facesOver, type Taught } from './small-assistant.ts';

/** Every assistant exists. */
const ROOMS: Rooms = {
  ask: (_document, { id }: { id?: string }) => Promise.resolve({ assistant: { id } } as never),
};

export interface LoopOptions {
  databaseUrl: string;
  objects: ObjectStore;
  taught: Taught;
  log: Logger;
  heartbeat?: PipelineOptions['heartbeat'];
  onStep?: PipelineOptions['onStep'];
  patience?: PipelineOptions['patience'];
  encodersRoot?: string;
}

/** The room of models and the pipeline on one database, as a worker has them; the rest of the program is played by `taught`. */
export async function openLoop({
  databaseUrl,
  objects,
  taught,
  log,
  heartbeat,
  onStep,
  patience,
  encodersRoot,
}: LoopOptions) {
  const encoders = encodersIn(encodersRoot);
  const lifecycle = new Lifecycle();
  const db = openDatabase({ url: databaseUrl, lifecycle, maxConnections: 5 });
  const notifications = createNotifications({ url: databaseUrl, lifecycle });
  const pipeline = createPipeline({
    databaseUrl,
    objects,
    encoders,
    lifecycle,
    log,
    ...(heartbeat && { heartbeat }),
    ...(onStep && { onStep }),
    ...(patience && { patience }),
  });
  const { workflows } = pipeline;
  const common = { db, notifications, objects, encoders, clock: systemClock, log };
  const models: Models = createModels({ ...common, rooms: ROOMS, workflows });
  return {
    lifecycle,
    db,
    models,
    source: inProcessSource(models.subgraph, log),
    startExecutor: () => pipeline.start({ ...facesOver(taught), models }),
  };
}
