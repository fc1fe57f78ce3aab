interface JoinedWorkOptions<T> {
  work: (items: readonly T[]) => Promise<unknown>;
  /** Told why a run for several failed, before each of them has its own. */
  onSplit: (error: unknown) => void;
  /** Once it aborts, a run that fails fails for all of its callers: there is no time for more. */
  signal: AbortSignal;
}

interface Caller<T> {
  items: readonly T[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Work that costs little more for many items than for a few: callers that come while it runs are served together by the next run, in the
 * order in which they came. Where a run for several fails, each of them has one of its own, and fails by its own items alone.
 */
export function joinedWork<T>(options: JoinedWorkOptions<T>): (items: readonly T[]) => Promise<void> {
  let waiting: Caller<T>[] = [];
  let isRunning = false;

  async function runUntilNobodyWaits(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const callers = waiting;
      waiting = [];
      await serve(callers, options);
    }
    isRunning = false;
  }

  return (items) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ items, resolve, reject });
    if (!isRunning) void runUntilNobodyWaits();
    return promise;
  };
}

async function serve<T>(callers: readonly Caller<T>[], options: JoinedWorkOptions<T>): Promise<void> {
  try {
    await options.work(callers.flatMap(({ items }) => items));
    for (const caller of callers) caller.resolve();
  } catch (error) {
    if (callers.length === 1 || options.signal.aborted) {
      for (const caller of callers) caller.reject(error);
      return;
    }
    options.onSplit(error);
    for (const caller of callers) await serve([caller], options);
  }
}
