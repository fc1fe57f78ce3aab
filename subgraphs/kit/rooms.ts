import type { ExecutionResult } from 'graphql';
import type { Identity } from '../../platform/auth/index.ts';
import { DomainError, Unavailable } from './errors.ts';
import type { SubgraphSource } from './request.ts';

/** A room-to-room operation with the shapes of its answer and variables. Its fields are `@inaccessible` in the owning room. */
export interface RoomDocument<TResult, TVariables extends object> {
  readonly room: string;
  readonly query: string;
  /** Never set; carries the types. */
  readonly types?: (variables: TVariables) => TResult;
}

export function roomDocument<TResult, TVariables extends object>(
  room: string,
  query: string,
): RoomDocument<TResult, TVariables> {
  return { room, query };
}

/** Who asks, and until when. */
export interface RoomCall {
  identity: Identity;
  requestId: string;
  signal?: AbortSignal | undefined;
  /** How long this answer is worth waiting for, where that is less than the subgraph timeout. */
  patienceMs?: number | undefined;
}

/** How one room asks another: through its subgraph, in this process or over HTTP. */
export interface Rooms {
  /**
   * @throws Unavailable where the room does not answer within the subgraph timeout or the caller's patience.
   * @throws DomainError with the other room's code where it refuses.
   */
  ask<TResult, TVariables extends object>(
    document: RoomDocument<TResult, TVariables>,
    variables: TVariables,
    call: RoomCall,
  ): Promise<TResult>;
}

/** Asks over `sources`, which boot fills once all rooms exist: the map is read at each call. */
export function roomsOver(sources: ReadonlyMap<string, SubgraphSource>, { timeoutMs }: { timeoutMs: number }): Rooms {
  return {
    async ask<TResult, TVariables extends object>(
      document: RoomDocument<TResult, TVariables>,
      variables: TVariables,
      call: RoomCall,
    ): Promise<TResult> {
      const source = sources.get(document.room);
      if (!source) throw new Unavailable(`The ${document.room} subgraph is not configured.`);
      // Neither AbortSignal.timeout, whose timer would outlive the answer, nor AbortSignal.any, which leaves weak references to collect:
      // rooms are asked on the way of every message.
      const end = new AbortController();
      const abort = () => end.abort();
      const timer = setTimeout(abort, Math.min(timeoutMs, call.patienceMs ?? timeoutMs));
      call.signal?.addEventListener('abort', abort);
      if (call.signal?.aborted) abort();
      try {
        const result = await source.execute({
          query: document.query,
          variables: variables as Record<string, unknown>,
          identity: call.identity,
          requestId: call.requestId,
          signal: end.signal,
        });
        return resultOf<TResult>(document.room, result);
      } finally {
        clearTimeout(timer);
        call.signal?.removeEventListener('abort', abort);
      }
    },
  };
}

function resultOf<TResult>(room: string, { data, errors }: ExecutionResult): TResult {
  const error = errors?.[0];
  if (error) {
    const code = error.extensions?.['code'];
    if (code === 'INTERNAL' || typeof code !== 'string') throw new Unavailable(`The ${room} subgraph failed.`);
    throw new DomainError(code, error.message);
  }
  return data as TResult;
}

/** What Malha itself asks with, where no caller is behind a request: workers, start-up, schedules. */
export function serviceIdentity(name: string): Identity {
  return { id: `service:${name}`, roles: ['service'] };
}
