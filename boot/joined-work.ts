type Work<T> = (items: readonly T[]) => Promise<unknown>;

interface Caller<T> {
  items: readonly T[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Work that costs little more for many items than for a few: callers that come while it runs are served together by the next run, in the
 * order in which they came. Where a run for several fails, each of them has one of its own, and fails by its own items alone.
 */
export function joinedWork<T>(work: Work<T>): (items: readonly T[]) => Promise<void> {
  let waiting: Caller<T>[] = [];
  let isRunning = false;

  async function runUntilNobodyWaits(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const callers = waiting;
      waiting = [];
      await serve(callers, work);
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

async function serve<T>(callers: readonly Caller<T>[], work: Work<T>): Promise<void> {
  try {
    await work(callers.flatMap(({ items }) => items));
    for (const caller of callers) caller.resolve();
  } catch (error) {
    if (callers.length === 1) callers[0]?.reject(error);
    else for (const caller of callers) await serve([caller], work);
  }
}
