import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type Client,
  type CombinedError,
  type OperationResult,
  type TypedDocumentNode,
  useClient,
  type UseQueryState,
} from 'urql';

interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}
interface PageVariables {
  assistantId: string;
  after?: string | null;
}
interface Seen<Node> {
  readonly assistantId: string;
  readonly data: readonly Node[] | undefined;
  readonly error: CombinedError | undefined;
  readonly fetching: boolean;
}

/**
 * All of a connection of an assistant, asked for page after page: for what has to be known whole. What was seen stays until all of it has
 * come anew. `query` and `pageOf` are constants of the module that calls.
 */
export function useEveryPage<Data, Node>(
  query: TypedDocumentNode<Data, PageVariables>,
  assistantId: string,
  pageOf: (data: Data) => Page<Node>,
): [result: Pick<UseQueryState<readonly Node[]>, 'data' | 'error' | 'fetching' | 'stale'>, refetch: () => void] {
  const client = useClient();
  const [seen, setSeen] = useState<Seen<Node>>(() => nothingOf(assistantId));
  const asking = useRef<AbortController>(null);
  const ask = useCallback(() => {
    asking.current?.abort();
    const { signal } = (asking.current = new AbortController());
    void readEveryPage((after) => askForPage(client, query, { assistantId, after }), pageOf).then((answer) =>
      signal.aborted
        ? undefined
        : setSeen((before) => ({ ...keptOf(before, assistantId), ...answer, fetching: false })),
    );
  }, [client, query, assistantId, pageOf]);
  useEffect(() => {
    ask();
    return () => asking.current?.abort();
  }, [ask]);
  const { data, error, fetching } = keptOf(seen, assistantId);
  return [
    { ...(data && { data }), ...(error && { error }), fetching, stale: false },
    () => {
      setSeen((before) => ({ ...before, fetching: true }));
      ask();
    },
  ];
}

function askForPage<Data>(client: Client, query: TypedDocumentNode<Data, PageVariables>, variables: PageVariables) {
  return client.query(query, variables, { requestPolicy: 'network-only' }).toPromise();
}

/** All nodes, or the failure that hides some of them. */
async function readEveryPage<Data, Node>(
  ask: (after: string | null) => Promise<OperationResult<Data>>,
  pageOf: (data: Data) => Page<Node>,
): Promise<{ data?: Node[]; error: CombinedError | undefined }> {
  const nodes: Node[] = [];
  let failure: CombinedError | undefined;
  for (let after: string | null = null; ;) {
    const { data, error } = await ask(after);
    failure ??= error;
    if (!data) return { error: failure };
    const { edges, pageInfo } = pageOf(data);
    nodes.push(...edges.map(({ node }) => node));
    after = pageInfo.endCursor ?? null;
    if (!pageInfo.hasNextPage || after === null) return { data: nodes, error: failure };
  }
}

function nothingOf<Node>(assistantId: string): Seen<Node> {
  return { assistantId, data: undefined, error: undefined, fetching: true };
}

/** What was seen of another assistant is nothing of this one's. */
function keptOf<Node>(seen: Seen<Node>, assistantId: string): Seen<Node> {
  return seen.assistantId === assistantId ? seen : nothingOf(assistantId);
}
