import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import { type QueryPlan, QueryPlanner, type SubscriptionNode } from '@apollo/query-planner';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from '../../platform/log/index.ts';
import type { OperationContext } from '../context.ts';

/** A subscription as it is run: which text, with which variables, for whom. */
export interface SubscriptionRequest {
  document: DocumentNode;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  context: OperationContext;
}

/** Everything derived from one supergraph that subscriptions need; a reload makes a new one. */
export class PlannedSupergraph {
  readonly apiSchema: GraphQLSchema;
  readonly #supergraph: Supergraph;
  readonly #planner: QueryPlanner;
  readonly #schema: GraphQLSchema;
  readonly #plans = new WeakMap<DocumentNode, Map<string, SubscriptionNode>>();

  constructor(apiSchema: GraphQLSchema, supergraphSdl: string) {
    this.apiSchema = apiSchema;
    // Apollo Gateway has just validated it.
    this.#supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    this.#planner = new QueryPlanner(this.#supergraph);
    this.#schema = this.#supergraph.schema.toGraphQLJSSchema();
  }

  /** `primary` is the subscription on the subgraph that owns it; `rest` fetches for each event what other subgraphs know. */
  plan(document: DocumentNode, operationName: string | undefined): SubscriptionNode {
    let plans = this.#plans.get(document);
    if (!plans) this.#plans.set(document, (plans = new Map()));
    const key = operationName ?? '';
    let node = plans.get(key);
    if (!node) plans.set(key, (node = this.#planned(document, operationName)));
    return node;
  }

  #planned(document: DocumentNode, operationName: string | undefined): SubscriptionNode {
    const operation = operationFromDocument(this.#supergraph.apiSchema(), document, {
      ...(operationName && { operationName }),
    });
    const { node } = this.#planner.buildQueryPlan(operation);
    if (node?.kind !== 'Subscription') throw new Error('the planner made no subscription of a subscription');
    return node;
  }

  /**
   * The answer to one event. Runs `primary` and `rest` in sequence on Apollo's own executor with `primary`'s subgraph replaced by the event,
   * so that entities, aliases, null propagation and error paths are the same as in a query. Takes `event` over: it is merged into.
   */
  async answer(
    { primary, rest }: SubscriptionNode,
    event: ExecutionResult,
    { document, operationName, variables, context }: SubscriptionRequest,
    { sources, log }: { sources: Readonly<Record<string, GraphQLDataSource>>; log: Logger },
  ): Promise<ExecutionResult> {
    const owner = sources[primary.serviceName];
    const eventSource: GraphQLDataSource = {
      process: (options) =>
        options.request.query === primary.operation || !owner
          ? Promise.resolve(asResponse(event))
          : owner.process(options),
    };
    const plan: QueryPlan = {
      kind: 'QueryPlan',
      node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary,
    };
    const requestContext = {
      request: { variables, ...(operationName && { operationName }) },
      document,
      operationName: operationName ?? null,
      schema: this.apiSchema,
      context,
      metrics: {},
      logger: log,
    } as unknown as Parameters<typeof executeQueryPlan>[2];
    return executeQueryPlan(
      plan,
      { ...sources, [primary.serviceName]: eventSource },
      requestContext,
      buildOperationContext({
        schema: this.apiSchema,
        operationDocument: document,
        ...(operationName && { operationName }),
      }),
      this.#schema,
      this.#supergraph.apiSchema(),
    );
  }
}

function asResponse({ data, errors }: ExecutionResult): Awaited<ReturnType<GraphQLDataSource['process']>> {
  return { data: data ?? null, ...(errors && { errors: errors as readonly GraphQLFormattedError[] }) };
}
