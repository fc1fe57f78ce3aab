/** As much of urql's CombinedError as is read here. */
interface GraphFailure {
  readonly message: string;
  readonly networkError?: Error | undefined;
  readonly graphQLErrors: readonly {
    readonly message: string;
    readonly extensions?: Record<string, unknown> | undefined;
  }[];
}

/** The code of a failed operation: the graph's own, or NETWORK where no answer came. */
export function codeOf(failure: GraphFailure): string {
  const code = failure.graphQLErrors[0]?.extensions?.['code'];
  if (typeof code === 'string') return code;
  return failure.networkError ? 'NETWORK' : 'INTERNAL';
}

/** What the graph said, without urql's "[GraphQL]" before it; null where it said nothing. */
export function messageOf(failure: GraphFailure): string | null {
  return failure.graphQLErrors[0]?.message ?? null;
}

/** The id under which the gateway logged the failure. */
export function requestIdOf(failure: GraphFailure): string | null {
  const requestId = failure.graphQLErrors[0]?.extensions?.['requestId'];
  return typeof requestId === 'string' ? requestId : null;
}
