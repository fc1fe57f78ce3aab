import type { GraphQLDataSource } from '@apollo/gateway';
import type { SubscriptionNode } from '@apollo/query-planner';
import { type ExecutionResult, type GraphQLSchema, validate } from 'graphql';
import type { Identity } from '../../platform/auth/index.ts';
import type { Logger } from '../../platform/log/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { SubgraphSource } from '../../subgraphs/kit/index.ts';
import { type MaskError, refusal } from '../errors.ts';
import { SharedSubscription } from './shared-subscription.ts';
import { PlannedSupergraph, type SubscriptionRequest } from './supergraph-plan.ts';

export interface FederatedSubscriptionsOptions {
  /** How a subscription reaches its subgraph. */
  sources: ReadonlyMap<string, SubgraphSource>;
  /** How the rest of an event is fetched: the links that queries use. */
  links: Readonly<Record<string, GraphQLDataSource>>;
  maskError: MaskError;
  log: Logger;
  metrics: Metrics;
}

/** Subscribers with an equal request, and the plan they run on. */
interface Group {
  request: SubscriptionRequest;
  plan: SubscriptionNode;
  shared: SharedSubscription;
}

/**
 * Subscriptions whose events carry fields of several subgraphs. The planner and the executor are Apollo's; opening, sharing and reloading are done here.
 * Open subscriptions outlive a reload of the supergraph where the new schema still has what they ask for.
 */
export class FederatedSubscriptions {
  readonly #options: FederatedSubscriptionsOptions;
  readonly #groups = new Map<string, Group>();
  readonly #subscribers: ReturnType<Metrics['gauge']>;
  readonly #shared: ReturnType<Metrics['gauge']>;
  #loaded: { apiSchema: GraphQLSchema; supergraphSdl: string } | undefined;
  #planned: PlannedSupergraph | undefined;

  constructor(options: FederatedSubscriptionsOptions) {
    this.#options = options;
    this.#subscribers = options.metrics.gauge('malha_gateway_subscribers', 'Open subscriptions of callers');
    this.#shared = options.metrics.gauge('malha_gateway_shared_subscriptions', 'Different subscriptions among them');
  }

  /** Takes a supergraph, the first or a newer one. The planner is built when a subscription first needs it. */
  load(apiSchema: GraphQLSchema, supergraphSdl: string): void {
    this.#loaded = { apiSchema, supergraphSdl };
    this.#planned = undefined;
    for (const group of this.#groups.values()) this.#carryOver(group);
  }

  /** The answers to `request`, which is valid and admitted, until the subgraph ends it or the iterator is returned; then `onLeave` is called once. */
  subscribe(request: SubscriptionRequest, onLeave: () => void): AsyncIterableIterator<ExecutionResult> {
    const { document, operationName, variables, context } = request;
    const source = document.loc?.source.body ?? '';
    const key = JSON.stringify([source, operationName, variables, authorityOf(context.identity)]);
    let group = this.#groups.get(key);
    if (!group) {
      group = this.#group(request, () => {
        this.#groups.delete(key);
        this.#shared.set(this.#groups.size);
      });
      this.#groups.set(key, group);
      this.#shared.set(this.#groups.size);
    }
    this.#subscribers.inc();
    return group.shared.join(() => {
      this.#subscribers.dec();
      onLeave();
    });
  }

  /** Ends every subscription. */
  close(): void {
    for (const { shared } of this.#groups.values()) shared.end();
  }

  get #supergraph(): PlannedSupergraph {
    if (!this.#loaded) throw new Error('no supergraph is loaded');
    return (this.#planned ??= new PlannedSupergraph(this.#loaded.apiSchema, this.#loaded.supergraphSdl));
  }

  #group(request: SubscriptionRequest, onEmpty: () => void): Group {
    const { sources, links, log, maskError } = this.#options;
    const { identity, requestId } = request.context;
    const refused = (error: unknown): ExecutionResult => ({ errors: [maskError(error, requestId)] as never });
    const group: Group = {
      request,
      plan: this.#supergraph.plan(request.document, request.operationName),
      shared: new SharedSubscription({
        open: (signal) => {
          const { serviceName, operation, operationName, variableUsages = [] } = group.plan.primary;
          const source = sources.get(serviceName);
          if (!source) throw new Error(`there is no source of the subgraph ${serviceName}`);
          const variables = pick(request.variables, variableUsages);
          return source.subscribe({ query: operation, operationName, variables, identity, requestId, signal });
        },
        answer: (event) =>
          this.#supergraph.answer(group.plan, event, group.request, { sources: links, log }).then(
            ({ errors, ...result }) =>
              errors ? { ...result, errors: errors.map((error) => maskError(error, requestId)) as never } : result,
            (error: unknown) => ({ data: null, ...refused(error) }),
          ),
        lost: (error) => {
          const subgraph = group.plan.primary.serviceName;
          log.warn({ err: error, requestId, subgraph }, 'subscription to a subgraph was lost');
          return refused(refusal('UNAVAILABLE', `The ${subgraph} part of the graph does not answer.`, { status: 503 }));
        },
        tooSlow: () => refused(refusal('UNAVAILABLE', 'The subscriber does not keep up.', { status: 503 })),
        onEmpty,
      }),
    };
    return group;
  }

  /** Lets a group go on under the newer supergraph, or ends it with the reason why it cannot. */
  #carryOver(group: Group): void {
    const { document, operationName, context } = group.request;
    const before = group.plan.primary;
    try {
      if (validate(this.#supergraph.apiSchema, document).length > 0) throw schemaLostIt();
      group.plan = this.#supergraph.plan(document, operationName);
    } catch (error) {
      return group.shared.end({ errors: [this.#options.maskError(error, context.requestId)] as never });
    }
    const { serviceName, operation } = group.plan.primary;
    if (serviceName !== before.serviceName || operation !== before.operation) group.shared.reopen();
  }
}

function schemaLostIt() {
  return refusal('BAD_USER_INPUT', 'The schema no longer has what this subscription asks for.', { status: 400 });
}

/** Two callers are equal where no subgraph could tell them apart. */
function authorityOf({ id, roles, boundTo, endUserId }: Identity): unknown[] {
  return [id, roles, boundTo, endUserId];
}

function pick(variables: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]),
  );
}
