import type { ExecutionResult } from 'graphql';

/** A subscription on a subgraph while it is read. */
export interface Upstream {
  /** Unsubscribes at once; nothing is told of it afterwards. */
  close(): void;
}

/** Opens a subscription on a subgraph and reads it: `onEvent` for each event, then `onEnd` once, with an error where it broke. */
export function readUpstream(
  open: (signal: AbortSignal) => Promise<AsyncIterableIterator<ExecutionResult>>,
  { onEvent, onEnd }: { onEvent: (event: ExecutionResult) => void; onEnd: (error?: unknown) => void },
): Upstream {
  const abort = new AbortController();
  let events: AsyncIterableIterator<ExecutionResult> | undefined;
  const isClosed = () => abort.signal.aborted;
  const leave = () => void Promise.resolve(events?.return?.()).catch(() => undefined);

  async function read(): Promise<void> {
    try {
      events = await open(abort.signal);
      if (isClosed()) return leave();
      for (;;) {
        const step = await events.next();
        if (isClosed()) return;
        if (step.done) break;
        onEvent(step.value);
      }
      onEnd();
    } catch (error) {
      if (!isClosed()) onEnd(error);
    }
  }
  void read();
  return {
    close() {
      if (isClosed()) return;
      abort.abort();
      leave();
    },
  };
}
