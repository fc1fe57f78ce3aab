import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../platform/config/index.ts';
import { ADVISORY, alone, migrate } from '../platform/db/index.ts';
import { createDelivery } from '../platform/queue/index.ts';
import { createPipeline, migratePipeline } from '../pipeline/index.ts';
import { httpSource, inProcessSource, roomsOver, serveSubgraph, type SubgraphSource } from '../subgraphs/kit/index.ts';
import { startDeliveryMetrics } from './delivery-metrics.ts';
import type { Engines } from './engines.ts';
import { startModelMetrics } from './model-metrics.ts';
import { readiness } from './readiness.ts';
import { type Room, ROOMS, type Roles } from './roles.ts';
import { createSixRooms, MIGRATIONS, OUTBOXES, type SixRooms } from './rooms.ts';
import { DEMO_ASSISTANT, seedDemo } from './seed.ts';
import { ROOT } from './root.ts';
import { openServices, type Services, type Surroundings } from './services.ts';
import { reloadOnSignal } from './supergraph-file.ts';
import { startWorker } from './worker.ts';
import { serveWorkerProbe } from './worker-probe.ts';

/** Opens the services and brings the database to the newest schema: the rooms' tables and the workflow engine's. */
export async function migrateAll(config: Config, engines: Engines, surroundings: Surroundings): Promise<Services> {
  const services = await openServices(config, engines, surroundings);
  const { db, databaseUrl, log } = services;
  // Both together: the rooms' migrator looks at all tables, and falls over those that the engine's is replacing meanwhile.
  await alone(db, ADVISORY.schema, async () => {
    await migrate({ db, migrations: MIGRATIONS, log });
    await migratePipeline({ databaseUrl });
  });
  return services;
}

/**
 * Puts this process's roles together and starts them; resolves to its rooms when they serve. The one place that sees everything.
 * Order: schema, rooms, worker, subgraph servers, gateway; the lifecycle stops them the other way round. With `startThread` the worker is
 * what that starts, as soon as the rooms serve.
 */
export async function compose(
  config: Config,
  engines: Engines,
  { roles, startThread, ...surroundings }: Surroundings & { roles: Roles; startThread?: (engines: Engines) => void },
): Promise<SixRooms> {
  const { lifecycle, log } = surroundings;
  const services = await migrateAll(config, engines, surroundings);
  const sources = new Map<string, SubgraphSource>();
  for (const name of ROOMS)
    if (!roles.isWhole && !roles.rooms.includes(name)) {
      const source = httpSource(name, config.subgraphs.urls[name] ?? '', services);
      sources.set(name, source);
      lifecycle.onStop(`connections to ${name}`, () => source.close());
    }
  const pipeline = createPipeline({
    databaseUrl: services.databaseUrl,
    objects: services.objects,
    encoders: services.encoders,
    lifecycle,
    log,
  });
  const delivery = createDelivery({ ...services, outboxes: OUTBOXES });
  const rooms = createSixRooms(services, {
    rooms: roomsOver(sources, { timeoutMs: config.subgraphs.timeoutMs }),
    workflows: pipeline.workflows,
    delivery,
    crawl: config.crawl,
    feedback: config.feedback,
    webhooks: config.webhooks,
  });
  for (const name of roles.isWhole ? ROOMS : roles.rooms) sources.set(name, inProcessSource(rooms[name].subgraph, log));

  const worksHere = roles.isWorker && !startThread;
  if (worksHere) await startWorker(services, { rooms, pipeline });
  // What can be looked at is where somebody looks: a thread that works has no door.
  if (roles.isWhole ? roles.isGateway : roles.isWorker) {
    startDeliveryMetrics({ ...services, delivery });
    startModelMetrics({ ...services, models: rooms.models });
  }
  // The others answer at a port that they have anyway.
  if (roles.isWorker && !roles.isWhole && !roles.isGateway && roles.rooms.length === 0)
    await serveWorkerProbe({ ...services, ...config.worker });
  await startRooms(rooms, roles, { config, services, sources });
  startThread?.(engines);
  // The first training is other threads' work: the gateway is made meanwhile, and is ready when the demo assistant answers.
  await Promise.all([
    worksHere && config.isDemoSeeded && seedDemo(rooms, { log, signal: lifecycle.signal }),
    roles.isGateway && startGateway({ config, services, sources }),
  ]);
  return rooms;
}

/** Starts the rooms of this process, and serves them over HTTP where they are not all together. */
async function startRooms(
  rooms: SixRooms,
  { rooms: names, isWhole }: Roles,
  { config, services, sources }: { config: Config; services: Services; sources: Map<string, SubgraphSource> },
): Promise<void> {
  await Promise.all(names.map((name) => start(name)));

  async function start(name: Room): Promise<void> {
    const room = rooms[name];
    if ('start' in room) await room.start(services.lifecycle);
    const source = sources.get(name);
    if (isWhole || !source) return;
    const { hostname: host, port } = new URL(config.subgraphs.urls[name] ?? '');
    const served = await serveSubgraph(source, {
      host,
      port: Number(port),
      internalIdentity: services.internalIdentity,
      log: services.log,
      metrics: services.metrics,
    });
    services.lifecycle.onStop(`subgraph ${name}`, () => served.close());
    services.log.info({ subgraph: name, port: served.port }, 'subgraph serves');
  }
}

async function startGateway({
  config,
  services,
  sources,
}: {
  config: Config;
  services: Services;
  sources: ReadonlyMap<string, SubgraphSource>;
}): Promise<void> {
  const isReady = readiness(sources, { demoAssistant: config.isDemoSeeded ? DEMO_ASSISTANT : undefined });
  // Only who has a gateway reads its code.
  const { createGateway } = await import('../gateway/index.ts');
  const supergraphFile = config.supergraphFile ?? path.join(ROOT, 'codegen/supergraph.graphql');
  const gateway = await createGateway({
    supergraphSdl: readFileSync(supergraphFile, 'utf8'),
    sources,
    verifyToken: (authorization, address) => services.verifier.verify(authorization, address),
    log: services.log,
    metrics: services.metrics,
    lifecycle: services.lifecycle,
    subgraphTimeoutMs: config.subgraphs.timeoutMs,
    host: config.server.host,
    port: config.server.port,
    pages: { console: path.join(ROOT, 'dist/console'), chat: path.join(ROOT, 'dist/console/chat') },
    limits: config.limits,
    trustedProxies: config.server.trustedProxies,
    corsOrigins: config.server.corsOrigins,
    isReady,
  });
  reloadOnSignal(supergraphFile, gateway, services);
  while (!services.lifecycle.signal.aborted && !(await isReady()).isReady) await sleep(50);
  if (services.lifecycle.signal.aborted) return;
  if (services.admin.isNew)
    console.log(`Admin token (shown once, kept in ${config.dataDir}/admin-token): ${services.admin.token}`);
  console.log(`Malha is ready: ${gateway.url}/console`);
}
