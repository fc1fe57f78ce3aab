import type { ExecutionResult } from 'graphql';
import type { Identity } from '../../platform/auth/index.ts';

/** One operation for one subgraph, with the authority it runs under. */
export interface SubgraphRequest {
  query: string;
  operationName?: string | undefined;
  variables?: Record<string, unknown> | undefined;
  identity: Identity;
  requestId: string;
  signal?: AbortSignal | undefined;
}

/** A way to a subgraph: its schema in this process, or HTTP. Both keep the same promises. */
export interface SubgraphSource {
  readonly name: string;
  /** Runs a query or mutation. Rejects with `Unavailable` where the subgraph does not answer, or not before `signal` aborts; GraphQL errors are in the result. */
  execute(request: SubgraphRequest): Promise<ExecutionResult>;
  /** Opens a subscription; `return()` of the iterator unsubscribes at once. A request error comes as the only event. */
  subscribe(request: SubgraphRequest): Promise<AsyncIterableIterator<ExecutionResult>>;
  close(): Promise<void>;
}
