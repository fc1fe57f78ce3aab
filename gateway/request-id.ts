import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '../subgraphs/kit/index.ts';

const SANE = /^[\w.:-]{1,128}$/;
const current = new AsyncLocalStorage<string>();

/** The caller's own id where it fits in a header and a log line, else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && SANE.test(header) ? header : newId('req');
}

/** Runs `work` so that everything it waits for finds its request's id: Apollo formats errors without telling whose they are. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return current.run(requestId, work);
}

/** The id of the request that this code runs for. */
export function currentRequestId(): string {
  return current.getStore() ?? newId('req');
}
