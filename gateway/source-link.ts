import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from '../platform/log/index.ts';
import type { Metrics } from '../platform/metrics/index.ts';
import { type SubgraphSource, Unavailable } from '../subgraphs/kit/index.ts';
import type { OperationContext } from './context.ts';
import { CallerGone, withDeadline } from './deadline.ts';

/** What a broken connection is called; the request may never have arrived, or its answer may be lost. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

export interface SourceLinkOptions {
  timeoutMs: number;
  log: Logger;
  metrics: Metrics;
}

/**
 * Lets Apollo's executor ask a subgraph. A subgraph that fails or is slower than `timeoutMs` is an UNAVAILABLE error in its part of the answer,
 * never a failed request and never an internal address. A query is asked once more after a broken connection; a mutation is not, for it may have been done.
 */
export function linkSource(
  source: SubgraphSource,
  { timeoutMs, log, metrics }: SourceLinkOptions,
): GraphQLDataSource<OperationContext> {
  const seconds = metrics.histogram(
    'malha_gateway_subgraph_seconds',
    'How long subgraphs take to answer the gateway',
    ['subgraph', 'outcome'],
    [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  );
  const answered = seconds.labels({ subgraph: source.name, outcome: 'answered' });
  const failed = seconds.labels({ subgraph: source.name, outcome: 'failed' });

  return {
    async process(options) {
      // Apollo could also ask for a health check or a schema; it is not told to.
      if (!('incomingRequestContext' in options)) return {};
      const { query = '', variables, operationName } = options.request;
      const { identity, requestId, caller } = options.context;
      const isMutation = query.startsWith('mutation');
      const ask = () =>
        withDeadline((signal) => source.execute({ query, variables, operationName, identity, requestId, signal }), {
          timeoutMs,
          // A caller that leaves ends its queries; what it asked to be changed is changed.
          caller: isMutation ? undefined : caller,
        });
      const startedAtMs = performance.now();
      try {
        const result = await ask().catch((error: unknown) => {
          if (isMutation || !isBrokenConnection(error)) throw error;
          return ask();
        });
        answered.observe((performance.now() - startedAtMs) / 1000);
        return { data: result.data ?? null, ...(result.errors && { errors: result.errors.map(formatted) }) };
      } catch (error) {
        failed.observe((performance.now() - startedAtMs) / 1000);
        if (!(error instanceof CallerGone))
          log.warn({ err: error, requestId, subgraph: source.name }, 'subgraph did not answer');
        return { data: null, errors: [unavailable(source.name)] };
      }
    },
  };
}

/** What a caller reads where a subgraph's part is missing. */
export function unavailable(subgraph: string): GraphQLFormattedError {
  return { message: `The ${subgraph} part of the graph does not answer.`, extensions: { code: 'UNAVAILABLE' } };
}

// Over HTTP they are plain objects, in one process instances of GraphQLError, whose positions are those of a text the caller never wrote.
function formatted({ message, path, extensions }: GraphQLError): GraphQLFormattedError {
  return { message, ...(path && { path }), ...(extensions && { extensions }) };
}

function isBrokenConnection(error: unknown): boolean {
  const cause = error instanceof Unavailable ? error.cause : undefined;
  return cause instanceof Error && RESET_CODES.has((cause as NodeJS.ErrnoException).code ?? '');
}
