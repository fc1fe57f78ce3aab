import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const SANE = /^[\w.:-]{1,128}$/;
/** Unlike any other process's; the rest of an id only counts. Drawing every id anew costs more than reading its request's headers. */
const PROCESS = randomBytes(8).toString('hex');
let made = 0;
const current = new AsyncLocalStorage<string>();

/** The caller's own id where it fits in a header and a log line, else a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && SANE.test(header) ? header : newRequestId();
}

/** Runs `work` so that everything it waits for finds its request's id: Apollo formats errors without telling whose they are. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return current.run(requestId, work);
}

/** The id of the request that this code runs for. */
export function currentRequestId(): string {
  return current.getStore() ?? newRequestId();
}

function newRequestId(): string {
  made++;
  return `req_${PROCESS}${made.toString(36).padStart(7, '0')}`;
}
