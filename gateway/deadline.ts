import type { Caller } from './caller.ts';

/** The work took longer than it may. */
export class DeadlineExceeded extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'DeadlineExceeded';
  }
}

/** The one who asked has left. */
export class CallerGone extends Error {
  constructor() {
    super('the caller has left');
    this.name = 'CallerGone';
  }
}

/**
 * Runs `work` with a signal that aborts after `timeoutMs` or when the caller leaves, and rejects then even where the work does not listen.
 * One timer, cleared at the end: AbortSignal.timeout() would leave one behind for every request.
 */
export function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, caller }: { timeoutMs: number; caller?: Caller | undefined },
): Promise<T> {
  const abort = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const stop = (reason: Error) => {
      reject(reason);
      abort.abort(reason);
    };
    const timer = setTimeout(() => stop(new DeadlineExceeded(timeoutMs)), timeoutMs);
    const onGone = () => stop(new CallerGone());
    caller?.onGone(onGone);
    async function attempt(): Promise<T> {
      try {
        return await work(abort.signal);
      } finally {
        clearTimeout(timer);
        caller?.forget(onGone);
      }
    }
    attempt().then(resolve, reject);
  });
}
