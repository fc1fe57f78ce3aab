import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../../platform/log/index.ts';
import { Batches, type SubgraphContext } from './context.ts';
import { toGraphQLError, Unavailable } from './errors.ts';
import type { SubgraphRequest, SubgraphSource } from './request.ts';
import type { Subgraph } from './schema.ts';

const DOCUMENTS_KEPT = 2_000;
/** Characters of them together, and one more each: callers may write what is theirs into the text. */
const TEXT_KEPT = 8_000_000;

/**
 * The subgraph in this process: parses and validates each distinct document once, executes it, masks what is not meant for callers.
 * The HTTP server and the in-process gateway both run on it.
 */
export function inProcessSource(subgraph: Subgraph, log: Logger): SubgraphSource {
  const { name } = subgraph;
  const documents = new LRUCache<string, DocumentNode | readonly GraphQLError[]>({
    max: DOCUMENTS_KEPT,
    maxSize: TEXT_KEPT,
    sizeCalculation: (_document, text) => text.length + 1,
  });

  function documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    let known = documents.get(query);
    if (known === undefined) {
      known = parsed(query);
      documents.set(query, known);
    }
    return known;
  }
  function parsed(query: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(query, { noLocation: true });
      const errors = validate(subgraph.schema, document);
      return errors.length > 0 ? errors : document;
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }
  function masked(result: ExecutionResult, requestId: string): ExecutionResult {
    if (!result.errors) return result;
    const onInternal = (error: unknown) =>
      log.error({ err: error, requestId, subgraph: name }, 'subgraph request failed');
    return { ...result, errors: result.errors.map((error) => toGraphQLError(error, { requestId, onInternal })) };
  }
  function argumentsOf(request: SubgraphRequest, document: DocumentNode): ExecutionArgs {
    const contextValue: SubgraphContext = {
      identity: request.identity,
      requestId: request.requestId,
      signal: request.signal,
      batches: new Batches(),
    };
    return {
      schema: subgraph.schema,
      document,
      contextValue,
      variableValues: request.variables,
      operationName: request.operationName,
    };
  }

  return {
    name,
    async execute(request) {
      const document = documentOf(request.query);
      if (!isDocument(document)) return masked({ errors: document }, request.requestId);
      const result = execute(argumentsOf(request, document));
      return masked(result instanceof Promise ? await untilAborted(result, name, request) : result, request.requestId);
    },
    async subscribe(request) {
      const document = documentOf(request.query);
      if (!isDocument(document)) return only(masked({ errors: document }, request.requestId));
      const events = await createSourceEventStream(argumentsOf(request, document));
      if (!(Symbol.asyncIterator in events)) return only(masked(events, request.requestId));
      return mapped(events[Symbol.asyncIterator](), async (rootValue) =>
        // Each event gets a context of its own: batches remember what they loaded, and an event is about what has changed since.
        masked(await execute({ ...argumentsOf(request, document), rootValue }), request.requestId),
      );
    },
    close: () => Promise.resolve(),
  };
}

/**
 * The work's outcome, or Unavailable as soon as the signal aborts, as over HTTP. What a resolver then still does is nobody's any more; those
 * that take long look at the signal in their context.
 */
function untilAborted<T>(work: Promise<T>, name: string, { signal }: SubgraphRequest): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(new Unavailable(`The ${name} subgraph did not answer in time.`));
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function isDocument(known: DocumentNode | readonly GraphQLError[]): known is DocumentNode {
  return !Array.isArray(known);
}

async function* only(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  yield result;
}

// Not an async generator: its return() would wait behind a pending next(), and an unsubscribe would never reach the source.
function mapped<T, U>(source: AsyncIterator<T>, map: (value: T) => Promise<U>): AsyncIterableIterator<U> {
  return {
    async next() {
      const step = await source.next();
      return step.done ? { done: true, value: undefined } : { done: false, value: await map(step.value) };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
