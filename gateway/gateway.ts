import { createServer, type Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Lifecycle } from '../platform/lifecycle/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import { drainable, type SubgraphSource } from '../subgraphs/kit/index.ts';
import { createApollo } from './apollo.ts';
import { clientAddresses } from './client-address.ts';
import { createDoor, type VerifyToken } from './door.ts';
import { createErrorMask } from './errors.ts';
import { OpenStreams } from './http/event-stream.ts';
import type { PageFolders } from './http/pages.ts';
import type { IsReady } from './http/readiness.ts';
import { createRouter } from './http/router.ts';
import { DEFAULT_LIMITS, type GatewayLimits } from './limits.ts';
import { Admission } from './operations/admission.ts';
import { Documents } from './operations/documents.ts';
import { GraphOperations } from './operations/graph-operations.ts';
import { CallerRates } from './rate-limit.ts';
import { Seats } from './seats.ts';
import { serveSockets } from './socket.ts';
import { linkSource } from './source-link.ts';
import { FederatedSubscriptions } from './subscriptions/federated-subscriptions.ts';

export interface GatewayOptions {
  supergraphSdl: string;
  /** Subgraph name → the way to it, in this process or over HTTP. Closing them is for whoever opened them. */
  sources: ReadonlyMap<string, SubgraphSource>;
  verifyToken: VerifyToken;
  isReady: IsReady;
  host: string;
  /** 0 takes a free one. */
  port: number;
  lifecycle: Lifecycle;
  log: Logger;
  metrics: Metrics;
  limits?: Partial<GatewayLimits>;
  /** How long one subgraph may take for one fetch. */
  subgraphTimeoutMs?: number;
  /** Origins whose pages may use the graph, beside our own; `*` for any. */
  corsOrigins?: readonly string[];
  pages?: PageFolders;
  /** Addresses and ranges of the proxies in front, whose `X-Forwarded-For` is believed. */
  trustedProxies?: readonly string[];
}

/** The running gateway. */
export interface Gateway {
  readonly port: number;
  readonly url: string;
  /** The public schema as it is now. */
  readonly apiSchema: GraphQLSchema;
  /** Takes a newer supergraph at once and keeps subscriptions open; throws, and keeps the present one, where it is not valid. */
  updateSupergraph(supergraphSdl: string): void;
  /** Stops accepting, ends sockets and streams at once, lets running requests finish. Safe to call twice; the lifecycle does. */
  close(): Promise<void>;
}

const SUBGRAPH_TIMEOUT_MS = 5_000;
// Longer than what load balancers usually keep, so that they, not we, close an idle connection.
const KEEP_ALIVE_MS = 75_000;

/**
 * Opens the one door to the graph: HTTP, WebSocket and event streams under one set of rules for identity, access, limits and errors.
 * Rejects where the supergraph is not valid, names a subgraph without a source, or the port is taken.
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { sources, verifyToken, log, metrics, lifecycle, subgraphTimeoutMs = SUBGRAPH_TIMEOUT_MS } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const maskError = createErrorMask(log);
  const admission = new Admission(limits);
  const addressOf = clientAddresses(options.trustedProxies ?? []);
  const door = createDoor({ verifyToken, rates: new CallerRates(limits), metrics });
  const links = Object.fromEntries(
    [...sources].map(([name, source]) => [name, linkSource(source, { timeoutMs: subgraphTimeoutMs, log, metrics })]),
  );
  const apollo = createApollo({
    supergraphSdl: options.supergraphSdl,
    links,
    admission,
    maskError,
    limits,
    log,
    metrics,
  });
  const subscriptions = new FederatedSubscriptions({ sources, links, maskError, log, metrics });
  apollo.gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) =>
    subscriptions.load(apiSchema, coreSupergraphSdl),
  );
  await apollo.server.start();

  const apiSchema = () => {
    if (!apollo.gateway.schema) throw new Error('the gateway has no schema');
    return apollo.gateway.schema;
  };
  const documents = new Documents(limits);
  const seats = new Seats(limits, metrics);
  const operations = new GraphOperations({
    schema: apiSchema,
    documents,
    admission,
    server: apollo.server,
    subscriptions,
    seats,
  });
  const streams = new OpenStreams();
  const http = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    createRouter({
      ...options,
      server: apollo.server,
      operations,
      door,
      addressOf,
      streams,
      maskError,
      pages: options.pages ?? {},
      corsOrigins: options.corsOrigins ?? [],
      maxBodyBytes: limits.maxBodyBytes,
      textLimits: limits,
    }),
  );
  const drain = drainable(http);
  const endSockets = serveSockets(http, { operations, door, addressOf, maskError, seats, limits });
  try {
    await listen(http, options);
  } catch (error) {
    await apollo.server.stop();
    throw error;
  }

  const close = once(async () => {
    const drained = drain();
    streams.endAll();
    await endSockets();
    subscriptions.close();
    await drained;
    await apollo.server.stop();
  });
  lifecycle.onStop('gateway', close);
  const { port } = http.address() as { port: number };
  return {
    port,
    url: `http://${options.host}:${port}`,
    get apiSchema() {
      return apiSchema();
    },
    updateSupergraph: (supergraphSdl) => apollo.updateSupergraph(supergraphSdl),
    close,
  };
}

function listen(http: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
