import {
  adminToken,
  createInternalIdentity,
  createTokenIssuer,
  createTokenVerifier,
  type InternalIdentity,
  internalKey,
  openSigningKey,
  type TokenIssuer,
  type TokenVerifier,
} from '../platform/auth/index.ts';
import type { Config } from '../platform/config/index.ts';
import { createNotifications, type Database, type Notifications, openDatabase } from '../platform/db/index.ts';
import { type Encoders, encodersIn } from '../platform/encoder/index.ts';
import { type Clock, type Lifecycle, systemClock } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import { createMetrics, type Metrics } from '../platform/metrics/index.ts';
import { createObjectStore, type ObjectStore } from '../platform/objects/index.ts';
import { createQueue, type MessageQueue } from '../platform/queue/index.ts';
import type { Engines } from './engines.ts';

/** What every role stands on: the engines, embedded or real, behind their ports. */
export interface Services {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly notifications: Notifications;
  readonly objects: ObjectStore;
  readonly queue: MessageQueue;
  readonly encoders: Encoders;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly lifecycle: Lifecycle;
  readonly internalIdentity: InternalIdentity;
  readonly tokens: TokenIssuer;
  readonly verifier: TokenVerifier;
  readonly admin: { token: string; isNew: boolean };
}

/** What a process is started in. */
export interface Surroundings {
  lifecycle: Lifecycle;
  log: Logger;
  /** The system's unless a test brings its own. */
  clock?: Clock | undefined;
}

const BUCKET = 'malha';
const QUEUE = 'malha-events.fifo';

/** Opens everything on the engines. Nothing here knows a room. What happens to users and models is dated by `clock`; tokens and leases of engines are not. */
export async function openServices(
  config: Config,
  { databaseUrl, aws: connection }: Engines,
  { lifecycle, log, clock = systemClock }: Surroundings,
): Promise<Services> {
  const creates = config.aws.isEmbedded || config.aws.endpoint !== undefined;
  const db = openDatabase({ url: databaseUrl, lifecycle, log });
  const [objects, queue] = await Promise.all([
    createObjectStore({ connection, bucket: config.aws.bucket ?? BUCKET, createBucket: creates, lifecycle }),
    createQueue({
      connection,
      name: QUEUE,
      queueUrl: config.aws.queueUrl,
      deadLetterQueueUrl: config.aws.deadLetterQueueUrl,
      createQueues: creates && config.aws.queueUrl === undefined,
      lifecycle,
      log,
    }),
  ]);
  const { dataDir, auth } = config;
  const signingKey = openSigningKey({ dataDir, configured: auth.signingKey });
  const admin = adminToken({ dataDir, configured: auth.adminToken });
  const internalIdentity = createInternalIdentity(internalKey({ dataDir, configured: auth.internalKey }));
  const { pseudonymOf } = internalIdentity;
  const encoders = encodersIn(config.encodersDir);
  lifecycle.onStop('encoders', () => encoders.close());
  return {
    db,
    databaseUrl,
    notifications: createNotifications({ url: databaseUrl, lifecycle, log }),
    objects,
    queue,
    encoders,
    clock,
    log,
    metrics: createMetrics(),
    lifecycle,
    internalIdentity,
    tokens: createTokenIssuer(signingKey),
    verifier: createTokenVerifier({ signingKey, adminToken: admin.token, jwks: auth.jwks, pseudonymOf }),
    admin,
  };
}
