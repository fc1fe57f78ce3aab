import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { OperationTypeNode } from 'graphql';
import type { Logger } from '../platform/log/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import { silenceTelemetry } from '../platform/config/index.ts';
import type { OperationContext } from './context.ts';
import { type MaskError, refusal } from './errors.ts';
import { LANDING_PAGE } from './landing-page.ts';
import type { GatewayLimits } from './limits.ts';
import type { Admission } from './operations/admission.ts';
import { noSuchOperation } from './operations/documents.ts';
import { currentRequestId } from './request-id.ts';

export interface ApolloOptions {
  supergraphSdl: string;
  /** Subgraph name → how it is asked. */
  links: Readonly<Record<string, GraphQLDataSource>>;
  admission: Admission;
  maskError: MaskError;
  limits: GatewayLimits;
  log: Logger;
  metrics: Metrics;
}

/** Apollo Gateway under Apollo Server, not yet started. */
export interface Apollo {
  readonly gateway: ApolloGateway;
  readonly server: ApolloServer<OperationContext>;
  /** Takes a newer supergraph; throws, and keeps the present one, where it is not valid. */
  updateSupergraph(supergraphSdl: string): void;
}

export function createApollo({
  supergraphSdl,
  links,
  admission,
  maskError,
  limits,
  log,
  metrics,
}: ApolloOptions): Apollo {
  silenceTelemetry();
  const logger = quiet(log);
  let update: ((sdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    supergraphSdl: (options) => {
      update = options.update;
      return Promise.resolve({ supergraphSdl });
    },
    buildService: ({ name }) => {
      const link = links[name];
      if (!link) throw new Error(`the supergraph has a subgraph ${name}, for which there is no source`);
      return link;
    },
    // It would answer a header of the caller's with the plan.
    __exposeQueryPlanExperimental: false,
    logger,
  });
  const server = new ApolloServer<OperationContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: (_formatted, error) => maskError(error, currentRequestId()),
    parseOptions: { maxTokens: limits.maxTokens },
    maxRecursiveSelections: true,
    validationOptions: { maxErrors: 20 },
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger,
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      landingPage,
      operationPlugin(admission, metrics),
    ],
  });
  return {
    gateway,
    server,
    updateSupergraph(sdl) {
      if (!update) throw new Error('the gateway is not started');
      update(sdl);
    },
  };
}

const landingPage: ApolloServerPlugin<OperationContext> = {
  serverWillStart: () => Promise.resolve({ renderLandingPage: () => Promise.resolve({ html: LANDING_PAGE }) }),
};

/** One plugin with all that happens in every request: Apollo awaits each hook of each plugin. */
function operationPlugin(admission: Admission, metrics: Metrics): ApolloServerPlugin<OperationContext> {
  const observe = operationSeconds(metrics);

  async function didResolveOperation(request: GraphQLRequestContext<OperationContext>): Promise<void> {
    const { schema, document, operation, contextValue } = request;
    if (!document || !operation) throw noSuchOperation();
    const variables = request.request.variables ?? {};
    admission.admit({ schema, document, operation, variables, identity: contextValue.identity });
    if (operation.operation === OperationTypeNode.SUBSCRIPTION)
      throw refusal(
        'BAD_USER_INPUT',
        'Subscribe over a WebSocket at /graphql or as server-sent events at /graphql/stream.',
        { status: 405 },
      );
  }

  return {
    async requestDidStart() {
      const startedAtMs = performance.now();
      return {
        didResolveOperation,
        willSendResponse({ operation, errors }) {
          observe(operation?.operation ?? 'none', errors ? 'errors' : 'ok', (performance.now() - startedAtMs) / 1000);
          return DONE;
        },
      };
    },
  };
}

const DONE = Promise.resolve();

/** A histogram whose label combinations are looked up once: prom-client hashes labels at every observation. */
function operationSeconds(metrics: Metrics) {
  const histogram = metrics.histogram(
    'malha_gateway_operation_seconds',
    'How long operations take in the gateway, subgraphs included',
    ['kind', 'outcome'],
    [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  );
  const bound = new Map<string, { observe(seconds: number): void }>();
  return (kind: string, outcome: 'ok' | 'errors', seconds: number): void => {
    const key = `${kind} ${outcome}`;
    let child = bound.get(key);
    if (!child) bound.set(key, (child = histogram.labels({ kind, outcome })));
    child.observe(seconds);
  };
}

/** Apollo tells every start and reload; we log those ourselves. */
function quiet(log: Logger) {
  return {
    debug: (message: string) => log.debug(message),
    info: (message: string) => log.debug(message),
    warn: (message: string) => log.warn(message),
    error: (message: string) => log.error(message),
  };
}
