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
}

/** How one room asks another: through its subgraph, in this process or over HTTP. */
export interface Rooms {
  /**
   * @throws Unavailable where the room does not answer within the subgraph timeout.
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
      // Not AbortSignal.timeout: its timer would outlive the answer, and rooms are asked on the way of every message.
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), timeoutMs);
      try {
        const result = await source.execute({
          query: document.query,
          variables: variables as Record<string, unknown>,
          identity: call.identity,
          requestId: call.requestId,
          signal: call.signal ? AbortSignal.any([call.signal, deadline.signal]) : deadline.signal,
        });
        return resultOf<TResult>(document.room, result);
      } finally {
        clearTimeout(timer);
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
