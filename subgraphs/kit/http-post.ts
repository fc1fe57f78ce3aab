import type { Dispatcher } from 'undici';

export interface PostedAnswer {
  statusCode: number;
  text: string;
}

/**
 * Posts JSON and reads the whole answer. Undici's dispatch, because its request() makes a stream of every body, which costs more than
 * all else in a short request between our own processes. Rejects with the signal's reason as soon as it aborts, and stops the request.
 */
export function postJson(
  dispatcher: Dispatcher,
  {
    path,
    headers,
    body,
    signal,
  }: { path: string; headers: Record<string, string>; body: string; signal?: AbortSignal | undefined },
): Promise<PostedAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let statusCode = 0;
    let controller: Dispatcher.DispatchController | undefined;
    const onAbort = () => {
      reject(signal?.reason);
      controller?.abort(signal?.reason as Error);
    };
    const settled = () => signal?.removeEventListener('abort', onAbort);
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort);
    dispatcher.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart(started) {
          controller = started;
          // It may have waited for a connection until after the abort.
          if (signal?.aborted) started.abort(signal.reason as Error);
        },
        onResponseStart(_controller, status) {
          statusCode = status;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          settled();
          const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
          resolve({ statusCode, text: bytes.toString('utf8') });
        },
        onResponseError(_controller, error) {
          settled();
          reject(error);
        },
      },
    );
  });
}
